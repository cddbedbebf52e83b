package bot

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"
)

// interpose puts something between the bot and the Web API: meddle sees each call and
// may answer it in place of Slack, which it tells.
func (w *workspace) interpose(meddle func(method string, form url.Values, out http.ResponseWriter) bool) {
	w.t.Helper()
	target, err := url.Parse(w.URL())
	if err != nil {
		w.t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }}
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		form, _ := url.ParseQuery(string(body))
		if !meddle(strings.TrimPrefix(r.URL.Path, "/api/"), form, out) {
			proxy.ServeHTTP(out, r.WithContext(context.WithoutCancel(r.Context()))) // what was sent arrives
		}
	}))
	w.t.Cleanup(s.Close)
	w.options.API = s.URL + "/api/"
}

// refusing answers calls of a method that have an argument with an error.
func refusing(method, argument, code string) func(string, url.Values, http.ResponseWriter) bool {
	return func(called string, form url.Values, out http.ResponseWriter) bool {
		if called != method || form.Get(argument) == "" {
			return false
		}
		out.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(out, `{"ok":false,"error":"`+code+`"}`)
		return true
	}
}

// slow lets calls of a method take a while.
func slow(method string, d time.Duration) func(string, url.Values, http.ResponseWriter) bool {
	return func(called string, _ url.Values, _ http.ResponseWriter) bool {
		if called == method {
			time.Sleep(d)
		}
		return false
	}
}
