package cases

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/answer"
)

const goodLine = `{"id":"a","kind":"figure","question":"青溪镇种了多少亩茶？","history":[],"reports":["qingxi.txt"],` +
	`"sections":["（一）农业"],"evidence":["新种茶叶320亩"],"answer":"320亩。","figures":["320亩"],"must_not":["23亩"],"expect":"answer"}`

func TestRead(t *testing.T) {
	input := "\ufeff\r\n" + goodLine + "\r\n\n" +
		`{"id":"b","kind":"unanswerable","question":"镇长是谁？","expect":"refuse"}` + "\n" +
		`{"id":"c","kind":"follow-up","question":"那产值呢？","expect":"redacted","reports":["qingxi.txt"],"evidence":["产值x.x亿元"],` +
		`"history":[{"role":"user","text":"多少亩？"},{"role":"assistant","text":"320亩。"}]}` // no line end
	got, err := Read(strings.NewReader(input), "cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	none := []string{}
	want := []Case{
		{
			ID: "a", Kind: "figure", Question: "青溪镇种了多少亩茶？", History: []answer.Turn{},
			Reports: []string{"qingxi.txt"}, Sections: []string{"（一）农业"}, Evidence: []string{"新种茶叶320亩"},
			Answer: "320亩。", Figures: []string{"320亩"}, MustNot: []string{"23亩"}, Expect: ExpectAnswer,
		},
		{
			ID: "b", Kind: "unanswerable", Question: "镇长是谁？", History: []answer.Turn{},
			Reports: none, Sections: none, Evidence: none, Figures: none, MustNot: none, Expect: ExpectRefuse,
		},
		{
			ID: "c", Kind: "follow-up", Question: "那产值呢？",
			History: []answer.Turn{{Role: "user", Text: "多少亩？"}, {Role: "assistant", Text: "320亩。"}},
			Reports: []string{"qingxi.txt"}, Sections: none, Evidence: []string{"产值x.x亿元"},
			Figures: none, MustNot: none, Expect: ExpectRedacted,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	// refuse is a line that is right but for what it is given.
	refuse := func(more string) string {
		return `{"id":"a","kind":"fact","question":"谁？","expect":"refuse"` + more + `}`
	}
	tests := []struct {
		name, input, want string
	}{
		{"nothing", "", "f: no cases"},
		{"only blank lines", "\n \n", "f: no cases"},
		{"broken", "{\"id\":\n", "f:1: the object does not end on its line"},
		{"not JSON", "\nid: a", "f:2: invalid character 'i' looking for beginning of value"},
		{"an array", "[]", "f:1: want an object, got array"},
		{"two objects", refuse("") + refuse(""), "f:1: more than one value on the line"},
		{"rest", refuse("") + "x", "f:1: more than one value on the line"},
		{"unknown field", refuse(`,"figure":[]`), `f:1: unknown field "figure"`},
		{"wrong type", refuse(`,"figures":"320亩"`), `f:1: field "figures": unexpected string`},
		{"not UTF-8", "{\"id\":\"\xc7\xe0\"}", "f:1: not UTF-8"},
		{"all missing", "{}", "f:1: missing id\nf:1: missing question\nf:1: missing kind\nf:1: missing expect"},
		{"null", "null", "f:1: missing id\nf:1: missing question\nf:1: missing kind\nf:1: missing expect"},
		{"blank id", strings.Replace(refuse(""), `"a"`, `" "`, 1), "f:1: missing id"},
		{"unknown kind", strings.Replace(refuse(""), "fact", "fakt", 1),
			`f:1: unknown kind "fakt" (one of ` + strings.Join(Kinds, ", ") + ")"},
		{"unknown expect", strings.Replace(refuse(""), "refuse", "refused", 1),
			`f:1: unknown expect "refused" (one of answer, refuse, redacted)`},
		{"duplicate", refuse("") + "\n\n" + refuse(""), `f:3: duplicate id "a" (first on line 1)`},
		{"no evidence", strings.Replace(refuse(""), "refuse", "answer", 1), `f:1: no evidence, but expect is "answer"`},
		{"no evidence of a mask", strings.Replace(refuse(""), "refuse", "redacted", 1), `f:1: no evidence, but expect is "redacted"`},
		{"no reports", refuse(`,"evidence":["茶"]`), "f:1: evidence, but no reports that hold it"},
		{"blank strings", refuse(`,"reports":["r"],"evidence":["茶","　"],"figures":[""],"must_not":["\u200b"]`),
			"f:1: evidence: item 2 is blank\nf:1: figures: item 1 is blank\nf:1: must_not: item 1 is blank"},
		{"blank report", refuse(`,"reports":[""]`), "f:1: reports: item 1 is blank"},
		{"role", refuse(`,"history":[{"role":"user","text":"一"},{"role":"bot","text":"二"}]`),
			`f:1: history: turn 2 is of role "bot", want "assistant"`},
		{"order", refuse(`,"history":[{"role":"assistant","text":"一"},{"role":"user","text":"二"}]`),
			"f:1: history: turn 1 is of role \"assistant\", want \"user\"\nf:1: history: turn 2 is of role \"user\", want \"assistant\""},
		{"silent turn", refuse(`,"history":[{"role":"user","text":"一"},{"role":"assistant","text":" "}]`), "f:1: history: turn 2 has no text"},
		{"no reply", refuse(`,"history":[{"role":"user","text":"一"}]`), "f:1: history: the last turn is not the assistant's"},
		{"several lines", "{\n" + goodLine + "\n[]", "f:1: the object does not end on its line\nf:3: want an object, got array"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cases, err := Read(strings.NewReader(test.input), "f")
			if err == nil {
				t.Fatal("no error")
			}
			if cases != nil {
				t.Errorf("%d cases beside an error", len(cases))
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestReadBrokenReader(t *testing.T) {
	broken := errors.New("disk gone")
	r := strings.NewReader(goodLine + "\n")
	_, err := Read(&readThenFail{r, broken}, "f")
	if !errors.Is(err, broken) || err.Error() != "f:2: disk gone" {
		t.Errorf("error %v", err)
	}
}

// readThenFail fails where its reader ends.
type readThenFail struct {
	r   *strings.Reader
	err error
}

func (f *readThenFail) Read(p []byte) (int, error) {
	if f.r.Len() == 0 {
		return 0, f.err
	}
	return f.r.Read(p)
}

// The case files beside the project must all be readable.
func TestReadOfDatasets(t *testing.T) {
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set: no case files to read")
	}
	files, err := filepath.Glob(filepath.Join(root, "eval", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files in %s (%v)", root, err)
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := Read(f, filepath.Base(file))
		f.Close()
		if err != nil {
			t.Error(err)
		}
		t.Logf("%s: %d cases", filepath.Base(file), len(cases))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(goodLine)
	f.Add("\ufeff{}\n[]\nnull\n" + goodLine)
	f.Add(`{"id":"b","kind":"fact","question":"?","expect":"refuse","history":[{"role":"user","text":"x"}]}`)
	f.Fuzz(func(t *testing.T, input string) {
		cases, err := Read(strings.NewReader(input), "f")
		if (err == nil) != (len(cases) > 0) {
			t.Fatalf("%d cases, error %v", len(cases), err)
		}
		if err != nil {
			return
		}
		// What is written is read again as it was.
		var lines strings.Builder
		for _, c := range cases {
			if err := json.NewEncoder(&lines).Encode(c); err != nil {
				t.Fatal(err)
			}
		}
		again, err := Read(strings.NewReader(lines.String()), "f")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(cases, again); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	})
}
