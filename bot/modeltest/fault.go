package modeltest

import (
	"fmt"
	"net/http"
)

// Fault is what goes wrong with one request; the zero value is nothing.
type Fault struct {
	Status     int    // a reply of this status in place of a stream
	RetryAfter string // with Status: the header of that name
	Body       string // with Status: the body; "" is an error as the API writes it

	Lost     bool   // the connection breaks before a reply
	Hang     bool   // nothing comes, until the client goes away
	Rubbish  bool   // a page of HTML in place of a stream
	Cut      bool   // the connection breaks in the middle of the stream
	Short    bool   // the stream ends in its middle, as if it were complete
	Stall    bool   // nothing comes after the middle of the stream
	Error    string // an error with this message comes in the middle of the stream
	Unshaped string // said in place of the reply: the schema is ignored
	Full     bool   // the reply ends in its middle because the most tokens are reached
}

// before lets the fault answer a request in its own way; it returns whether it did.
func (f Fault) before(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case f.Lost:
		panic(http.ErrAbortHandler)
	case f.Hang:
		<-r.Context().Done()
	case f.Rubbish:
		w.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprint(w, "<!DOCTYPE html><title>Welcome</title>")
	case f.Status != 0:
		if f.RetryAfter != "" {
			w.Header().Set("Retry-After", f.RetryAfter)
		}
		w.WriteHeader(f.Status)
		body := f.Body
		if body == "" {
			body = fmt.Sprintf(`{"error": {"message": "fault %d", "type": "fault"}}`, f.Status)
		}
		_, _ = fmt.Fprint(w, body)
	default:
		return false
	}
	return true
}

// half tells whether the stream goes wrong after its first half.
func (f Fault) half() bool { return f.Cut || f.Short || f.Stall || f.Full || f.Error != "" }
