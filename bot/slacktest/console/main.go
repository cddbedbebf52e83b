// The program console lets a person talk to reportbot in a terminal as if it were
// Slack, without a workspace:
//
//	go run ./bot/slacktest/console -- go run ./bot/cmd/reportbot serve --reports DIR
//
// It starts a fake Slack, starts the command with the tokens and the address of the
// fake in its environment, and shows what the bot shows. Without a command it prints
// that environment, for a bot started elsewhere.
package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"time"

	"reportbot/bot/slacktest"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("console: ")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	command, err := commandOf(os.Args[1:])
	if err == nil {
		err = run(ctx, command, os.Stdin, os.Stdout)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		log.Fatal(err)
	}
}

// commandOf is what follows --; nil when nothing does.
func commandOf(args []string) ([]string, error) {
	switch {
	case len(args) == 0:
		return nil, nil
	case args[0] == "--" && len(args) > 1:
		return args[1:], nil
	}
	return nil, errors.New("usage: console [-- COMMAND [ARGUMENT…]]")
}

// run holds a conversation until the input ends, the bot does, or ctx.
func run(ctx context.Context, command []string, in io.Reader, out io.Writer) error {
	s := slacktest.New(slacktest.Options{})
	defer s.Close()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if command == nil {
		_, _ = fmt.Fprintf(out, "Start the bot with:\n  export %s\n", strings.Join(environment(s), "\n  export "))
	} else {
		done := start(ctx, s, command, cancel)
		defer func() { cancel(nil); <-done }()
	}
	if err := s.Wait(ctx, func() bool { return s.Connected() > 0 }); err != nil {
		return because(ctx, err)
	}
	c := newConsole(s, out)
	watched := make(chan struct{})
	go func() { defer close(watched); c.watch(ctx) }()
	defer func() { cancel(nil); <-watched }()
	_, _ = fmt.Fprint(out, help)
	if err := c.read(ctx, in); err != nil {
		return because(ctx, err)
	}
	return c.quiet(ctx)
}

// because is why ctx ended, when it did, rather than what that led to.
func because(ctx context.Context, err error) error {
	return cmp.Or(context.Cause(ctx), err)
}

// environment is what points a bot at the fake.
func environment(s *slacktest.Server) []string {
	return []string{"SLACK_BOT_TOKEN=" + s.BotToken, "SLACK_APP_TOKEN=" + s.AppToken, "REPORTBOT_SLACK_API=" + s.APIURL()}
}

// start runs the bot, which ends with ctx; ctx ends with the bot.
func start(ctx context.Context, s *slacktest.Server, command []string, cancel context.CancelCauseFunc) <-chan struct{} {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = append(cmd.Environ(), environment(s)...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := cmd.Run()
		cancel(fmt.Errorf("the bot ended: %w", cmp.Or(err, errors.New("without an error"))))
	}()
	return done
}

// read does what each line says.
func (c *console) read(ctx context.Context, in io.Reader) error {
	lines, failed := make(chan string), make(chan error, 1)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
		failed <- scanner.Err()
	}()
	for {
		select {
		case line, more := <-lines:
			if !more {
				return <-failed
			}
			if strings.TrimSpace(line) == ":quit" {
				return nil
			}
			if err := c.do(strings.TrimSpace(line)); err != nil {
				c.print("! %v", err)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
