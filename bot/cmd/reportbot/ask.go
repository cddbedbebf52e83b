package main

import (
	"context"
	"fmt"
	"strings"

	"reportbot/bot/answer"
)

type askCmd struct {
	Question []string `arg:"" optional:"" help:"The question; without one, questions are read line by line."`
	Reports  []string `placeholder:"PATH" sep:"none" help:"Read what changed under PATH first and search only the files there (may be repeated)."`
	Explain  bool     `help:"Say of each passage that was found why it ranks where it does."`
	Batch    string   `placeholder:"FILE" help:"Answer the questions of a file of JSON lines {id, question, history}; - is standard input. Prints JSON."`
}

// Help is shown below the command's flags.
func (askCmd) Help() string {
	return `Without a question it is a conversation: a question may lean on those before it (那2023年呢？), and Ctrl-C ends one that takes too long.

Examples:
  reportbot ask --reports reports/ "青箩镇2022年新增规上工业企业多少家？"
  reportbot ask "How many visitors came in 2023?"
  reportbot ask --reports reports/
  reportbot ask --explain "青箩镇2022年新增规上工业企业多少家？"
  reportbot ask --batch questions.jsonl --json > answers.jsonl`
}

// Run answers one question, a file of them, or what a person types.
func (cmd *askCmd) Run(ctx context.Context, g *globals, t terminal) error {
	text := strings.TrimSpace(strings.Join(cmd.Question, " "))
	if text == "" && len(cmd.Question) > 0 {
		return &usageError{"the question is empty", `ask "…", or leave it out to be asked for questions`}
	}
	if text != "" && cmd.Batch != "" {
		return &usageError{"a question and --batch exclude each other", "put the question into the file"}
	}
	o, err := g.open(ctx, t, cmd.Reports)
	if err != nil {
		return err
	}
	defer o.close()
	o.answerer.Explain = cmd.Explain
	switch {
	case cmd.Batch != "":
		return askBatch(ctx, o.answerer, t, cmd.Batch)
	case text != "":
		return askOne(ctx, o.answerer, g, t, text)
	}
	return converse(ctx, o.answerer, g, t)
}

func askOne(ctx context.Context, a *answer.Answerer, g *globals, t terminal, text string) error {
	ans, err := t.answer(ctx, a, answer.Question{Text: text}, g.JSON)
	if err != nil {
		return err
	}
	if ans.Kind == answer.Failed {
		return errReported
	}
	return nil
}

// answer asks a question and prints the answer: for a program when it is done, for a
// person as it comes. The error is ctx's when it was interrupted.
func (t terminal) answer(ctx context.Context, a *answer.Answerer, q answer.Question, asJSON bool) (answer.Answer, error) {
	if asJSON {
		ans := a.Ask(ctx, q)
		if ctx.Err() != nil {
			return ans, ctx.Err()
		}
		return ans, t.printJSON(ans)
	}
	shown := false
	ans := a.Stream(ctx, q, func(text string) {
		shown = true
		t.printf("%s", printable(text))
	})
	if shown {
		t.printf("\n")
	}
	switch {
	case ctx.Err() != nil:
		return ans, ctx.Err()
	case ans.Kind == answer.Failed:
		t.complain(ans.Error, "")
		return ans, nil
	case ans.Error != "":
		t.warn(ans.Error, "")
	}
	t.printSources(ans)
	return ans, nil
}

// printSources prints what the marks of an answer stand for.
func (t terminal) printSources(ans answer.Answer) {
	s := t.style()
	for _, c := range ans.Citations {
		t.printf("\n%s %s\n", s.bold(fmt.Sprintf("[%d]", c.N)), printable(sourceText(c)))
		t.printf("    %s\n", s.dim(printable(c.Report)))
		t.printf("    “%s”\n", printable(strings.Join(strings.Fields(c.Quote), " ")))
	}
	t.printWhy(ans.Retrieval)
}

// sourceText is "title › section, p. 3".
func sourceText(c answer.Citation) string {
	text := c.Title
	if c.Section != "" {
		text += " › " + c.Section
	}
	if c.Page > 0 {
		text += fmt.Sprintf(", p. %d", c.Page)
	}
	return text
}
