package blocks

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"reportbot/bot/blocks/markdown"
)

// cutRuns cuts runs into parts of at most limit characters, where it hurts least; nil
// when there is no text. The parts, one after the other, are the runs.
func cutRuns(runs []markdown.Run, limit int) [][]markdown.Run {
	var parts [][]markdown.Run
	for {
		text := textOf(runs)
		if text == "" {
			return parts
		}
		if utf8.RuneCountInString(text) <= limit {
			return append(parts, runs)
		}
		head, tail := splitRuns(runs, cutAt(text, limit))
		parts = append(parts, head)
		runs = tail
	}
}

// splitRuns splits runs at an offset in their text, in bytes. A link stays whole: it
// goes to the side where it begins.
func splitRuns(runs []markdown.Run, at int) (head, tail []markdown.Run) {
	for i, r := range runs {
		switch {
		case at >= len(r.Text):
			head = append(head, r)
			at -= len(r.Text)
		case at <= 0:
			return head, append(tail, runs[i:]...)
		case r.URL != "":
			return append(head, r), append(tail, runs[i+1:]...)
		default:
			before, after := r, r
			before.Text, after.Text = r.Text[:at], r.Text[at:]
			return append(head, before), append(append(tail, after), runs[i+1:]...)
		}
	}
	return head, tail
}

// whole finds what is never cut apart: addresses, marks of citations, numbers and
// masks with their unit, numbers in Chinese words, and words.
var whole = regexp.MustCompile(`https?://[^\s\p{Han}，。；、：“”（）]+` +
	`|\[\d+\]` +
	`|[+\-−±¥￥$€£]?[\d０-９]+(?:[.,．:：/~～\-–—−×][\d０-９]+)*(?:[ \x{00A0}\x{202F}]\d{3})*(?:\s?(?:[%％‰]|\p{Latin}+)|` + unit + `)` +
	`|[xX×*＊○□〇●■△▲_]+(?:[.．,][xX×*＊○□〇●■△▲_]+)*[%％]?` + unit +
	`|[〇零一二三四五六七八九十百千万亿两]{2,}(?:点[〇零一二三四五六七八九十]+)?` + unit +
	`|[\p{Latin}\p{Greek}\p{Cyrillic}\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Hangul}\p{M}\p{Nd}]+(?:['’._\-&@/][\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}]+)*`)

// unit is a unit of several characters, else any one character behind a number.
const unit = `[十百千万亿多余]*(?:个百分点|百分点|平方公里|平方米|立方米|千瓦时|工作日|公里|公顷|公斤|千米|千瓦|人次|车次|美元|欧元|\p{Han})?`

// sight is how far behind the limit cutAt looks, so that it sees what the limit would
// cut apart, in characters.
const sight = 64

// cutAt returns where to cut a text so that at most limit characters stand before, as
// an offset in bytes: at the end of a line, else of a sentence, a clause, a word, if
// one ends in the second half; else wherever nothing is cut apart, else at the limit,
// but for a character with its accents.
func cutAt(text string, limit int) int {
	window := prefix(text, limit+sight)
	barred := whole.FindAllStringIndex(window, -1)
	best, bestRank, last, free, chars := 0, -1, 0, 0, 0
	state := -1
	for rest, at := window, 0; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		chars += utf8.RuneCountInString(cluster)
		if chars > limit {
			break
		}
		at += len(cluster)
		last = at
		for len(barred) > 0 && barred[0][1] <= at {
			barred = barred[1:]
		}
		if len(barred) > 0 && barred[0][0] < at {
			continue
		}
		free = at
		if rank := cutRank(window[:at], rest); 2*chars >= limit && rank >= bestRank {
			best, bestRank = at, rank
		}
	}
	for _, at := range []int{best, free, last} {
		if at > 0 {
			return at
		}
	}
	return len(prefix(text, limit))
}

// prefix is the first n characters of a text.
func prefix(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// closings close a quotation or bracket.
const closings = "”’」』）)\""

// cutRank tells how well a text can be cut between before and rest: 4 line end, 3
// sentence, 2 clause, 1 space, 0 anything else.
func cutRank(before, rest string) int {
	next, _ := utf8.DecodeRuneInString(rest)
	last, _ := utf8.DecodeLastRuneInString(before)
	ending, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, closings))
	switch {
	case last == '\n':
		return 4
	case rest != "" && strings.ContainsRune(closings, next):
		return 0
	case strings.ContainsRune("。！？；", ending), strings.ContainsRune(".!?;", ending) && unicode.IsSpace(next):
		return 3
	case strings.ContainsRune("，、：,:", last):
		return 2
	case unicode.IsSpace(last):
		return 1
	}
	return 0
}
