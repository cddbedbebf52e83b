package query

import (
	"regexp"

	"reportbot/ingest/figure"
)

// Claim is a number that a question asks to check: 达到27亿元了吗, 有没有超过五万人.
type Claim struct {
	Figure figure.Figure
	Least  bool // it asks whether so much was reached or passed; else whether it stayed below
	Past   bool // reaching it exactly is not enough: 超过, 突破, 高于
}

var (
	claimWord = regexp.MustCompile(`(达到|达|够|满|不到|不足|不满|低于|少于|小于|不超过|没超过|超过|超|突破|高于|多于|大于|跌破|(?i:\b(?:reach|exceed|surpass|pass|top|hit|below|under|above|over)(?:ed|ing)?\b))了?(?:[约近]|(?i:\s+(?:more than|about)))?\s*$`)
	claimAsks = regexp.MustCompile(`有没有|是否|是不是|有无|能否|(?:吗|没有|没|么)[？?。\s]*$|(?i)^\s*(?:did|has|have|was|were|is|are|does)\b`)
	belowWord = regexp.MustCompile(`不|没超过|低于|少于|小于|跌破|(?i:below|under)`)
	pastWord  = regexp.MustCompile(`超|突破|高于|多于|大于|低于|少于|小于|不到|不足|不满|跌破|(?i:exceed|surpass|pass|top|below|under|above|over)`)
)

// claim returns the number that a question asks to check; ok is false when it asks to
// check none, or several.
func claim(text string, stated []figure.Figure) (c Claim, ok bool) {
	runes := []rune(text)
	for _, f := range stated {
		if f.Value == "" || f.Kind != figure.Level && f.Kind != figure.Share || f.Start > len(runes) {
			continue
		}
		m := claimWord.FindStringSubmatch(string(runes[:f.Start]))
		if m == nil || !claimAsks.MatchString(text) {
			continue
		}
		if ok {
			return Claim{}, false
		}
		word := m[1]
		c, ok = Claim{Figure: f, Least: !belowWord.MatchString(word), Past: pastWord.MatchString(word) && word != "不超过" && word != "没超过"}, true
	}
	return c, ok
}
