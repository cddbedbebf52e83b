package cases

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// All problems of a file come at once, each with its line.
func TestLint(t *testing.T) {
	reports := []Report{
		{"qingxi.txt", "青溪镇总结\n一、农业\n新种茶叶320亩，增长8%。\n茶叶 | 320 | 亩", []string{"", "一、农业"}},
		{"a/shanhou.txt", "山后镇总结", []string{""}}, {"b/shanhou.txt", "山后镇总结", []string{""}},
	}
	lines := []string{
		`{"id":"good","kind":"figure","question":"q","reports":["qingxi.txt"],"sections":["（一）农业","农业",""],"evidence":["新种茶叶３２０亩"],"answer":"320亩","figures":["320亩"],"expect":"answer"}`,
		`{"id":"row","kind":"figure","question":"q","reports":["qingxi.txt"],"sections":["农业"],"evidence":["茶叶 | 320 | 亩"],"answer":"320亩","figures":["320亩"],"expect":"answer"}`,
		`{"id":"reckoned","kind":"compute","question":"q","reports":["qingxi.txt"],"sections":["农业"],"evidence":["320亩"],"answer":"640亩","figures":["640亩"],"expect":"answer"}`,
		`{"id":"good","kind":"figure","question":"q","colour":"red"}`,
		`{"id":"torn","kind":`,
		`{"id":"gone","kind":"figure","question":"q","reports":["nowhere.txt"],"evidence":["x"],"expect":"answer"}`,
		`{"id":"two","kind":"figure","question":"q","reports":["shanhou.txt"],"evidence":["山后"],"expect":"answer"}`,
		`{"id":"bad","kind":"figure","question":"q","reports":["qingxi.txt"],"sections":["工业"],"evidence":["种茶400亩","320亩"],"answer":"320亩，不是95亩","figures":["330亩"],"must_not":["95亩"],"expect":"answer"}`,
		``,
		`{"id":"good","kind":"figure","question":"q","reports":["qingxi.txt"],"evidence":["320亩"],"expect":"answer"}`,
	}
	problems, err := Lint(strings.NewReader(strings.Join(lines, "\n")), "c", reports)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`c:1: none of its reports has a section "（一）农业"`,
		`c:4: unknown field "colour"`,
		`c:5: the object does not end on its line`,
		`c:6: there is no report "nowhere.txt"`,
		`c:7: 2 reports are named "shanhou.txt": a/shanhou.txt, …`,
		`c:8: evidence 1 stands in none of its reports: "种茶400亩"`,
		`c:8: none of its reports has a section "工业"`,
		`c:8: figure "330亩" is not in the evidence`,
		`c:8: must_not "95亩" stands in the right answer`,
		`c:10: duplicate id "good" (first on line 1)`,
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLintNothing(t *testing.T) {
	problems, err := Lint(strings.NewReader("\n \n"), "c", nil)
	if err != nil || len(problems) != 1 || problems[0].Error() != "c: no cases" {
		t.Errorf("%v, %v", problems, err)
	}
}
