package answer

import (
	"testing"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
)

func TestClassAsked(t *testing.T) {
	for _, c := range []struct {
		question string
		class    unitClass
		counter  string
	}{
		{"给吃低保的发了多少钱？", unitMoney, ""},
		{"盖了多少套房子？", unitThings, "套"},
		{"来了多少个老人？", unitPeople, ""},
		{"手续要办几天？", unitTime, ""},
		{"栽了多少亩树？", unitArea, "亩"},
		{"新修的路有多长？", unitLength, ""},
		{"用了多少度电？", unitEnergy, ""},
		{"有几成人家通了水？", unitShare, ""},
		{"打了多少粮食？", unitAny, ""},
		{"多出来多少名额？", unitAny, ""},
		{"有几家厂子？", unitHomes, "家"},
	} {
		if class, counter := classAsked(c.question); class != c.class || counter != c.counter {
			t.Errorf("%s: %q %q, want %q %q", c.question, class, counter, c.class, c.counter)
		}
	}
}

func TestFitsClass(t *testing.T) {
	for _, c := range []struct {
		unit    string
		class   unitClass
		counter string
		want    float64
	}{
		{"件", unitThings, "起", likeClass},
		{"件", unitThings, "件", 1},
		{"户", unitHomes, "家", 1},
		{"万元", unitPeople, "", 0},
		{"元", unitMoney, "", 1},
		{"吨", unitAny, "", 1},
		{"%", unitAny, "", 0},
		{"人", unitThings, "座", 0},
		{"宗", unitTime, "", 0},
	} {
		e := retrieval.LedgerEntry{Figure: figure.Figure{Unit: c.unit, Kind: figure.Level}}
		if got := fitsClass(e, c.class, c.counter); got != c.want {
			t.Errorf("%s for %s %s: %v, want %v", c.unit, c.class, c.counter, got, c.want)
		}
	}
}
