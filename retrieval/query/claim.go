package query

import (
	"regexp"
	"strings"

	"reportbot/ingest/figure"
)

// Claim is a number that a question asks to check: 达到27亿元了吗, 有没有超过五万人.
type Claim struct {
	Figure figure.Figure
	Least  bool // it asks whether so much was reached or passed; else whether it stayed below
	Past   bool // reaching it exactly is not enough: 超过, 突破, 高于
	Same   bool // it asks whether the figure is this one: 是27亿元吗, 增长5%对吗
}

var (
	claimWord = regexp.MustCompile(`(达到|达|够|满|不到|不足|不满|低于|少于|小于|不超过|没超过|超过|超|突破|高于|多于|大于|跌破|(?i:\b(?:reach|exceed|surpass|pass|top|hit|below|under|above|over)(?:ed|ing)?\b))了?(?:[约近]|(?i:\s+(?:more than|about)))?\s*$`)
	sameWord  = regexp.MustCompile(`(?:[^不]是|为|等于|完成|实现)了?[约近]?\s*$`)
	growsWord = regexp.MustCompile(`增长|增速|增幅|涨幅|提高|下降|降幅|减少`)
	claimAsks = regexp.MustCompile(`对吗|对不对|是吗|属实|没错吧|有没有|是否|是不是|有无|能否|(?:吗|没有|没|么)[？?。\s]*$|(?i)^\s*(?:did|has|have|was|were|is|are|does)\b`)
	belowWord = regexp.MustCompile(`不|没超过|低于|少于|小于|跌破|(?i:below|under)`)
	pastWord  = regexp.MustCompile(`超|突破|高于|多于|大于|低于|少于|小于|不到|不足|不满|跌破|(?i:exceed|surpass|pass|top|below|under|above|over)`)
)

// claim returns the number that a question asks to check; ok is false when it asks to
// check none, or several.
func claim(text string, stated []figure.Figure) (c Claim, ok bool) {
	runes := []rune(text)
	for _, f := range stated {
		if f.Value == "" || f.Kind == figure.Rank || f.Kind == figure.Ratio || f.Start > len(runes) || !claimAsks.MatchString(text) {
			continue
		}
		before := string(runes[:f.Start])
		if way := growsWord.FindString(before); f.Kind == figure.Share && way != "" {
			f.Kind, f.Direction = figure.Change, figure.Up // 增速达到12%
			if strings.Contains("下降降幅减少", way) {
				f.Direction = figure.Down
			}
		}
		m := claimWord.FindStringSubmatch(before)
		same := m == nil && (f.Kind == figure.Change || sameWord.MatchString(before))
		if m == nil && !same {
			continue
		}
		if ok {
			return Claim{}, false
		}
		if same {
			c, ok = Claim{Figure: f, Same: true}, true
			continue
		}
		word := m[1]
		c, ok = Claim{Figure: f, Least: !belowWord.MatchString(word), Past: pastWord.MatchString(word) && word != "不超过" && word != "没超过"}, true
	}
	return c, ok
}
