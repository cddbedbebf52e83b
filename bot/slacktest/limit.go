package slacktest

import "time"

// Limit is a rate of calls.
type Limit struct {
	PerMinute float64
	Burst     int // calls at once after a pause; default what PerMinute allows in a minute, at least 1
}

// postLimit is that of chat.postMessage in one channel. Slack tells "one a second" and
// that bursts are let pass, not how large ones.
var postLimit = Limit{PerMinute: 60, Burst: 10}

// bucket holds the calls that are free at a time.
type bucket struct {
	free float64
	at   time.Time
}

// limit takes a call from the allowance of its method; it returns how long to wait
// when there is none left.
func (s *Server) limit(c *call) time.Duration {
	l, key := Limit{PerMinute: float64(c.m.tier)}, c.method
	if c.method == "chat.postMessage" {
		l, key = postLimit, c.method+" "+c.args["channel"]
	}
	if own, ok := s.o.Limits[c.method]; ok {
		l = own
	} else if s.o.NoRateLimits {
		return 0
	}
	if l.PerMinute == 0 {
		return 0
	}
	return s.spend(key, l)
}

// spend takes one call from a bucket.
func (s *Server) spend(key string, l Limit) time.Duration {
	most := float64(max(1, l.Burst))
	if l.Burst == 0 {
		most = max(1, l.PerMinute)
	}
	now := s.o.Clock.Now()
	b := s.buckets[key]
	if b == nil {
		b = &bucket{most, now}
		s.buckets[key] = b
	}
	perSecond := l.PerMinute / 60
	b.free = min(most, b.free+now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if b.free < 1 {
		return max(time.Second, time.Duration((1-b.free)/perSecond*float64(time.Second)))
	}
	b.free--
	return 0
}
