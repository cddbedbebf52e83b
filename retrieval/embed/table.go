package embed

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

// The file of a table, all numbers little-endian:
//
//	magic    "RBEMBED1"
//	sum      [32]byte  SHA-256 of all that follows
//	count    uint32    number of tokens
//	dims     uint32    numbers of a row
//	tokens   count × { length uint8, UTF-8 }, ascending, each once
//	weights  count × uint16
//	rows     count × dims × int8
//
// The vector of a text is the sum, over its different tokens, of √n × weight ×
// row, made unit length; n is how often the text has the token. The size of a
// row is part of its weight.
const (
	magic      = "RBEMBED1"
	headerSize = len(magic) + 32 + 4 + 4
	maxTokens  = 1 << 20
	maxDims    = 1 << 12
)

var errCutShort = errors.New("cut short")

// table is the file with its tokens indexed; weights are copied, rows are not.
type table struct {
	sum     string // SHA-256, in hex
	dims    int
	tokens  *trie
	weights []uint16
	rows    string
}

// readTable reads a table. It does not check the sum, which would take longer
// than all the rest.
func readTable(data string) (*table, error) {
	if len(data) < headerSize {
		return nil, errCutShort
	}
	if data[:len(magic)] != magic {
		return nil, errors.New("not a table of embeddings")
	}
	t := &table{sum: hex.EncodeToString([]byte(data[len(magic):][:32]))}
	counts := []byte(data[headerSize-8 : headerSize])
	n, dims := binary.LittleEndian.Uint32(counts), binary.LittleEndian.Uint32(counts[4:])
	if n == 0 || n > maxTokens || dims == 0 || dims > maxDims {
		return nil, fmt.Errorf("%d tokens of %d numbers", n, dims)
	}
	t.dims = int(dims)
	words, rest, err := readWords(data[headerSize:], int(n))
	if err != nil {
		return nil, err
	}
	if want := int(n) * (2 + t.dims); len(rest) != want {
		return nil, fmt.Errorf("%d bytes of rows, want %d", len(rest), want)
	}
	if t.tokens, err = newTrie(words); err != nil {
		return nil, err
	}
	t.weights = make([]uint16, n)
	for i := range t.weights {
		t.weights[i] = uint16(rest[2*i]) | uint16(rest[2*i+1])<<8
	}
	t.rows = rest[2*n:]
	return t, nil
}

// readWords returns the n tokens at the start of data and what follows them.
func readWords(data string, n int) (words []string, rest string, err error) {
	words = make([]string, 0, min(n, len(data)))
	for range n {
		if len(data) == 0 || len(data) < 1+int(data[0]) {
			return nil, "", errCutShort
		}
		end := 1 + int(data[0])
		words = append(words, data[1:end])
		data = data[end:]
	}
	return words, data, nil
}
