package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"reportbot/retrieval"
)

const description = `Answers questions about reports, with the sentences that each answer rests on.

Try:
  reportbot ask --reports reports/ "青箩镇2022年新增规上工业企业多少家？"
  reportbot ask --reports reports/               (asks for questions)
  reportbot ingest reports/ && reportbot reports

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.`

// cli is the command line. Each flag is also an environment variable, named in
// its help.
type cli struct {
	globals

	Ingest   ingestCmd   `cmd:"" help:"Read reports into the index."`
	Ask      askCmd      `cmd:"" help:"Answer a question; without one, ask for questions."`
	Reports  reportsCmd  `cmd:"" help:"List the reports in the index."`
	Show     showCmd     `cmd:"" help:"Show the outline of a report, or the text of sections."`
	Figures  figuresCmd  `cmd:"" help:"List the figures of the reports."`
	Eval     evalCmd     `cmd:"" help:"Measure answers on a set of cases."`
	Serve    serveCmd    `cmd:"" help:"Answer questions in Slack."`
	Manifest manifestCmd `cmd:"" help:"Print the Slack app to create."`
	Feedback feedbackCmd `cmd:"" help:"List what people said of answers in Slack."`
	Doctor   doctorCmd   `cmd:"" help:"Check that everything is in place."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
}

// globals are the flags of every command.
type globals struct {
	Data       string `default:"reportbot-data" placeholder:"DIR" help:"Folder of the index."`
	LLM        string `name:"llm" default:"none" placeholder:"MODEL" help:"Model that answers what the program can not: none, openai:MODEL, ollama:MODEL or anthropic:MODEL."`
	Embeddings string `default:"builtin" placeholder:"MODEL" help:"Embedding model: builtin, none, openai:MODEL or ollama:MODEL."`
	Terms      string `placeholder:"FILE" help:"More terms of your field, by which questions and indicators are understood; the format is that of retrieval/query/terms.tsv."`
	JSON       bool   `help:"Print results for programs."`
}

// valueHelp is what help says of a flag: what it does, its default and its
// environment variable.
func valueHelp(v *kong.Value) string {
	var notes []string
	if v.HasDefault && v.Default != "" {
		notes = append(notes, "default "+v.Default)
	}
	for _, name := range v.Tag.Envs {
		notes = append(notes, "$"+name)
	}
	if len(notes) == 0 {
		return v.Help
	}
	return strings.TrimSuffix(v.Help, ".") + " (" + strings.Join(notes, "; ") + ")."
}

// usageError is a wrong command line that the parser lets pass.
type usageError struct{ text, hint string }

func (e *usageError) Error() string { return e.text }

// hinted gives err a hint for the user.
func hinted(op string, err error, format string, args ...any) error {
	return &retrieval.HintError{Op: op, Err: err, Hint: fmt.Sprintf(format, args...)}
}
