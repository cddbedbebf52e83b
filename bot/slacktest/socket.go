package slacktest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	mostSockets = 10              // connections of one app
	pingEvery   = 5 * time.Second // in real time: a client leaves a server that is silent for 30 s
	grace       = time.Second     // that a connection stays after a disconnect envelope
)

// socket is a connection of socket mode.
type socket struct {
	conn    *websocket.Conn
	leaving bool // a disconnect envelope was sent

	mu   sync.Mutex
	out  [][]byte
	wake chan struct{} // holds a token when out has something
	done chan struct{} // closed when the connection is over
}

func connectionsOpen(s *Server, _ *call) (map[string]any, *refusal) {
	ticket := s.id("ticket")
	s.tickets[ticket] = true
	return map[string]any{"url": strings.Replace(s.URL(), "http", "ws", 1) + "/link?app_id=" + s.AppID + "&ticket=" + ticket}, nil
}

// serveSocket holds a connection until either side ends it.
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	known := s.tickets[ticket]
	delete(s.tickets, ticket) // good for one connection
	s.mu.Unlock()
	if !known {
		http.Error(w, "invalid ticket", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the client was told
	}
	c := &socket{conn: conn, wake: make(chan struct{}, 1), done: make(chan struct{})}
	if !s.connect(c) {
		_ = conn.Close()
		return
	}
	s.running.Go(c.write)
	s.readAcks(c)
	s.disconnected(c)
}

// connect greets a connection; false when there are too many, or the server is closed.
func (s *Server) connect(c *socket) bool {
	s.mu.Lock()
	defer s.unlock()
	if s.ctx.Err() != nil {
		return false
	}
	if len(s.sockets) == mostSockets {
		_ = c.conn.WriteJSON(map[string]any{"type": "disconnect", "reason": "too_many_websockets", "debug_info": map[string]any{"host": "fake"}})
		return false
	}
	s.sockets = append(s.sockets, c)
	c.send(map[string]any{
		"type": "hello", "num_connections": len(s.sockets), "connection_info": map[string]any{"app_id": s.AppID},
		"debug_info": map[string]any{"host": "fake", "build_number": 1, "approximate_connection_time": 18060},
	})
	return true
}

func (s *Server) disconnected(c *socket) {
	s.mu.Lock()
	defer s.unlock()
	s.sockets = slices.DeleteFunc(s.sockets, func(other *socket) bool { return other == c })
	close(c.done)
	_ = c.conn.Close()
}

// readAcks takes acks until the connection ends.
func (s *Server) readAcks(c *socket) {
	for {
		_, data, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			EnvelopeID string          `json:"envelope_id"`
			Payload    json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(data, &ack) != nil {
			continue
		}
		s.mu.Lock()
		d := s.envelopes[ack.EnvelopeID]
		delete(s.envelopes, ack.EnvelopeID)
		s.mu.Unlock()
		s.acknowledged(d, ack.Payload, len(data))
	}
}

// write sends what is put into out, and pings.
func (c *socket) write() {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	_ = c.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
	for {
		select {
		case <-c.done:
			return
		case <-ping.C:
			if c.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) != nil {
				c.cut()
			}
		case <-c.wake:
			for _, data := range c.take() {
				if c.conn.WriteMessage(websocket.TextMessage, data) != nil {
					c.cut()
				}
			}
		}
	}
}

func (c *socket) take() [][]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.out
	c.out = nil
	return out
}

// send puts an envelope on its way.
func (c *socket) send(envelope map[string]any) {
	data, err := json.Marshal(envelope)
	if err != nil {
		panic(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.out = append(c.out, data)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// cut ends the connection without a word.
func (c *socket) cut() { _ = c.conn.NetConn().Close() }

// sendSocket sends a delivery over one of the open connections; false when there is
// none. The lock is held.
func (s *Server) sendSocket(d *Delivery, reason string) bool {
	open := slices.DeleteFunc(slices.Clone(s.sockets), func(c *socket) bool { return c.leaving })
	if len(open) == 0 {
		return false
	}
	c := open[s.dice.r.IntN(len(open))]
	id := s.id("envelope-")
	s.envelopes[id] = d
	d.open[id] = true
	envelope := map[string]any{"type": d.Kind, "envelope_id": id, "payload": d.Payload, "accepts_response_payload": d.Kind != Events}
	if d.Kind == Events {
		envelope["retry_attempt"], envelope["retry_reason"] = d.attempt, reason
	}
	c.send(envelope)
	s.disturb(c)
	return true
}

// disturb ends a connection when chance wants it, and when the last time is not too
// close: an app that is never connected can't be told anything.
func (s *Server) disturb(c *socket) {
	refresh, cut := s.dice.hit(s.dice.c.Disconnect), s.dice.hit(s.dice.c.Cut)
	if now := s.o.Clock.Now(); (refresh || cut) && now.Sub(s.disturbed) >= 5*s.dice.c.MaxDelay {
		s.disturbed = now
		if refresh {
			s.refresh(c, "refresh_requested")
		} else {
			c.cut()
		}
	}
}

// Disconnect asks all connections to leave, as Slack does every few hours: with a
// disconnect envelope of this reason (warning, refresh_requested, link_disabled), and
// by closing them a little later. Nothing is sent over them meanwhile.
func (s *Server) Disconnect(reason string) {
	s.mu.Lock()
	defer s.unlock()
	for _, c := range s.sockets {
		s.refresh(c, reason)
	}
}

func (s *Server) refresh(c *socket, reason string) {
	if c.leaving {
		return
	}
	c.leaving = true
	c.send(map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "fake"}})
	time.AfterFunc(grace, c.cut)
}

// Cut breaks all connections without a word.
func (s *Server) Cut() {
	s.mu.Lock()
	defer s.unlock()
	for _, c := range s.sockets {
		c.cut()
	}
}
