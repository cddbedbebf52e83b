package retrieval

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"reportbot/ingest"
	"reportbot/ingest/figure"
)

// fullFigure has something in every field.
func fullFigure(t testing.TB) figure.Figure {
	t.Helper()
	var f figure.Figure
	fields := reflect.ValueOf(&f).Elem()
	for i := range fields.NumField() {
		switch field := fields.Field(i); field.Kind() {
		case reflect.String:
			field.SetString(fields.Type().Field(i).Name + " 万元")
		case reflect.Int:
			field.SetInt(int64(i + 1))
		case reflect.Bool:
			field.SetBool(true)
		default:
			t.Fatalf("figure.Figure.%s is a %s, which nothing packs", fields.Type().Field(i).Name, field.Kind())
		}
	}
	return f
}

// randomFigures draws fields from a few texts, so that some are equal.
func randomFigures(random *rand.Rand) []ingest.Entry {
	entries := make([]ingest.Entry, random.IntN(20))
	for i := range entries {
		e := &entries[i]
		e.Section, e.Sentence, e.Start = random.IntN(5), random.IntN(200), random.IntN(40000)
		e.End = e.Start + random.IntN(300)
		e.Masked, e.Base, e.Unsure = random.IntN(2) == 0, random.IntN(2) == 0, random.IntN(2) == 0
		for _, field := range textFields(&e.Figure) {
			*field = []string{"", "元", "规上工业产值", "\x00\xff", fmt.Sprint(random.IntN(1000))}[random.IntN(5)]
		}
	}
	return entries
}

// packedReport holds some of the texts of randomFigures in its only sentence.
var packedReport = &ingest.Report{
	Text:     "一、工作总结\n全镇规上工业产值17亿元，增长8%。",
	Sections: []ingest.Section{{Sentences: []ingest.Sentence{{Start: 19, End: 65}}}},
}

func TestPackFigures(t *testing.T) {
	full := fullFigure(t)
	for _, entries := range [][]ingest.Entry{
		nil,
		{{}},
		{{Section: 3, Sentence: 70000, Figure: full}, {Section: 4, Figure: figure.Figure{Text: full.Text, Masked: true}}, {Figure: full}},
		{{Figure: figure.Figure{Text: "8%", Indicator: "规上工业产值"}}, {Figure: figure.Figure{Text: "17亿元", Period: "工作"}}},
	} {
		got, err := unpackFigures(packFigures(packedReport, entries), packedReport.Text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(entries, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("figures (-packed +unpacked):\n%s", diff)
		}
	}
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		entries := randomFigures(random)
		got, err := unpackFigures(packFigures(packedReport, entries), packedReport.Text)
		if diff := cmp.Diff(entries, got); err != nil || diff != "" {
			t.Fatalf("error %v, figures (-packed +unpacked):\n%s", err, diff)
		}
	}
}

// Each text is written once, however many figures have it, and one of the report not
// at all.
func TestPackFiguresSize(t *testing.T) {
	one := ingest.Entry{Figure: fullFigure(t)}
	many := packFigures(packedReport, slices.Repeat([]ingest.Entry{one}, 100))
	if most := len(packFigures(packedReport, []ingest.Entry{one})) + 100*figureBytes; len(many) > most {
		t.Errorf("100 equal figures take %d bytes, want %d at most", len(many), most)
	}
	packed := packFigures(packedReport, []ingest.Entry{{Figure: figure.Figure{Text: "17亿元", Indicator: "规上工业产值"}}})
	if want := 2 + 2*2 + figureBytes; len(packed) != want {
		t.Errorf("a figure whose texts stand in the report takes %d bytes, want %d", len(packed), want)
	}
}

func TestUnpackFiguresDamaged(t *testing.T) {
	in := ingest.Entry{Figure: figure.Figure{Text: "17亿元", Indicator: "规上工业产值"}}
	packed := packFigures(packedReport, []ingest.Entry{in, {Figure: fullFigure(t)}, {Section: 1}})
	damaged := map[string][]byte{
		"bytes after the end":   append(slices.Clone(packed), 0),
		"no such text":          append(slices.Clone(packed[:len(packed)-1]), 19),
		"unknown mark":          slices.Concat(packed[:len(packed)-textCount-1], []byte{8}, packed[len(packed)-textCount:]),
		"more figures than fit": {0xff, 0xff, 0xff, 0x7f, 0},
		"more texts than fit":   {0, 0xff, 0xff, 0xff, 0x7f},
		"text too long":         {0, 1, 0x7e, 'a'},
		"before the report":     {0, 1, 2<<1 | inReport, 1},
		"behind the report":     {0, 1, 63<<1 | inReport, 6},
	}
	for n := range packed {
		damaged[fmt.Sprint("the first bytes alone: ", n)] = packed[:n]
	}
	for name, packed := range damaged {
		if got, err := unpackFigures(packed, packedReport.Text); !errors.Is(err, errPacked) {
			t.Errorf("%s: %+v, error %v", name, got, err)
		}
	}
	if got, err := unpackFigures(packed, "一、"); !errors.Is(err, errPacked) {
		t.Errorf("of a shorter report: %+v, error %v", got, err)
	}
}

// Whatever the bytes are, what comes out packs and unpacks to the same.
func FuzzUnpackFigures(f *testing.F) {
	f.Add([]byte{})
	f.Add(packFigures(packedReport, nil))
	f.Add(packFigures(packedReport, []ingest.Entry{{Section: 1, Sentence: 2, Figure: fullFigure(f)}, {}}))
	f.Add(packFigures(packedReport, []ingest.Entry{{Figure: figure.Figure{Text: "17亿元", Indicator: "规上工业产值"}}}))
	f.Fuzz(func(t *testing.T, packed []byte) {
		entries, err := unpackFigures(packed, packedReport.Text)
		if err != nil {
			if !errors.Is(err, errPacked) {
				t.Fatalf("error %v, want %v", err, errPacked)
			}
			return
		}
		for _, e := range entries {
			if e.Section < 0 || e.Sentence < 0 || e.Start < 0 || e.End < e.Start {
				t.Fatalf("impossible place: %+v", e)
			}
		}
		again, err := unpackFigures(packFigures(packedReport, entries), packedReport.Text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(entries, again); diff != "" {
			t.Fatalf("figures (-first +again):\n%s", diff)
		}
	})
}
