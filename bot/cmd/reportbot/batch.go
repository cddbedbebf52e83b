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

// maxBatchLine is the most bytes of a line of a batch file, history included.
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
	questions := make(chan batchLine)
	broken := make(chan error, 1)
	go func() { // not waited for: nothing ends a read from a terminal
		defer close(questions)
		broken <- readBatch(ctx, in, questions)
	}()
	var printing sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for {
				select {
				case <-ctx.Done():
					return ctx.Err()
				case q, ok := <-questions:
					if !ok {
						return nil
					}
					if err := giveLine(ctx, a, t, q, &printing); err != nil {
						return err
					}
				}
			}
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return <-broken
}

// giveLine answers a question and prints the answer.
func giveLine(ctx context.Context, a *answer.Answerer, t terminal, q batchLine, printing *sync.Mutex) error {
	ans := q.answer(ctx, a)
	if err := ctx.Err(); err != nil {
		return err
	}
	printing.Lock()
	defer printing.Unlock()
	return t.printJSON(ans)
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

// readBatch sends the lines of a batch file that are not empty.
func readBatch(ctx context.Context, in io.Reader, out chan<- batchLine) error {
	reader := bufio.NewReaderSize(in, 64<<10)
	for n := 1; ; n++ {
		text, err := readLine(reader, maxBatchLine)
		l := batchLine{err: err}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, bufio.ErrTooLong):
			l.err = fmt.Errorf("line %d: longer than %d MiB", n, maxBatchLine>>20)
		case err != nil:
			return fmt.Errorf("read the questions: %w", err)
		default:
			if text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff"))); len(text) == 0 {
				continue
			}
			l = parseBatchLine(n, text)
		}
		select {
		case out <- l:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// readLine returns the next line, which may lack its line end at the end of the
// input, or io.EOF. A line of more than limit bytes is passed over and is
// bufio.ErrTooLong.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var text []byte
	size := 0
	for {
		part, err := r.ReadSlice('\n')
		if size += len(part); size <= limit {
			text = append(text, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil && (!errors.Is(err, io.EOF) || size == 0):
			return nil, err
		case size > limit:
			return nil, bufio.ErrTooLong
		default:
			return text, nil
		}
	}
}

// parseBatchLine reads line n (from 1). The ID is kept where it can be read.
func parseBatchLine(n int, text []byte) batchLine {
	var l batchLine
	err := json.Unmarshal(text, &l.question)
	wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case ok && wrong.Field == "":
		l.err = fmt.Errorf("line %d: it holds a JSON %s, not an object", n, wrong.Value)
	case ok:
		l.err = fmt.Errorf("line %d: %q must not be a JSON %s", n, wrong.Field, wrong.Value)
	case err != nil:
		l.err = fmt.Errorf("line %d: %w", n, err)
	case l.question.Text == "":
		l.err = fmt.Errorf(`line %d: there is no "question" in it`, n)
	}
	return l
}
