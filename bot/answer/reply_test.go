package answer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/bot/gate"
)

func TestReadReply(t *testing.T) {
	one := []gate.Statement{{Quote: "新建机耕路18公里。", Text: "新建了18公里机耕路"}}
	for _, c := range []struct {
		name, reply string
		want        []gate.Statement
	}{
		{"object", `{"statements": [{"quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}]}`, one},
		{"list", `[{"quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}]`, one},
		{"alone", `{"quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}`, one},
		{"code fence", "```json\n{\"statements\": [{\"quote\": \"新建机耕路18公里。\", \"text\": \"新建了18公里机耕路\"}]}\n```", one},
		{"words around", `好的：{"statements": [{"quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}]} 希望有帮助`, one},
		{"other order", `{"statements": [{"text": "新建了18公里机耕路", "quote": "新建机耕路18公里。"}]}`, one},
		{"more fields", `{"statements": [{"cite": [3], "quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}], "note": {"a": 1}}`, one},
		{"line ends in strings", "{\"statements\": [{\"quote\": \"新建机耕路18公里。\",\n \"text\": \"新建了18公里\n机耕路\"}]}", []gate.Statement{{Quote: "新建机耕路18公里。", Text: "新建了18公里 机耕路"}}},
		{"cut in the second", `{"statements": [{"quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}, {"quote": "栽种油茶960亩。", "text": "栽种油茶96`, one},
		{"cut in the list", `{"statements": [{"quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}, `, one},
		{"cut in the first", `{"statements": [{"quote": "新建机耕路18公里。", "te`, nil},
		{"marks and emphasis", `{"statements": [{"quote": "新建机耕路18公里。", "text": "新建了**18公里**机耕路 [3]【1】"}]}`, one},
		{"nothing to say", `{"statements": []}`, nil},
		{"an empty text", `{"statements": [{"quote": "新建机耕路18公里。", "text": " "}]}`, nil},
		{"JSON in a string", `{"statements": [{"quote": "新建机耕路18公里。", "text": "{\"quote\": \"a\", \"text\": \"b\"}"}]}`, []gate.Statement{{Quote: "新建机耕路18公里。", Text: `{"quote": "a", "text": "b"}`}}},
		{"no JSON", `新建了18公里机耕路[1]。`, nil},
		{"wrong types", `{"statements": [{"quote": 1, "text": 2}, {"quote": "新建机耕路18公里。", "text": "新建了18公里机耕路"}]}`, one},
		{"rubbish", `<html>{}{"{"}{{{`, nil},
	} {
		var whole, pieces replyReader
		if diff := cmp.Diff(c.want, whole.read(c.reply)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		var got []gate.Statement
		for i := range len(c.reply) + 1 {
			got = append(got, pieces.read(c.reply[:i])...)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s, byte by byte (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestReadPlain(t *testing.T) {
	for _, c := range []struct {
		reply string
		want  []plainStatement
	}{
		{"新建公厕7座[1][2]。栽种油茶960亩[3]", []plainStatement{{"新建公厕7座。", []int{1, 2}}, {"栽种油茶960亩", []int{3}}}},
		{"新建公厕7座。[1,2] 栽种油茶960亩。［3］", []plainStatement{{"新建公厕7座。", []int{1, 2}}, {"栽种油茶960亩。", []int{3}}}},
		{"新建公厕7座【1】\n- 栽种油茶960亩 [1-3]", []plainStatement{{"新建公厕7座", []int{1}}, {"栽种油茶960亩", []int{1, 2, 3}}}},
		{"Seven toilets were built. [2] It cost 1.5 million. [3]", []plainStatement{{"Seven toilets were built.", []int{2}}, {"It cost 1.5 million.", []int{3}}}},
		{"1. 新建公厕7座 [0][100][3-1][12]", []plainStatement{{"新建公厕7座", []int{12}}}},
		{"国发〔2022〕5号 [2022]", []plainStatement{{"国发〔2022〕5号 [2022]", nil}}},
		{"", nil},
		{"……", nil},
	} {
		if diff := cmp.Diff(c.want, readPlain(c.reply), cmp.AllowUnexported(plainStatement{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.reply, diff)
		}
	}
}

func TestReadQuestion(t *testing.T) {
	for reply, want := range map[string]string{
		`{"question": "栖桐镇2022年油茶多少亩？"}`:           "栖桐镇2022年油茶多少亩？",
		"```json\n{\"question\": \"油茶多少亩？\"}\n```": "油茶多少亩？",
		"油茶多少亩？":            "油茶多少亩？",
		"好的。\n油茶多少亩？":       "",
		`{"question": "油茶多`: "",
		``:                  "",
	} {
		if got := readQuestion(reply); got != want {
			t.Errorf("%q: got %q, want %q", reply, got, want)
		}
	}
}

// However a reply is cut into pieces, the same statements are read, and what is read
// holds no marks and no line ends.
func FuzzReadReply(f *testing.F) {
	f.Add(`{"statements": [{"quote": "a", "text": "b [1]"}]}`, 3)
	f.Add("```{\"quote\": \"\\u4e00\", \"text\": \"x\"", 1)
	f.Add("新建公厕7座【1】。\n[2-5]", 2)
	f.Fuzz(func(t *testing.T, reply string, size int) {
		var whole, pieces replyReader
		want := whole.read(reply)
		var got []gate.Statement
		for i := 0; i < len(reply) && size > 0; i += size {
			got = append(got, pieces.read(reply[:min(len(reply), i+size)])...)
		}
		if diff := cmp.Diff(want, got); size > 0 && size < 1000 && diff != "" {
			t.Errorf("in pieces (-want +got):\n%s", diff)
		}
		for _, s := range want {
			if strings.ContainsAny(s.Text, "\n\r\x00") || mark.MatchString(s.Text) {
				t.Errorf("read %q", s.Text)
			}
		}
		for _, s := range readPlain(reply) {
			for _, n := range s.marks {
				if n < 1 || n > maxMark {
					t.Errorf("mark %d", n)
				}
			}
		}
	})
}
