package bot

import (
	"slices"
	"sync"
	"time"
)

// recent knows what was taken in since the start, beside state.db, which may be slow
// or broken just when a message comes for the second time.
type recent struct {
	mu   sync.Mutex
	keys map[string]time.Time
}

// fresh tells whether none of the keys is known, and then knows all of them.
func (r *recent) fresh(keys []string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if slices.ContainsFunc(keys, func(k string) bool { _, known := r.keys[k]; return known }) {
		return false
	}
	for _, k := range keys {
		r.keys[k] = now
	}
	return true
}

// drop forgets keys.
func (r *recent) drop(keys []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range keys {
		delete(r.keys, k)
	}
}

// forget drops what is known since before a time.
func (r *recent) forget(before time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for k, at := range r.keys {
		if at.Before(before) {
			delete(r.keys, k)
		}
	}
}
