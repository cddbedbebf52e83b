package format

import (
	"strconv"
	"strings"
)

// formatNumber writes an automatic number in one of Word's number formats
// (ECMA-376 part 1, 17.18.59 ST_NumberFormat). A format that is not known is
// written as decimal; "none" and "bullet" are "".
func formatNumber(n int, format string) string {
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return hanNumber(n)
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2":
		return hanDigits(n)
	case "chineseLegalSimplified":
		return strings.NewReplacer("一", "壹", "二", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒", "八", "捌", "九", "玖", "十", "拾", "百", "佰", "千", "仟").Replace(hanNumber(n))
	case "ideographTraditional":
		return one(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return one(n, "子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle":
		return one(n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿")
	case "decimalEnclosedParen":
		return one(n, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
	case "decimalEnclosedFullstop":
		return one(n, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")
	case "decimalFullWidth", "decimalFullWidth2":
		return fullWidth(n)
	}
	return strconv.Itoa(n)
}

// one is the n-th character of the set, from 1; decimal beyond its end.
func one(n int, set string) string {
	if runes := []rune(set); n >= 1 && n <= len(runes) {
		return string(runes[n-1])
	}
	return strconv.Itoa(n)
}

// letters counts a … z, aa, bb … zz, aaa …, as Word does.
func letters(n int, first rune) string {
	const most = 26 * 30 // Word repeats a letter at most thirty times
	if n < 1 || n > most {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n >= 4000 {
		return strconv.Itoa(n)
	}
	var w strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			w.WriteString(d.sign)
		}
	}
	return w.String()
}

var hanDigit = []rune("零一二三四五六七八九")

// hanNumber writes 1 to 9999 as 一, 十, 十一, 二十, 一百零一; decimal beyond.
func hanNumber(n int) string {
	if n < 1 || n > 9999 {
		if n == 0 {
			return "零"
		}
		return strconv.Itoa(n)
	}
	var w strings.Builder
	gap := false
	for i, unit := range []struct {
		value int
		sign  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / unit.value % 10
		switch {
		case d == 0:
			gap = w.Len() > 0
			continue
		case gap:
			w.WriteRune(hanDigit[0])
			gap = false
		}
		if !(d == 1 && i == 2 && w.Len() == 0) { // 十一, not 一十一
			w.WriteRune(hanDigit[d])
		}
		w.WriteString(unit.sign)
	}
	return w.String()
}

// hanDigits writes a number digit by digit: 一〇.
func hanDigits(n int) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '0':
			return '〇'
		case r > '0' && r <= '9':
			return hanDigit[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}

func fullWidth(n int) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, strconv.Itoa(n))
}
