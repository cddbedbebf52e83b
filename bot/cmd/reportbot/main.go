// Command reportbot answers questions about reports: it reads a folder of
// reports into an index, and answers from them with citations, offline.
//
// Run reportbot --help for its commands. This package parses flags and
// environment, wires the parts together and sets the exit code; nothing else in
// the program reads either.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(ctx, os.Args[1:], terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// terminal is where the program reads and writes: results to out, everything
// else to err.
type terminal struct {
	in       io.Reader
	out, err io.Writer
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, t terminal) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c, options(t, func(code int) { exited = code })...)
	if err != nil {
		return t.fail(err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		return t.usage(err)
	}
	err = parsed.Run(ctx, &c.globals, t)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errReported):
		return exitFailed
	}
	if _, ok := errors.AsType[*usageError](err); ok {
		return t.usage(err)
	}
	return t.fail(err)
}

func options(t terminal, exit func(int)) []kong.Option {
	return []kong.Option{
		kong.Name("reportbot"),
		kong.Description(description),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.DefaultEnvars("REPORTBOT"),
		kong.Writers(t.out, t.err),
		kong.Exit(exit),
		kong.BindTo(context.Background(), (*context.Context)(nil)),
	}
}
