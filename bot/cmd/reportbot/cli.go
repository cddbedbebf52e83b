package main

import (
	"fmt"

	"reportbot/retrieval"
)

const description = `Answers questions about reports, with the sentence that each answer rests on.

Try:
  reportbot ask --reports eval/testdata/reports "青螺镇2022年新增规上企业多少家？"
  reportbot ask --reports eval/testdata/reports      (asks for questions)
  reportbot ingest ~/reports && reportbot reports

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.`

// cli is the command line. Each flag is also an environment variable, named in
// its help.
type cli struct {
	globals

	Ingest  ingestCmd  `cmd:"" help:"Read reports into the index."`
	Ask     askCmd     `cmd:"" help:"Answer a question; without one, ask for questions."`
	Reports reportsCmd `cmd:"" help:"List the reports in the index."`
	Show    showCmd    `cmd:"" help:"Show the outline of a report, or the text of a section."`
	Eval    evalCmd    `cmd:"" help:"Measure answers on a set of cases."`
	Doctor  doctorCmd  `cmd:"" help:"Check that everything is in place."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// globals are the flags of every command.
type globals struct {
	Data       string `default:"reportbot-data" placeholder:"DIR" help:"Folder of the index (default: ${default})."`
	LLM        string `name:"llm" default:"none" placeholder:"MODEL" help:"Model that writes answers: none (default: ${default})."`
	Embeddings string `default:"none" placeholder:"MODEL" help:"Embedding model: none, openai:MODEL or ollama:MODEL (default: ${default})."`
	JSON       bool   `help:"Print results for programs."`
}

// usageError is a wrong command line that the parser lets pass.
type usageError struct{ text, hint string }

func (e *usageError) Error() string { return e.text }

// hinted gives err a hint for the user.
func hinted(op string, err error, format string, args ...any) error {
	return &retrieval.HintError{Op: op, Err: err, Hint: fmt.Sprintf(format, args...)}
}
