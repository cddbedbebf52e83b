package match

import "testing"

func TestReckonedIn(t *testing.T) {
	for _, tt := range []struct {
		text, figure string
		want         bool
	}{
		{"2023年比2022年多：4.65亿元 − 3.12亿元 = 1.53亿元", "1.53亿元", true},
		{"2023年比2022年多：4.65亿元 − 3.12亿元 = 1.63亿元", "1.63亿元", false},
		{"2022年比2021年增长22.8%（(11208家 − 9126家) ÷ 9126家）", "22.8%", true},
		{"2022年比2021年增长23.8%（(11208家 − 9126家) ÷ 9126家）", "23.8%", false},
		{"2022年比2021年下降10.9%（(3907亿元 − 4385亿元) ÷ 4385亿元）", "10.9%", true},
		{"6.9亿元 ÷ 22.7亿元 = 30.4%", "30.4%", true},
		{"3872万千瓦 − 1430万千瓦 = 2442万千瓦", "2442万千瓦", true},
		{"两年共55.61亿元+20.3亿元=75.91亿元", "75.91亿元", true},
		{"1 + 2 × 3 = 7人", "7人", true},
		{"1-9月规上工业产值55.61亿元", "55.61亿元", false},
		{"1 ÷ 0 = 5人", "5人", false},
	} {
		f := Figures(tt.figure)
		if len(f) != 1 {
			t.Fatalf("%q holds %d figures", tt.figure, len(f))
		}
		if got := ReckonedIn(f[0], tt.text); got != tt.want {
			t.Errorf("%q in %q: %t, results %v", tt.figure, tt.text, got, results(tt.text))
		}
	}
}

func FuzzResults(f *testing.F) {
	f.Add("4.65亿元 − 3.12亿元 = 1.53亿元")
	f.Add("((1 + 2) ÷ (")
	f.Fuzz(func(_ *testing.T, text string) { results(text) })
}

func TestTokenF1(t *testing.T) {
	if got, want := TokenF1("茶叶320亩。OK", "新茶叶320亩 go"), 8.0/11; got != want {
		t.Errorf("F1 %v, want %v (%v, %v)", got, want, tokens("茶叶320亩。OK"), tokens("新茶叶320亩 go"))
	}
	if got := TokenF1("", "茶叶"); got != 0 {
		t.Errorf("nothing has an F1 of %v", got)
	}
}
