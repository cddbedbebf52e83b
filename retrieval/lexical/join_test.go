package lexical

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var sameIndex = cmp.AllowUnexported(Index{}, chunkLength{})

// However groups are dropped from an index and others put between those that are
// kept, it is the index that Join makes of them.
func TestUpdate(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 9))
		var before, after, added []Postings
		for _, chunks := range randomCorpus(random) {
			before = append(before, Encode(chunks))
		}
		var groups []int
		for i, blob := range before {
			for random.IntN(3) == 0 {
				fresh := Encode([][]Term{randomTerms(random, 9), randomTerms(random, 30)})
				groups, after, added = append(groups, New), append(after, fresh), append(added, fresh)
			}
			if random.IntN(4) > 0 {
				groups, after = append(groups, i), append(after, blob)
			}
		}
		old := joined(t, before)
		got, err := old.Update(groups, added)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(joined(t, after), got, sameIndex); diff != "" {
			t.Fatalf("seed %d, groups %v (-joined +updated):\n%s", seed, groups, diff)
		}
		if cap(got.postings) != len(got.postings) {
			t.Errorf("seed %d: room for %d postings, want %d", seed, cap(got.postings), len(got.postings))
		}
		if diff := cmp.Diff(joined(t, before), old, sameIndex); diff != "" {
			t.Fatalf("seed %d: the old index changed (-before +after):\n%s", seed, diff)
		}
	}
}

func joined(t *testing.T, blobs []Postings) *Index {
	t.Helper()
	ix, err := Join(blobs)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func TestUpdateDamaged(t *testing.T) {
	old := join(t, terms("栗湾镇"), terms("海堤"))
	good := Encode(terms("渔港"))
	_, err := old.Update([]int{New, 0, New, 1}, []Postings{good, flip(good, len(good)-1)})
	var damaged *BlobError
	if !errors.As(err, &damaged) || damaged.Blob != 1 {
		t.Errorf("error %v, want a BlobError for blob 1", err)
	}
}

func TestMergeRuns(t *testing.T) {
	for _, c := range [][2][]uint32{
		{nil, nil}, {nil, {1, 2}}, {{1, 2}, nil}, {{1, 2}, {3}}, {{3, 4}, {1, 2}}, {{1, 4, 9}, {2, 3, 10}}, {{5}, {1, 9}},
	} {
		got := slices.Concat(c[0], c[1])
		mergeRuns(got, len(c[0]))
		if !slices.IsSorted(got) || len(got) != len(c[0])+len(c[1]) {
			t.Errorf("%v and %v merge to %v", c[0], c[1], got)
		}
	}
}
