package embed

import (
	"encoding/binary"
	"strings"
	"testing"
)

// smallTable is the file of a table with the rows 土 5·(-1, 1), 水 3·(1, -1)
// and 水渠 5·(2, 0).
func smallTable(words ...string) string {
	b := []byte(magic + strings.Repeat("\x0f", 32))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(words)))
	b = binary.LittleEndian.AppendUint32(b, 2)
	for _, w := range words {
		b = append(append(b, byte(len(w))), w...)
	}
	for _, weight := range []uint16{5, 3, 5} {
		b = binary.LittleEndian.AppendUint16(b, weight)
	}
	return string(b) + "\xff\x01\x01\xff\x02\x00"
}

func smallEmbedder(t *testing.T) *Embedder {
	t.Helper()
	table, err := readTable(smallTable("土", "水", "水渠"))
	if err != nil {
		t.Fatal(err)
	}
	return &Embedder{table: table, name: "small"}
}

func TestReadTableErrors(t *testing.T) {
	good := smallTable("土", "水", "水渠")
	for name, c := range map[string]struct{ data, want string }{
		"empty":         {"", "cut short"},
		"magic":         {"x" + good[1:], "not a table"},
		"no tokens":     {good[:40] + "\x00\x00\x00\x00" + good[44:], "0 tokens"},
		"many tokens":   {good[:40] + "\xff\xff\xff\xff" + good[44:], "4294967295 tokens"},
		"no dimensions": {good[:44] + "\x00\x00\x00\x00" + good[48:], "of 0 numbers"},
		"too long":      {good + "x", "13 bytes of rows, want 12"},
		"not sorted":    {smallTable("水", "土", "水渠"), `token 1: "土" after "水"`},
		"twice":         {smallTable("土", "土", "水渠"), `token 1: "土" after "土"`},
		"empty token":   {smallTable("", "水", "水渠"), `token 0: "" after ""`},
		"not UTF-8":     {smallTable("土", "\xff", "\xff水"), "is not UTF-8"},
	} {
		if _, err := readTable(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, c.want)
		}
	}
	for n := range good {
		if _, err := readTable(good[:n]); err == nil {
			t.Errorf("the first %d bytes of %d were read without an error", n, len(good))
		}
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add(smallTable("土", "水", "水渠"))
	f.Fuzz(func(t *testing.T, data string) {
		table, err := readTable(data)
		if err != nil {
			return
		}
		var b bag
		vector := make([]float32, table.dims)
		table.embed(&b, data, vector)
	})
}
