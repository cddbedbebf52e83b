package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"reportbot/retrieval"
)

// stream is a reply of server-sent events. langchaingo takes an error among them, and
// an end before the last one, for the end of the reply: reading a stream gives an
// error for both.
type stream struct {
	io.ReadCloser
	line  []byte // the beginning of a line whose end is not read yet
	ended bool   // the last event was seen
}

// watch returns a stream that gives these errors.
func watch(body io.ReadCloser) io.ReadCloser { return &stream{ReadCloser: body} }

// streamEvent is what tells the end of a stream, in the words of OpenAI and of
// Anthropic, or an error.
type streamEvent struct {
	Type    string          `json:"type"`
	Error   json.RawMessage `json:"error"`
	Choices []struct {
		Finish string `json:"finish_reason"`
	} `json:"choices"`
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.ReadCloser.Read(p)
	if failed := s.scan(p[:n]); failed != nil {
		return 0, failed
	}
	switch {
	case err == nil:
		return n, nil
	case errors.Is(err, io.EOF) && s.ended:
		return n, io.EOF
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		err = errBrokenOff
	case errors.Is(err, context.DeadlineExceeded):
		err = errLate
	}
	return n, &retrieval.HintError{Op: "read the reply", Err: err, Hint: "ask again; see the log of the server"}
}

// errBrokenOff says that a reply ended before its end.
var errBrokenOff = errors.New("it broke off")

// scan reads what was read; the error is one that stands in it.
func (s *stream) scan(part []byte) error {
	s.line = append(s.line, part...)
	for {
		line, rest, whole := bytes.Cut(s.line, []byte("\n"))
		if !whole {
			return nil
		}
		s.line = rest
		if data, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("data:")); ok {
			if err := s.event(bytes.TrimSpace(data)); err != nil {
				return err
			}
		}
	}
}

func (s *stream) event(data []byte) error {
	var e streamEvent
	switch {
	case string(data) == "[DONE]":
		s.ended = true
	case json.Unmarshal(data, &e) != nil:
	case len(e.Error) > 0 && string(e.Error) != "null":
		return &retrieval.HintError{Op: "read the reply", Err: fmt.Errorf("the server failed: %s", errorMessage(data)), Hint: "see the log of the server, or try again later"}
	case e.Type == "message_stop", len(e.Choices) > 0 && e.Choices[0].Finish != "":
		s.ended = true
	}
	return nil
}
