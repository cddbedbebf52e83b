package blocks

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// Both languages have words for everything, and Slack takes them where they stand.
func TestWords(t *testing.T) {
	for l, w := range map[Language]*Words{Chinese: &chinese, English: &english} {
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; v.Field(i).IsZero() && name != "separator" {
				t.Errorf("%s: no word for %s", l, name)
			}
		}
		if WordsFor(l) != w {
			t.Errorf("other words for %s", l)
		}
		for _, title := range []string{w.SourceView, w.FeedbackView, w.AskView, w.Close, w.Cancel, w.Send, w.AskSend} {
			if utf8.RuneCountInString(title) > maxViewTitle {
				t.Errorf("%s: %q is too long for a view", l, title)
			}
		}
		for _, status := range append(w.Loading, w.Searching(1), w.Searching(12)) {
			if strings.ContainsAny(status, ",，") { // slack-go joins them with commas
				t.Errorf("%s: %q holds a comma", l, status)
			}
		}
		if len(w.Reasons) != len(reasons) || len(w.columns) != 6 || len(w.status) != 3 {
			t.Errorf("%s: %d reasons, %d columns, %d statuses", l, len(w.Reasons), len(w.columns), len(w.status))
		}
		for _, prompts := range [][]Prompt{w.Prompts("", 0), w.Prompts("青箩镇", 2023), w.Prompts("青箩镇", 0)} {
			if len(prompts) < 2 || len(prompts) > 4 {
				t.Errorf("%s: %d prompts", l, len(prompts))
			}
			for _, p := range prompts {
				if p.Title == "" || p.Message == "" || strings.ContainsAny(p.Message, "{}%") {
					t.Errorf("%s: prompt %+v", l, p)
				}
			}
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{chinese.Searching(5), "正在查找 5 份报告…"},
		{english.Searching(5), "Searching 5 reports…"},
		{english.Searching(1), "Searching 1 report…"},
		{chinese.searchedReports(5, []int{2022, 2023, 2024}), "已查找 5 份报告（2022—2024年）。"},
		{chinese.searchedReports(1, []int{2022}), "已查找 1 份报告（2022年）。"},
		{english.searchedReports(5, []int{2022, 2024}), "I searched 5 reports (2022–2024)."},
		{english.searchedReports(1, nil), "I searched 1 report."},
		{chinese.Queued(3), "前面还有问题，您的排在第 3 位，请稍候。"},
		{chinese.Prompts("青箩镇", 2023)[0].Message, "青箩镇2023年规上工业产值是多少？"},
		{SessionTitle(" 产值\n多少？ "), "产值 多少？"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if got := utf8.RuneCountInString(SessionTitle(strings.Repeat("长", 500))); got != maxSessionTitle {
		t.Errorf("a title of %d characters", got)
	}
}

func TestLanguageOf(t *testing.T) {
	for text, want := range map[string]Language{"": English, "grain?": English, "产值": Chinese, "Tinglu 汀鹭镇?": Chinese, "ニュース": English} {
		if got := LanguageOf(text); got != want {
			t.Errorf("%q is %s", text, got)
		}
	}
}
