package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"reportbot/bot/answer"
)

// maxLine is the most bytes of a question that is typed or piped in.
const maxLine = 1 << 20

// conversation is a thread of questions, in which each can lean on the ones
// before it.
type conversation struct {
	answerer *answer.Answerer
	terminal
	asJSON  bool
	person  bool // who types
	history []answer.Turn
}

// converse asks for questions until there are no more. For a person, Ctrl-C
// ends the question that is being answered, and between two the conversation.
func converse(ctx context.Context, a *answer.Answerer, g *globals, t terminal) error {
	c := &conversation{answerer: a, terminal: t, asJSON: g.JSON, person: isTerminal(t.in)}
	if c.person {
		signal.Reset(os.Interrupt) // no longer ends ctx
		fmt.Fprintln(t.err, "Ask a question; an empty line or Ctrl-D ends.")
	}
	lines := readLines(t.in)
	for {
		text, err := c.next(ctx, lines)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := c.ask(ctx, text); err != nil {
			return err
		}
	}
}

// interruptible is ctx; for a person, Ctrl-C ends it.
func (c *conversation) interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	if !c.person {
		return ctx, func() {}
	}
	return interruptible(ctx, os.Interrupt)
}

// next returns the next question, io.EOF when there is none.
func (c *conversation) next(ctx context.Context, lines <-chan line) (string, error) {
	inner, stop := c.interruptible(ctx)
	defer stop()
	for {
		if c.person {
			fmt.Fprint(c.err, "\n> ")
		}
		var l line
		select {
		case l = <-lines:
		case <-inner.Done():
		}
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case inner.Err() != nil:
			fmt.Fprintln(c.err)
			return "", io.EOF
		case l.err != nil:
			return "", l.err
		case l.text != "":
			return l.text, nil
		case c.person:
			return "", io.EOF
		}
	}
}

// ask answers one question. One that failed or was interrupted is no part of
// the thread.
func (c *conversation) ask(ctx context.Context, text string) error {
	inner, stop := c.interruptible(ctx)
	defer stop()
	ans, err := c.answer(inner, c.answerer, answer.Question{Text: text, History: c.history}, c.asJSON)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case inner.Err() != nil:
		fmt.Fprintln(c.err, "\ninterrupted; ask another question, or press Ctrl-C again to end")
		return nil
	case err != nil:
		return err
	}
	if ans.Kind != answer.Failed {
		c.history = append(c.history, answer.Turn{Role: "user", Text: text}, answer.Turn{Role: "assistant", Text: ans.Text})
	}
	return nil
}

// line is a line that was read, or why there are no more; io.EOF at the end.
type line struct {
	text string // without white space around it
	err  error
}

// readLines sends the lines of in, one as soon as the one before it is taken;
// the last has an error.
func readLines(in io.Reader) <-chan line {
	lines := make(chan line)
	go func() {
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, maxLine)
		for scanner.Scan() {
			lines <- line{text: strings.TrimSpace(scanner.Text())}
		}
		err := scanner.Err()
		switch {
		case err == nil:
			err = io.EOF
		case errors.Is(err, bufio.ErrTooLong):
			err = hinted("read the question", err, "a question is one line of at most %d MiB", maxLine>>20)
		default:
			err = fmt.Errorf("read the question: %w", err)
		}
		lines <- line{err: err}
	}()
	return lines
}
