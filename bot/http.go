package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/slack-go/slack"
)

// Paths on which Slack's HTTP requests arrive.
const (
	eventsPath   = "/slack/events"
	actionsPath  = "/slack/interactions"
	commandsPath = "/slack/commands"
)

const maxBody = 1 << 20 // of a request; Slack's are far smaller

// serveHTTP receives deliveries over HTTP until ctx ends.
func (b *Bot) serveHTTP(ctx, working context.Context) error {
	listener, err := net.Listen("tcp", b.Listen)
	if err != nil {
		return fmt.Errorf("listen for Slack: %w", err)
	}
	server := &http.Server{
		Handler:           b.handler(working),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	b.log.Info("listening", "address", listener.Addr().String())
	served := make(chan struct{}) // closed when the requests under way are
	stopped := context.AfterFunc(ctx, func() {
		defer close(served)
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		_ = server.Shutdown(closing)
	})
	defer stopped()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("listen for Slack: %w", err)
	}
	<-served
	return nil
}

// handler serves Slack's requests. Each is checked for Slack's signature, which is no
// older than five minutes.
func (b *Bot) handler(working context.Context) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+eventsPath, b.signed(func(w http.ResponseWriter, body []byte) {
		if challenge(w, body) {
			return
		}
		b.accept(working, event, body)
	}))
	mux.HandleFunc("POST "+actionsPath, b.signed(func(w http.ResponseWriter, body []byte) {
		if form, err := url.ParseQuery(string(body)); err == nil {
			reply(w, b.accept(working, action, []byte(form.Get("payload"))))
		}
	}))
	mux.HandleFunc("POST "+commandsPath, b.signed(func(w http.ResponseWriter, body []byte) {
		if form, err := url.ParseQuery(string(body)); err == nil && form.Get("ssl_check") == "" {
			if payload, err := formCommand(form); err == nil {
				reply(w, b.accept(working, command, payload))
			}
		}
	}))
	return mux
}

// signed lets only requests through that Slack signed.
func (b *Bot) signed(serve func(http.ResponseWriter, []byte)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		if err := b.verify(r.Header, body); err != nil {
			b.log.Warn("a request without Slack's signature", "path", r.URL.Path, "error", err)
			http.Error(w, "not signed", http.StatusUnauthorized)
			return
		}
		serve(w, body)
	}
}

func (b *Bot) verify(header http.Header, body []byte) error {
	v, err := slack.NewSecretsVerifier(header, b.SigningSecret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// challenge answers Slack's question whether this address is the bot's.
func challenge(w http.ResponseWriter, body []byte) bool {
	var p struct {
		Type      lenient `json:"type"`
		Challenge lenient `json:"challenge"`
	}
	if !bytes.Contains(body, []byte("url_verification")) || json.Unmarshal(body, &p) != nil || p.Type != "url_verification" {
		return false
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, string(p.Challenge))
	return true
}

// reply acknowledges a request, with what the bot says to it.
func reply(w http.ResponseWriter, with any) {
	if with == nil {
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(with)
}
