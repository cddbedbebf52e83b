package figure

import "testing"

func TestShares(t *testing.T) {
	sentence := "三次产业结构由6.1∶44.9∶49.0调整为5.8∶44.1∶50.1。"
	runes := []rune(sentence)
	var got []Figure
	for _, f := range Parse(sentence, Context{Year: 2031, Actual: true}) {
		for _, s := range Shares(f) {
			if string(runes[s.Start:s.End]) != s.Text || s.Kind != Share || s.Unit != "%" {
				t.Errorf("%+v", s)
			}
			got = append(got, s)
		}
	}
	if len(got) != 6 || got[5].Value != "50.1" || got[5].Indicator != "第三产业比重" || !got[0].Base || got[3].Base {
		t.Errorf("got %+v", got)
	}
	for _, s := range []string{"三次产业结构为5:20:30。", "公私合作比例为5:42:53。", "三次产业结构为x.x:xx.x:xx.x。"} {
		for _, f := range Parse(s, Context{Year: 2031}) {
			if shares := Shares(f); shares != nil {
				t.Errorf("%s: %+v", s, shares)
			}
		}
	}
}
