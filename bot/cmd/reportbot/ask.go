package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"reportbot/bot/answer"
)

type askCmd struct {
	Question []string `arg:"" optional:"" help:"The question; without one, questions are read line by line."`
	Reports  []string `placeholder:"PATH" sep:"none" help:"Read what changed under PATH first and search only the files there (may be repeated)."`
	Batch    string   `placeholder:"FILE" help:"Answer the questions of a file of JSON lines {id, question, history}; - is standard input. Prints JSON."`
}

// Help is shown below the command's flags.
func (askCmd) Help() string {
	return `Examples:
  reportbot ask --reports reports/ "青螺镇2022年拆除违章建筑多少平方米？"
  reportbot ask "How many jobs were created in 2023?"
  reportbot ask --reports reports/                 (a conversation; follow-ups such as 那2023年呢？ work)
  reportbot ask --batch questions.jsonl --json > answers.jsonl`
}

// Run answers one question, a file of them, or what a person types.
func (cmd *askCmd) Run(ctx context.Context, g *globals, t terminal) error {
	text := strings.TrimSpace(strings.Join(cmd.Question, " "))
	if text == "" && len(cmd.Question) > 0 {
		return &usageError{"the question is empty", `ask "…"`}
	}
	if text != "" && cmd.Batch != "" {
		return &usageError{"a question and --batch exclude each other", "put the question into the file"}
	}
	o, err := g.open(ctx, t, cmd.Reports)
	if err != nil {
		return err
	}
	defer o.close()
	switch {
	case cmd.Batch != "":
		return askBatch(ctx, o.answerer, t, cmd.Batch)
	case text != "":
		return askOne(ctx, o.answerer, g, t, answer.Question{Text: text})
	}
	return converse(ctx, o.answerer, g, t)
}

func askOne(ctx context.Context, a *answer.Answerer, g *globals, t terminal, q answer.Question) error {
	ans := a.Ask(ctx, q)
	if err := ctx.Err(); err != nil {
		return err
	}
	if g.JSON {
		if err := t.printJSON(ans); err != nil {
			return err
		}
	} else {
		t.printAnswer(ans)
	}
	if ans.Kind == answer.Failed {
		return errReported
	}
	return nil
}

// converse reads questions line by line and keeps the thread, so that a question
// can lean on the ones before it.
func converse(ctx context.Context, a *answer.Answerer, g *globals, t terminal) error {
	prompt := ""
	if isTerminal(t.in) && isTerminal(t.err) {
		prompt = "> "
		fmt.Fprintln(t.err, "Ask a question; an empty line or Ctrl-D ends.")
	}
	var history []answer.Turn
	lines := readLines(ctx, t.in)
	for {
		fmt.Fprint(t.err, prompt)
		line, ok := <-lines
		if ctx.Err() != nil {
			fmt.Fprintln(t.err)
			return nil
		}
		if !ok || prompt != "" && line == "" {
			return nil
		}
		if line == "" {
			continue
		}
		ans := a.Ask(ctx, answer.Question{Text: line, History: history})
		if g.JSON {
			if err := t.printJSON(ans); err != nil {
				return err
			}
		} else {
			t.printAnswer(ans)
		}
		history = append(history, answer.Turn{Role: "user", Text: line}, answer.Turn{Role: "assistant", Text: ans.Text})
	}
}

// readLines sends the lines of in until it ends or ctx does.
func readLines(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() {
			select {
			case lines <- strings.TrimSpace(scanner.Text()):
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		<-ctx.Done()
		if c, ok := in.(io.Closer); ok {
			_ = c.Close()
		}
	}()
	return lines
}

// printAnswer prints an answer for a person: the statements, then the sources.
func (t terminal) printAnswer(ans answer.Answer) {
	if ans.Kind == answer.Failed {
		t.complain(ans.Error, "")
		return
	}
	s := t.style()
	t.printf("%s\n", printable(ans.Text))
	for _, c := range ans.Citations {
		source := c.Title
		if c.Section != "" {
			source += " › " + c.Section
		}
		if c.Page > 0 {
			source += fmt.Sprintf(", p. %d", c.Page)
		}
		t.printf("\n%s %s\n", s.bold(fmt.Sprintf("[%d]", c.N)), printable(source))
		t.printf("    %s\n", s.dim(printable(c.Report)))
		t.printf("    “%s”\n", printable(strings.Join(strings.Fields(c.Quote), " ")))
	}
}
