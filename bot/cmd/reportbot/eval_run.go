package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/tmc/langchaingo/llms"

	"reportbot/bot/answer"
	"reportbot/eval"
	"reportbot/eval/cases"
	"reportbot/eval/runs"
	"reportbot/eval/score"
	"reportbot/prompts"
)

type evalRunCmd struct {
	Cases    string   `arg:"" help:"File of cases, JSON lines."`
	Reports  []string `placeholder:"PATH" sep:"none" help:"Read what changed under PATH first and search only the files there (may be repeated)."`
	Out      string   `placeholder:"DIR" help:"Keep the run in the folder DIR, a line a case as it is answered."`
	Resume   bool     `help:"Go on with the run in --out."`
	Count    int      `default:"1" placeholder:"N" help:"Ask each question N times and tell how far the results lie apart."`
	Mode     string   `enum:"answer,oracle,closed-book" default:"answer" help:"answer: the bot as it is; oracle: it gets the evidence of each case alone; closed-book: the model answers without reports."`
	Parallel int      `placeholder:"N" help:"Questions asked at once; 0: one a core."`
	Wrong    bool     `help:"List the cases that are not right, with the reasons."`
}

// Modes of a run.
const (
	modeOracle     = "oracle"
	modeClosedBook = "closed-book"
)

// Help is shown below the command's flags.
func (evalRunCmd) Help() string {
	return `Examples:
  reportbot eval cases.jsonl --reports reports/
  reportbot eval run cases.jsonl --reports reports/ --wrong
  reportbot eval run cases.jsonl --reports reports/ --out run1
  reportbot eval run cases.jsonl --reports reports/ --out run1 --resume
  reportbot eval run cases.jsonl --reports reports/ --json`
}

// Run measures the answers; a wrong answer is a result, not an error.
func (cmd *evalRunCmd) Run(ctx context.Context, g *globals, t terminal) error {
	if err := cmd.check(g); err != nil {
		return err
	}
	all, err := readCases(cmd.Cases)
	if err != nil {
		return err
	}
	o, err := g.open(ctx, t, cmd.Reports)
	if err != nil {
		return err
	}
	defer o.close()
	e := &evaluation{cmd: cmd, sum: eval.NewAdder(), replies: &runs.Replies{}}
	if cmd.Out != "" {
		if err := e.openFolder(ctx, g, o, len(all)); err != nil {
			return diskError(err)
		}
		defer e.folder.Close()
	}
	r, err := e.prepare(ctx, g, o, all)
	if err != nil {
		return err
	}
	return e.finish(t, g, e.do(ctx, t, r, all))
}

// check refuses flags that do not go together.
func (cmd *evalRunCmd) check(g *globals) error {
	if err := g.checkModels(); err != nil {
		return err
	}
	switch {
	case cmd.Resume && cmd.Out == "":
		return &usageError{"--resume without --out", "name the folder of the run by --out DIR"}
	case cmd.Count < 1:
		return &usageError{fmt.Sprintf("--count %d: it must be 1 or more", cmd.Count), "leave it out to ask each question once"}
	case cmd.Parallel < 0:
		return &usageError{fmt.Sprintf("--parallel %d: it must be 0 or more", cmd.Parallel), "leave it out for one question a core"}
	case cmd.Mode == modeClosedBook && g.LLM == "none":
		return &usageError{"--mode closed-book without a model", "name one by --llm"}
	}
	return nil
}

// evaluation is one run of eval run.
type evaluation struct {
	cmd     *evalRunCmd
	sum     *eval.Adder
	folder  *runs.Folder // nil: the run is not kept
	replies *runs.Replies
	wrong   []string // lines about cases that are not right
	broken  int      // answers that an error spoiled, be it the model's alone
	because string   // the first of these errors
}

// openFolder makes the run's folder, or opens it to go on.
func (e *evaluation) openFolder(ctx context.Context, g *globals, o *opened, n int) (err error) {
	info, err := e.info(ctx, g, o, n)
	if err != nil {
		return err
	}
	open := runs.Create
	if e.cmd.Resume {
		open = runs.Resume
	}
	if e.folder, err = open(e.cmd.Out, info); err != nil {
		return runError("keep the run", err)
	}
	e.replies = e.folder.Replies
	return nil
}

// info tells what the run is made with.
func (e *evaluation) info(ctx context.Context, g *globals, o *opened, n int) (runs.Info, error) {
	index, err := o.hash(ctx)
	if err != nil {
		return runs.Info{}, err
	}
	data, err := os.ReadFile(e.cmd.Cases)
	if err != nil {
		return runs.Info{}, err
	}
	info := runs.Info{
		Started: time.Now().UTC(), Program: version(), Prompts: prompts.Version, LLM: g.LLM, Embeddings: g.Embeddings, Terms: g.Terms,
		Mode: e.cmd.Mode, Index: index, CasesFile: e.cmd.Cases, CasesHash: shortHash(string(data)), Cases: n, Count: e.cmd.Count,
	}
	if e.cmd.Mode == modeClosedBook {
		info.Prompts = runs.ClosedBookVersion
	}
	return info, nil
}

// shortHash is the first 12 hexadecimal digits of a text's SHA-256.
func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:12]
}

// hash names what is searched: the reports that may be seen, their bytes, and the
// model of their vectors.
func (o *opened) hash(ctx context.Context) (string, error) {
	snapshot, err := o.store.Snapshot(ctx)
	if err != nil {
		return "", err
	}
	var lines []string
	for _, info := range snapshot.Reports {
		if own, ok := o.answerer.Scope[info.ID]; ok {
			lines = append(lines, own+" "+info.Hash)
		} else if o.answerer.Scope == nil {
			lines = append(lines, info.Source+" "+info.Hash)
		}
	}
	slices.Sort(lines)
	return shortHash(snapshot.Model + "\n" + strings.Join(lines, "\n")), nil
}

