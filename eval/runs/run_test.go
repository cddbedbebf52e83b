package runs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/score"
)

// refuseCases are n cases that a refusal answers right.
func refuseCases(n int) []cases.Case {
	all := make([]cases.Case, n)
	for i := range all {
		all[i] = cases.Case{ID: fmt.Sprint("c", i), Kind: "unanswerable", Question: fmt.Sprint("问题", i), Expect: cases.ExpectRefuse}
	}
	return all
}

func ids(results []Result) []string {
	out := []string{}
	for _, r := range results {
		out = append(out, r.Case.ID+" "+r.Answer.ID)
	}
	return out
}

// collect runs the cases and returns their results in the order in which they came.
func collect(ctx context.Context, r Run, all []cases.Case) (out []Result, err error) {
	r.Each = func(result Result) error {
		out = append(out, result)
		return nil
	}
	return out, r.Do(ctx, all)
}

func TestRunParallel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := refuseCases(6)
		all[1].History = []answer.Turn{{Role: "user", Text: "上一问"}, {Role: "assistant", Text: "答"}}
		var now, most atomic.Int64
		results, err := collect(t.Context(), Run{
			Workers: 3,
			Ask: func(_ context.Context, c cases.Case) answer.Answer {
				most.Store(max(most.Load(), now.Add(1)))
				defer now.Add(-1)
				time.Sleep(time.Duration(10-int(c.ID[1]-'0')) * time.Second) // the first asked takes longest
				return answer.Answer{ID: "wrong", Kind: answer.Refused, Text: c.Question}
			},
		}, all)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"c2 c2", "c1 c1", "c0 c0"}
		if diff := cmp.Diff(want, ids(results[:3])); diff != "" || len(results) != 6 {
			t.Errorf("-want +got\n%s", diff)
		}
		if got := results[0].Cost.Total; got != 8_000_000 {
			t.Errorf("c2 took %d µs", got)
		}
		if most.Load() != 3 {
			t.Errorf("%d questions at once, want 3", most.Load())
		}
	})
}

// What was asked before is not asked again; each further asking comes after all cases.
func TestRunGoesOn(t *testing.T) {
	var asked []string
	r := Run{
		Workers: 1, Count: 2,
		Ask: func(_ context.Context, c cases.Case) answer.Answer {
			asked = append(asked, c.ID)
			return answer.Answer{Kind: answer.Refused}
		},
		Done: func(id string, turn int) bool { return id == "c1" && turn == 0 },
	}
	if n := r.Left(refuseCases(3)); n != 5 {
		t.Errorf("%d are left", n)
	}
	results, err := collect(t.Context(), r, refuseCases(3))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"c0", "c2", "c0", "c1", "c2"}, asked); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if results[1].Turn != 0 || results[2].Turn != 1 {
		t.Errorf("turns %d, %d", results[1].Turn, results[2].Turn)
	}
}

// An error of Each ends the run and comes back as it is, be it on the last case.
func TestRunEachFails(t *testing.T) {
	gone := errors.New("disk gone")
	for _, at := range []string{"c1", "c4"} {
		n := 0
		err := Run{
			Workers: 1,
			Ask:     func(context.Context, cases.Case) answer.Answer { return answer.Answer{Kind: answer.Refused} },
			Each: func(r Result) error {
				if n++; r.Case.ID == at {
					return gone
				}
				return nil
			},
		}.Do(t.Context(), refuseCases(5))
		if err != gone || n != int(at[1]-'0')+1 {
			t.Errorf("error %v after %d", err, n)
		}
	}
}

func TestRunSurvivesPanic(t *testing.T) {
	run := Run{Workers: 1, Ask: func(_ context.Context, q cases.Case) answer.Answer {
		if q.ID == "c1" {
			panic("index gone")
		}
		return answer.Answer{Kind: answer.Refused}
	}}
	results, err := collect(t.Context(), run, refuseCases(3))
	if err != nil {
		t.Fatal(err)
	}
	got := results[1]
	if results[0].Score.Outcome != score.IsCorrect || results[2].Score.Outcome != score.IsCorrect || got.Answer.Kind != answer.Failed {
		t.Errorf("scores %+v", results)
	}
	if diff := cmp.Diff([]string{"failed: panic: index gone"}, got.Score.Reasons); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if !strings.Contains(got.Answer.Error, "run_test.go") {
		t.Errorf("no stack in %q", got.Answer.Error)
	}
}

func TestRunTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		run := Run{
			Workers: 1, Timeout: 2 * time.Second,
			Ask: func(ctx context.Context, q cases.Case) answer.Answer {
				switch q.ID {
				case "c0": // deaf to its context
					<-release
				case "c1": // late by its own account
					<-ctx.Done()
				}
				return answer.Answer{Kind: answer.Refused, Ms: answer.Times{Total: 7}}
			},
		}
		start := time.Now()
		results, err := collect(t.Context(), run, refuseCases(3))
		close(release)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 4*time.Second {
			t.Errorf("took %v", took)
		}
		for _, r := range results[:2] {
			if r.Answer.Error != "no answer within 2s" || r.Answer.Ms.Total != 2000 || r.Answer.Kind != answer.Failed {
				t.Errorf("%s: %+v", r.Case.ID, r.Answer)
			}
		}
		if r := results[2]; r.Score.Outcome != score.IsCorrect || r.Answer.Ms.Total != 7 {
			t.Errorf("%s: %+v", r.Case.ID, r.Answer)
		}
	})
}

func TestRunDefaultTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := Run{Workers: 1, Ask: func(ctx context.Context, _ cases.Case) answer.Answer {
			<-ctx.Done()
			return answer.Answer{}
		}}
		results, err := collect(t.Context(), run, refuseCases(1))
		if err != nil || results[0].Answer.Ms.Total != 300_000 {
			t.Errorf("%+v, %v", results, err)
		}
	})
}

func TestRunCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		run := Run{
			Workers: 2,
			Ask: func(ctx context.Context, q cases.Case) answer.Answer {
				if q.ID == "c1" || q.ID == "c3" {
					<-ctx.Done()
				}
				return answer.Answer{Kind: answer.Refused}
			},
		}
		go func() {
			synctest.Wait() // until c1 and c3 hang
			cancel()
		}()
		results, err := collect(ctx, run, refuseCases(9))
		if !errors.Is(err, context.Canceled) || err.Error() != "run cases: 2 of 9 done: context canceled" {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff([]string{"c0 c0", "c2 c2"}, ids(results)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	})
}

func TestRunNothing(t *testing.T) {
	if err := (Run{}).Do(t.Context(), nil); err != nil {
		t.Error(err)
	}
}
