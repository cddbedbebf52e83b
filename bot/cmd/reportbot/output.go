package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/mattn/go-isatty"

	"reportbot/retrieval"
)

// What a person reads when something goes wrong is one line, "reportbot: error:
// …", and a second, "hint: …", when the person can mend it.

// errReported ends a command whose failures are printed already.
var errReported = errors.New("failures are printed already")

// fail tells why a command failed and returns its exit code.
func (t terminal) fail(err error) int {
	text := err.Error()
	if errors.Is(err, context.Canceled) {
		text = "interrupted"
	}
	t.complain(text, retrieval.Hint(err))
	return exitFailed
}

// usage tells what is wrong with a command line and returns the exit code.
func (t terminal) usage(err error) int {
	hint := "run reportbot --help"
	if e, ok := errors.AsType[*usageError](err); ok {
		hint = e.hint
	}
	if e, ok := errors.AsType[*kong.ParseError](err); ok && e.Context != nil && e.Context.Command() != "" {
		hint = "run reportbot " + strings.Fields(e.Context.Command())[0] + " --help"
	}
	t.complain(err.Error(), hint)
	return exitUsage
}

func (t terminal) complain(text, hint string) { t.tell("error", text, hint) }
func (t terminal) warn(text, hint string)     { t.tell("warning", text, hint) }

// tell prints what went wrong on a line of its own, and the hint, when there is
// one, on a second.
func (t terminal) tell(severity, text, hint string) {
	fmt.Fprintf(t.err, "reportbot: %s: %s\n", severity, printable(joinLines(text)))
	if hint != "" {
		fmt.Fprintf(t.err, "hint: %s\n", printable(joinLines(hint)))
	}
}

// joinLines makes one line of joined errors.
func joinLines(text string) string { return strings.ReplaceAll(strings.TrimSpace(text), "\n", "; ") }

func (t terminal) printf(format string, args ...any) { fmt.Fprintf(t.out, format, args...) }

// printJSON prints v on one line.
func (t terminal) printJSON(v any) error {
	enc := json.NewEncoder(t.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// isTerminal tells whether a person sees w.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// style writes bold and dim text where a person sees it in colour.
type style struct{ on bool }

func (t terminal) style() style {
	return style{isTerminal(t.out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

func (s style) bold(text string) string { return s.wrap("1", text) }
func (s style) dim(text string) string  { return s.wrap("2", text) }

func (s style) wrap(code, text string) string {
	if !s.on {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// printable replaces control characters, so that text of reports and names of
// files can't steer the terminal. Line ends and tabs stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '\ufffd'
		}
		return r
	}, s)
}

// count writes "1 report", "2 reports".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
