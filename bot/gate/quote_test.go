package gate

import "testing"

func TestFindQuote(t *testing.T) {
	sentences := []Sentence{
		{Text: "全镇粮食播种面积9800亩，产量4130吨。"},
		{Text: "改造水毁渠道14处；"},
		{Text: "Crews replaced 6.3 miles of water main."},
	}
	for _, tt := range []struct {
		quote string
		want  int
	}{
		{"全镇粮食播种面积9800亩，产量4130吨。", 0},
		{"“全镇粮食播种面积9800亩，产量4130吨”", 0},
		{"全镇粮食播种面积９８００亩,产量4130吨", 0},
		{"改造水毁渠道14处", 1},
		{"粮食播种面积9800亩", 0}, // a part of it
		{"Crews replaced 6.3 miles\nof water main", 2},
		{"全镇粮食播种面积9800亩，总产量4130吨。", -1},
		{"14处", -1}, // too short to tell a sentence by
		{"", -1},
		{"。", -1},
	} {
		if got := FindQuote(tt.quote, sentences); got != tt.want {
			t.Errorf("FindQuote(%q) = %d, want %d", tt.quote, got, tt.want)
		}
	}
}
