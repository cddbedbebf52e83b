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
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

func main() {
	dropEmptyVariables()
	ctx, stop := interruptible(context.Background(), os.Interrupt, syscall.SIGTERM)
	t := terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, grace: new(atomic.Int64)}
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, os.Args[1:], t) }()
	code := t.await(ctx, ended)
	stop()
	os.Exit(code)
}

// grace is how long the program goes on after it was interrupted, unless a command
// asks for more time. Parsing a huge file may take longer; the index survives that
// nobody waits for it.
const grace = 2 * time.Second

// await returns the exit code that the program ended with, or that of an
// interrupted one.
func (t terminal) await(ctx context.Context, ended <-chan int) int {
	select {
	case code := <-ended:
		return code
	case <-ctx.Done():
	}
	select {
	case code := <-ended:
		return code
	case <-time.After(max(grace, time.Duration(t.grace.Load()))):
		return t.fail(hinted("stop", ctx.Err(), "what was stored so far is kept"))
	}
}

// dropEmptyVariables makes an empty variable the same as none: an empty data
// folder or an empty yes or no would help nobody.
func dropEmptyVariables() {
	for _, variable := range os.Environ() {
		if name, value, _ := strings.Cut(variable, "="); value == "" && strings.HasPrefix(name, variables+"_") {
			_ = os.Unsetenv(name)
		}
	}
}

// variables begins the name of each flag's environment variable.
const variables = "REPORTBOT"

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
	grace    *atomic.Int64 // how long the command takes to end, in nanoseconds
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, t terminal) int {
	var c cli
	exited := -1 // the exit code once help was printed
	parser, err := kong.New(&c, options(ctx, t, func(code int) { exited = code })...)
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
	err = parsed.Run(&c.globals, t)
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

func options(ctx context.Context, t terminal, exit func(int)) []kong.Option {
	return []kong.Option{
		kong.Name("reportbot"),
		kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 80}),
		kong.ValueFormatter(valueHelp),
		kong.DefaultEnvars(variables),
		kong.Writers(t.out, t.err),
		kong.Exit(exit),
		kong.BindTo(ctx, (*context.Context)(nil)),
	}
}