// prepare returns the run, with what was asked before added to the sum.
func (e *evaluation) prepare(ctx context.Context, g *globals, o *opened, all []cases.Case) (runs.Run, error) {
	check, err := verbatim(ctx, o)
	if err != nil {
		return runs.Run{}, err
	}
	r := runs.Run{Verbatim: check, Count: e.cmd.Count, Workers: e.cmd.Parallel, Each: e.add}
	if r.Ask, err = e.asker(g, o); err != nil || e.folder == nil {
		return r, err
	}
	r.Done = e.folder.Done
	return r, runs.Each(e.cmd.Out, func(r runs.Result) error {
		e.note(r)
		return nil
	})
}

// asker is what answers the questions.
func (e *evaluation) asker(g *globals, o *opened) (func(context.Context, cases.Case) answer.Answer, error) {
	if e.cmd.Mode == modeClosedBook {
		model, err := g.plainModel()
		if err != nil {
			return nil, err
		}
		return runs.ClosedBook(e.replies.Model(model, g.LLM, modeClosedBook), g.LLM), nil
	}
	if w := o.answerer.Writer; w != nil {
		w.Statements = e.replies.Model(w.Statements, w.Name, "statements")
		w.Question = e.replies.Model(w.Question, w.Name, "question")
	}
	if e.cmd.Mode == modeOracle {
		return runs.Oracle(o.answerer), nil
	}
	return runs.Bot(o.answerer), nil
}

// plainModel is the model that --llm names, with replies of no set shape.
func (g *globals) plainModel() (llms.Model, error) {
	provider, model, err := g.languageModel()
	if err != nil {
		return nil, err
	}
	e, err := findEndpoint("--llm", provider)
	if err != nil {
		return nil, err
	}
	s := newServer(e, llmPatience, "see that the model is one for conversations")
	s.events = true
	if provider == "anthropic" {
		return newClaude(g.LLM, model, s)
	}
	return newChat(g.LLM, model, s, nil)
}

// add keeps a result.
func (e *evaluation) add(r runs.Result) error {
	if e.folder != nil {
		if err := e.folder.Add(r); err != nil {
			return fmt.Errorf("keep the run: %w", err)
		}
	}
	e.note(r)
	return nil
}

func (e *evaluation) note(r runs.Result) {
	e.sum.Add(r)
	if r.Answer.Error != "" {
		if e.broken++; e.broken == 1 {
			e.because = score.OneLine(r.Answer.Error)
		}
	}
	if e.cmd.Wrong && len(r.Score.Reasons) > 0 {
		e.wrong = append(e.wrong, fmt.Sprintf("%s (%s): %s", r.Case.ID, r.Case.Kind, strings.Join(r.Score.Reasons, "; ")))
	}
}

// do asks the questions behind a bar.
func (e *evaluation) do(ctx context.Context, t terminal, r runs.Run, all []cases.Case) error {
	bar := newProgress(t, "answering")
	defer bar.done()
	left, of := r.Left(all), len(all)*e.cmd.Count
	each := r.Each
	r.Each = func(result runs.Result) error {
		left--
		bar.set(of-left, of)
		return each(result)
	}
	return r.Do(ctx, all)
}

// finish prints what the run came to. One that broke off keeps what it has and is an
// error.
func (e *evaluation) finish(t terminal, g *globals, err error) error {
	summary := e.sum.Summary()
	if e.folder != nil && summary.All.Cases > 0 {
		if writeErr := e.folder.WriteSummary(summary); err == nil {
			err = writeErr
		}
	}
	switch {
	case err != nil && e.folder != nil:
		return diskError(hinted("run the cases", err, "what was measured is kept in %s; go on with --resume", e.cmd.Out))
	case err != nil:
		return err
	}
	if err := e.print(t, g, summary); err != nil || e.broken == 0 {
		return err
	}
	again := "mend that and run it again"
	if e.folder != nil {
		again = "mend that and go on with --resume: these cases are asked again, the others are kept in " + e.cmd.Out
	}
	return hinted("run the cases", fmt.Errorf("%s could not be answered as they should: %s", count(e.broken, "case"), e.because), "%s", again)
}

func (e *evaluation) print(t terminal, g *globals, summary eval.Summary) error {
	if g.JSON {
		return summary.WriteJSON(t.out)
	}
	if err := summary.Table(t.out); err != nil || len(e.wrong) == 0 {
		return err
	}
	slices.SortStableFunc(e.wrong, cmp.Compare[string])
	t.printf("\n%s\n", printable(strings.Join(e.wrong, "\n")))
	return nil
}

// diskError tells what to do when the disk is full.
func diskError(err error) error {
	if !errors.Is(err, syscall.ENOSPC) {
		return err
	}
	return hinted("run the cases", err, "the disk is full; make room and go on with --resume: what was measured so far is kept")
}

// verbatim returns a check that a citation's quote stands in the report that it
// names.
func verbatim(ctx context.Context, o *opened) (func(answer.Citation) bool, error) {
	snapshot, err := o.store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	texts := map[string][]string{}
	for i, info := range snapshot.Reports {
		source := info.Source
		if own, ok := o.answerer.Scope[info.ID]; ok {
			source = own
		}
		r, err := snapshot.Report(i)
		if err != nil {
			return nil, err
		}
		texts[source] = append(texts[source], r.Text)
	}
	return func(c answer.Citation) bool {
		return slices.ContainsFunc(texts[c.Report], func(text string) bool { return strings.Contains(text, c.Quote) })
	}, nil
}
