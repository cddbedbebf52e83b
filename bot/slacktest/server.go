package slacktest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options of a Server. The zero value is a workspace that is as strict as Slack,
// runs in real time, grants the app all that this package knows and has no faults.
type Options struct {
	App   *App  // default DefaultApp
	Clock Clock // default real time
	Seed  uint64
	Chaos Chaos // faults by chance

	NoRateLimits bool
	Limits       map[string]Limit // by method, in place of its tier's

	AckWithin time.Duration // default 3 s
	// Retries are the waits before an event is sent again; default at once, 1 min,
	// 5 min. After the last one it is lost, as with Slack: a test in which nothing
	// may get lost, whatever the faults, has more of them.
	Retries []time.Duration

	// NoEcho keeps the events of the bot's own messages from the bot.
	NoEcho bool
	// NoChannelStreams refuses streams outside of DMs, as some workspaces do.
	NoChannelStreams bool
}

// Server is a workspace of Slack with one app in it.
type Server struct {
	TeamID        string
	AppID         string
	BotUserID     string
	BotID         string
	BotToken      string // xoxb-…
	AppToken      string // xapp-…, for socket mode
	UserToken     string // xoxp-…, of the kind that an app of this sort can do little with
	SigningSecret string

	o        Options
	app      App
	listener net.Listener
	http     *http.Server
	client   *http.Client
	ctx      context.Context
	cancel   context.CancelFunc
	running  sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed at the next change
	pending []*Delivery   // to be sent when mu is free
	dice    *dice

	ids       int
	lastTS    int64 // microseconds
	users     map[string]*User
	channels  map[string]*channel
	dms       map[string]string // channel, by user
	files     map[string]*File
	views     map[string]*view // by ID
	stacks    map[string][]*view
	homes     map[string]*view
	triggers  map[string]*trigger
	responses map[string]*responseURL
	statuses  map[thread]status
	prompts   map[thread][]Prompt
	titles    map[thread]string
	sessions  map[thread]string
	calls     []Call
	faults    map[string][]Fault
	buckets   map[string]*bucket

	sockets    []*socket
	tickets    map[string]bool
	envelopes  map[string]*Delivery
	deliveries map[*Delivery]bool // not settled
	acks       []Ack
	target     *Target
	held       *Delivery // by a reorder fault, until another is sent
	disturbed  time.Time // when chance last ended a connection
}

// thread is a place in a conversation.
type thread struct{ channel, ts string }

// New starts a workspace with the bot in it and nobody else.
func New(o Options) *Server {
	s := &Server{
		TeamID: "T00000001", AppID: "A00000001", BotUserID: "U00000001", BotID: "B00000001",
		BotToken: "xoxb-1-fake", AppToken: "xapp-1-A00000001-1-fake", UserToken: "xoxp-1-fake", SigningSecret: "8f742231b10e8888abcd99yyyzzz85a5",
		ids: 1, changed: make(chan struct{}),
		users: map[string]*User{}, channels: map[string]*channel{}, dms: map[string]string{}, files: map[string]*File{},
		views: map[string]*view{}, stacks: map[string][]*view{}, homes: map[string]*view{}, triggers: map[string]*trigger{},
		responses: map[string]*responseURL{}, statuses: map[thread]status{}, prompts: map[thread][]Prompt{}, titles: map[thread]string{},
		sessions: map[thread]string{}, faults: map[string][]Fault{}, buckets: map[string]*bucket{},
		tickets: map[string]bool{}, envelopes: map[string]*Delivery{}, deliveries: map[*Delivery]bool{},
	}
	s.o = withDefaults(o)
	s.app, s.dice = *s.o.App, newDice(o.Seed, o.Chaos)
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.users[s.BotUserID] = &User{ID: s.BotUserID, Name: "reportbot", Real: "Reportbot", Team: s.TeamID, Locale: "en-US", Bot: true}
	s.client = &http.Client{Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	s.listen()
	return s
}

func withDefaults(o Options) Options {
	if o.App == nil {
		app := DefaultApp()
		o.App = &app
	}
	if o.Clock == nil {
		o.Clock = realClock{}
	}
	if o.Retries == nil {
		o.Retries = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	o.AckWithin = cmp.Or(o.AckWithin, 3*time.Second)
	return o
}

// listen starts the server on a free port of this machine.
func (s *Server) listen() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("slacktest: listen: %v", err))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("/link", s.serveSocket)
	mux.HandleFunc("POST /respond/{id}", s.serveResponse)
	mux.HandleFunc("GET /files/{id}/{name}", s.serveFile)
	s.listener, s.http = l, &http.Server{Handler: s.counted(mux), ReadHeaderTimeout: time.Minute}
	s.running.Go(func() {
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			panic(fmt.Sprintf("slacktest: serve: %v", err))
		}
	})
}

// counted lets Close wait for the requests under way.
func (s *Server) counted(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.running.Add(1)
		defer s.running.Done()
		h.ServeHTTP(w, r)
	})
}

// Close ends connections, deliveries and requests under way, and waits for them. The
// workspace can be read afterwards. The second call does nothing.
func (s *Server) Close() {
	s.cancel()
	_ = s.http.Close()
	s.mu.Lock()
	for _, c := range s.sockets {
		c.cut()
	}
	for d := range s.deliveries {
		d.settle(Ack{}, ErrClosed)
	}
	s.unlock()
	s.running.Wait()
	s.client.CloseIdleConnections()
}

// URL is where the fake listens; the Web API is below it, at URL()+"/api/".
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// APIURL is the address of the Web API, as slack.OptionAPIURL wants it.
func (s *Server) APIURL() string { return s.URL() + "/api/" }

// unlock tells those who Wait that something may have changed, and sends what was
// queued meanwhile.
func (s *Server) unlock() {
	close(s.changed)
	s.changed = make(chan struct{})
	pending := s.pending
	s.pending = nil
	s.mu.Unlock()
	for _, d := range pending {
		d.begin()
	}
}

// Wait returns when cond holds, which is asked again after each change; the error is
// that of the context, or ErrClosed.
func (s *Server) Wait(ctx context.Context, cond func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if cond() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for the workspace: %w", ctx.Err())
		case <-s.ctx.Done():
			if cond() {
				return nil
			}
			return ErrClosed
		}
	}
}

// ErrClosed is returned once the server is closed.
var ErrClosed = errors.New("the fake Slack is closed")

// domain is the name that a workspace has in addresses.
func (s *Server) domain() string { return strings.ToLower(s.TeamID) }
