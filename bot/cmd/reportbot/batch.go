package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"reportbot/bot/answer"
)

// maxBatchLine bounds a line of a batch file, history included.
const maxBatchLine = 16 << 20

// askBatch answers a file of questions, several at once, and prints a line for
// each as soon as it is done. A line that can't be read gets an answer that says
// so; only what stops all of them is an error.
func askBatch(ctx context.Context, a *answer.Answerer, t terminal, path string) error {
	in := io.NopCloser(t.in)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return hinted("read the questions", err, "--batch takes a file of JSON lines, or - for standard input")
		}
		in = f
	}
	defer in.Close()

	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0) + 1)
	questions := make(chan batchLine)
	group.Go(func() error { return readBatch(ctx, in, questions) })
	var printing sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for line := range questions {
				ans := line.answer(ctx, a)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				printing.Lock()
				err := t.printJSON(ans)
				printing.Unlock()
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// batchLine is one line of a batch file: a question, or why it is none.
type batchLine struct {
	question answer.Question
	err      error
}

func (l batchLine) answer(ctx context.Context, a *answer.Answerer) answer.Answer {
	if l.err != nil {
		return answer.Failure(l.question.ID, l.err)
	}
	return a.Ask(ctx, l.question)
}

func readBatch(ctx context.Context, in io.Reader, out chan<- batchLine) error {
	defer close(out)
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxBatchLine)
	for n := 1; scanner.Scan(); n++ {
		text := bytes.TrimPrefix(bytes.TrimSpace(scanner.Bytes()), []byte("\ufeff"))
		if len(text) == 0 {
			continue
		}
		select {
		case out <- parseBatchLine(n, text):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("read the questions: %w", err)
	}
	return nil
}

func parseBatchLine(n int, text []byte) batchLine {
	var l batchLine
	if err := json.Unmarshal(text, &l.question); err != nil {
		l.err = fmt.Errorf("line %d: %w", n, err)
		return l
	}
	if l.question.Text == "" {
		l.err = fmt.Errorf("line %d: %w", n, errors.New("no question in it"))
	}
	return l
}
