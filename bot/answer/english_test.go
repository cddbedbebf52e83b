package answer

import "testing"

// TestEnglishPeriod tells the periods of Chinese reports in English.
func TestEnglishPeriod(t *testing.T) {
	for period, want := range map[string]string{
		"2031年": "2031", "2027—2031年": "2027–2031", "2031年1-10月": "2031, January–October", "2031年截至9月底": "2031, to the end of September",
		"2031年上半年": "2031, first half", "2031年底": "2031, year end", "2031年the end of March 2031": "the end of March 2031", "2031年13月": "2031, 13",
		"目前": "目前", "": "",
	} {
		if got := englishPeriod(period); got != want {
			t.Errorf("%q: %q, want %q", period, got, want)
		}
	}
}

// TestInChinese takes a question in English that names something in Chinese for English.
func TestInChinese(t *testing.T) {
	for text, want := range map[string]bool{
		"How many lifts did Songkou (松口镇) add?": false, "松口镇2031年GDP是多少？": true, "松口镇list了哪些": true, "What is 松口镇 known for?": false, "茶叶产量": true,
		"How much?": false,
	} {
		if got := inChinese(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}

func TestWithCommas(t *testing.T) {
	for number, want := range map[string]string{"17670": "17,670", "670": "670", "-1234567.5": "-1,234,567.5"} {
		if got := withCommas(number); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}
