package lexical

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestStoredForm fails when blobs written earlier could no longer be read, or
// would hold other terms than the texts give: raise postingsVersion then, and
// put the new bytes here.
func TestStoredForm(t *testing.T) {
	got := fmt.Sprintf("%x", []byte(Encode(terms("堤5堤", "PM2.5，"+strings.Repeat("堤", 300)))))
	want := "01020301d804ac020504a4b00102030003fd01808080a4b0010105fd01d5c6948f89e794a98b010104b7b1f0fc8ea1d588240102b19b798a"
	if got != want {
		t.Errorf("Encode:\n got %s\nwant %s", got, want)
	}
}

func TestJoinDamaged(t *testing.T) {
	good := Encode(terms("海堤加固", "渔港 port"))
	body := good[:len(good)-checksumSize]
	with := func(bytes ...byte) Postings { return seal(append([]byte{postingsVersion}, bytes...)) }
	tests := []struct {
		name string
		blob Postings
		want string
	}{
		{"empty", nil, "ends too early"},
		{"checksum only", good[len(body):], "ends too early"},
		{"cut", good[:len(good)-1], "checksum"},
		{"other version", append(Postings{postingsVersion + 1}, good[1:]...), "version 2, want 1"},
		{"bit flipped", flip(good, len(good)/2), "checksum"},
		{"cut and sealed", seal(slices.Clone(body[:len(body)-1])), "ends too early"},
		{"longer and sealed", seal(append(slices.Clone(body), 2)), "add up"},
		{"no numbers", with(), "ends too early"},
		{"chunks beyond the end", with(200, 1, 0, 0, 0), "ends too early"},
		{"endless varint", with(slices.Repeat([]byte{0xff}, 12)...), "ends too early"},
		{"more of a kind than of all", with(1, 2, 3, 0, 0), "impossible length"},
		{"postings beyond the end", with(1, 1, 0, 9, 1, 5, 1, 2), "ends too early"},
		{"terms beyond the end", with(1, 1, 0, 1, 9, 5, 1, 2), "ends too early"},
		{"fewer terms than told", with(1, 1, 0, 1, 2, 5, 1, 2), "ends too early"},
		{"more terms than told", with(1, 1, 0, 2, 1, 5, 1, 2, 1, 1, 2), "add up"},
		{"fewer postings than told", with(1, 1, 0, 2, 1, 5, 1, 2), "add up"},
		{"more postings than told", with(1, 1, 0, 1, 2, 5, 1, 2, 1, 1, 2), "number of chunks"},
		{"same term twice", with(1, 1, 0, 2, 2, 5, 1, 2, 0, 1, 2), "out of order"},
		{"in no chunk", with(1, 1, 0, 0, 1, 5, 0), "number of chunks"},
		{"in more chunks than there are", with(1, 1, 0, 2, 1, 5, 2, 2, 2), "number of chunks"},
		{"same chunk twice", with(2, 1, 0, 1, 0, 2, 1, 5, 2, 2, 0), "out of range"},
		{"chunk beyond the last", with(1, 1, 0, 1, 1, 5, 1, 4), "out of range"},
		{"frequency too high", with(1, 1, 0, 1, 1, 5, 1, 3, 254, 1), "out of range"},
		{"frequency overflows", with(1, 1, 0, 1, 1, 5, 1, 3, 254, 255, 255, 255, 255, 255, 255, 255, 255, 1), "out of range"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Join([]Postings{good, good, tt.blob, good})
			var damaged *BlobError
			if !errors.As(err, &damaged) || damaged.Blob != 2 {
				t.Fatalf("error %v, want a BlobError for blob 2", err)
			}
			if !strings.Contains(err.Error(), "join postings: blob 2: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want it to say %q", err, tt.want)
			}
		})
	}
}

func flip(blob Postings, i int) Postings {
	flipped := slices.Clone(blob)
	flipped[i] ^= 1
	return flipped
}

// FuzzJoin: a damaged blob is an error or a sound index, also when its
// checksum is right.
func FuzzJoin(f *testing.F) {
	for seed := range uint64(8) {
		for _, chunks := range randomCorpus(rand.New(rand.NewPCG(seed, 4))) {
			f.Add([]byte(Encode(chunks)))
		}
	}
	f.Add([]byte{postingsVersion, 1, 1, 0, 1, 1, 5, 1, 3, 254, 1})
	good := Encode(terms("海堤加固", "渔港 port"))
	f.Fuzz(func(t *testing.T, data []byte) {
		unsealed := data[:max(0, len(data)-checksumSize)]
		for _, blob := range []Postings{data, seal(slices.Clone(data)), seal(slices.Clone(unsealed))} {
			ix, err := Join([]Postings{good, blob, good})
			if err != nil {
				continue
			}
			checkSound(t, ix)
		}
	})
}

// checkSound checks the order of terms and postings and that all are scored.
func checkSound(t *testing.T, ix *Index) {
	if !slices.IsSorted(ix.terms) || len(slices.Compact(slices.Clone(ix.terms))) != len(ix.terms) {
		t.Error("terms out of order")
	}
	for _, term := range ix.terms {
		list, groups := ix.lookup(term)
		seen := map[int]bool{}
		for i, p := range list {
			if i > 0 && p>>frequencyBits <= list[i-1]>>frequencyBits || p&maxFrequency == 0 {
				t.Fatalf("term %x: postings %x", uint64(term), list)
			}
			seen[ix.GroupOf(int(p>>frequencyBits))] = true
		}
		if len(seen) != groups {
			t.Errorf("term %x: GroupFreq %d, postings in %d", uint64(term), groups, len(seen))
		}
		q := Query{Terms: []Weighted{{term, 1}}}
		scored := slices.DeleteFunc(ix.Scores(q, nil), func(s float32) bool { return s <= 0 })
		if len(scored) != len(list) {
			t.Errorf("term %x: %d documents scored, want %d", uint64(term), len(scored), len(list))
		}
	}
}
