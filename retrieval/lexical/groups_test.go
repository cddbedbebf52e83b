package lexical

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGroupsWith(t *testing.T) {
	blobs := []Postings{
		Encode([][]Term{Terms("青禾药业投产"), Terms("药业产值")}),
		Encode([][]Term{Terms("青禾"), Terms("药业")}),
		Encode([][]Term{Terms("青禾药业二期 QH7")}),
	}
	ix, err := Join(blobs)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]int{
		"青禾药业": {0, 2}, "药业": {0, 1, 2}, "青禾": {0, 1, 2}, "QH7": {2}, "水泥": nil, "青": nil, "": nil,
	} {
		if diff := cmp.Diff(want, ix.GroupsWith(text)); diff != "" {
			t.Errorf("GroupsWith(%q) (-want +got):\n%s", text, diff)
		}
	}
}
