package modeltest

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// events are the parts of a stream in the words of one API.
type events struct {
	w http.ResponseWriter
}

// send writes one event; name is "" where the API gives events no names.
func (e events) send(name string, data any) {
	text, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	e.raw(name, string(text))
}

func (e events) raw(name, data string) {
	if name != "" {
		_, _ = fmt.Fprintf(e.w, "event: %s\n", name)
	}
	_, _ = fmt.Fprintf(e.w, "data: %s\n\n", data)
	e.w.(http.Flusher).Flush()
}

// dialect writes the parts of a stream.
type dialect interface {
	begin()
	text(string)
	fail(message string)
	end(full bool) // full: the most tokens are reached
}

// stream says a text in pieces, and lets a fault break it in the middle.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, text string, fault Fault) {
	if fault.Unshaped != "" {
		text = fault.Unshaped
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	var d dialect = &openAIStream{events: events{w}, model: s.o.Model, ollama: s.api == Ollama}
	if s.api == Anthropic {
		d = &anthropicStream{events: events{w}, model: s.o.Model}
	}
	d.begin()
	pieces := split(text)
	if fault.half() {
		pieces = pieces[:len(pieces)/2]
	}
	for _, p := range pieces {
		d.text(p)
	}
	switch {
	case fault.Cut:
		panic(http.ErrAbortHandler)
	case fault.Short:
	case fault.Stall:
		<-r.Context().Done()
	case fault.Error != "":
		d.fail(fault.Error)
	default:
		d.end(fault.Full)
	}
}

// split cuts a text into pieces of three characters.
func split(text string) []string {
	var pieces []string
	runes := []rune(text)
	for len(runes) > 0 {
		n := min(3, len(runes))
		pieces = append(pieces, string(runes[:n]))
		runes = runes[n:]
	}
	return pieces
}
