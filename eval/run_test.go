package eval

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
)

// refuseCases are n cases that a refusal answers right.
func refuseCases(n int) []Case {
	cases := make([]Case, n)
	for i := range cases {
		cases[i] = Case{ID: fmt.Sprint("c", i), Kind: "unanswerable", Question: fmt.Sprint("问题", i), Expect: ExpectRefuse}
	}
	return cases
}

func ids(results []Result) []string {
	out := []string{}
	for _, r := range results {
		out = append(out, r.Case.ID+" "+r.Answer.ID)
	}
	return out
}

func TestRunKeepsOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cases := refuseCases(6)
		cases[1].History = []answer.Turn{{Role: "user", Text: "上一问"}, {Role: "assistant", Text: "答"}}
		var now, most atomic.Int64
		var progress []string
		run := Run{
			Workers: 3,
			Ask: func(_ context.Context, q answer.Question) answer.Answer {
				most.Store(max(most.Load(), now.Add(1)))
				defer now.Add(-1)
				// The first asked takes longest.
				time.Sleep(time.Duration(10-len(q.History)-int(q.ID[1]-'0')) * time.Second)
				return answer.Answer{ID: "wrong", Kind: answer.Refused, Text: q.Text + fmt.Sprint(len(q.History))}
			},
			Progress: func(done, all int, r Result) {
				progress = append(progress, fmt.Sprint(done, "/", all, " ", r.Score.Right))
			},
		}
		results, err := run.Do(t.Context(), cases)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"c0 c0", "c1 c1", "c2 c2", "c3 c3", "c4 c4", "c5 c5"}
		if diff := cmp.Diff(want, ids(results)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		if ms := results[0].Answer.Ms.Total; ms != 0 {
			t.Errorf("the time that Ask gave became %d ms", ms)
		}
		if got := results[1].Answer.Text; got != "问题12" {
			t.Errorf("question and history came as %q", got)
		}
		wantProgress := []string{"1/6 true", "2/6 true", "3/6 true", "4/6 true", "5/6 true", "6/6 true"}
		if diff := cmp.Diff(wantProgress, progress); diff != "" {
			t.Errorf("progress -want +got\n%s", diff)
		}
		if most.Load() != 3 {
			t.Errorf("%d questions at once, want 3", most.Load())
		}
	})
}

func TestRunSurvivesPanic(t *testing.T) {
	run := Run{Ask: func(_ context.Context, q answer.Question) answer.Answer {
		if q.ID == "c1" {
			panic("index gone")
		}
		return answer.Answer{Kind: answer.Refused}
	}}
	results, err := run.Do(t.Context(), refuseCases(3))
	if err != nil {
		t.Fatal(err)
	}
	got := results[1]
	if !results[0].Score.Right || !results[2].Score.Right || !got.Score.Failed {
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
			Ask: func(ctx context.Context, q answer.Question) answer.Answer {
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
		results, err := run.Do(t.Context(), refuseCases(3))
		close(release)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 4*time.Second {
			t.Errorf("took %v", took)
		}
		for _, r := range results[:2] {
			if r.Answer.Error != "no answer within 2s" || r.Answer.Ms.Total != 2000 || !r.Score.Failed {
				t.Errorf("%s: %+v", r.Case.ID, r.Answer)
			}
		}
		if r := results[2]; !r.Score.Right || r.Answer.Ms.Total != 7 {
			t.Errorf("%s: %+v", r.Case.ID, r.Answer)
		}
	})
}

func TestRunDefaultTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run := Run{Ask: func(ctx context.Context, _ answer.Question) answer.Answer {
			<-ctx.Done()
			return answer.Answer{}
		}}
		results, err := run.Do(t.Context(), refuseCases(1))
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
			Ask: func(ctx context.Context, q answer.Question) answer.Answer {
				if q.ID == "c1" || q.ID == "c3" {
					<-ctx.Done()
				}
				return answer.Answer{Kind: answer.Refused}
			},
			Progress: func(done, all int, _ Result) {
				if done > 2 {
					t.Errorf("progress %d/%d after the end", done, all)
				}
			},
		}
		go func() {
			synctest.Wait() // until c1 and c3 hang
			cancel()
		}()
		results, err := run.Do(ctx, refuseCases(9))
		if !errors.Is(err, context.Canceled) || err.Error() != "run cases: 2 of 9 done: context canceled" {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff([]string{"c0 c0", "c2 c2"}, ids(results)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	})
}

func TestRunNothing(t *testing.T) {
	results, err := Run{}.Do(t.Context(), nil)
	if err != nil || len(results) != 0 || results == nil {
		t.Errorf("%v, %v", results, err)
	}
}
