package markdown

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// amountFollows finds what stands behind the mask of an amount: ***万元, *.*%.
	amountFollows = regexp.MustCompile(`^(?:[.．][*＊]|[%％‰]|个百分点|[万亿]|元)`)
	// nameFollows finds what stands behind one or three asterisks in the place of a
	// name or number; behind two, bold text begins so as well (**市场主体**).
	nameFollows = regexp.MustCompile(`^(?:镇|乡|街道|县|区|市|村|社区|省|州|旗|公司|企业|同志|人|户|家|个|项|亩|吨|次|件|名|位|公里|平方|立方|米|年|月|日)`)
)

// masks tells whether a delimiter that may open emphasis is a mask instead.
func (p *inlineParser) masks(d delimiter) bool {
	if p.isVerbatim(d) {
		return true
	}
	before, _ := p.around(d)
	inSentence := unicode.IsLetter(before) || unicode.IsDigit(before)
	return p.looksMasked(d) && (d.length != 2 || inSentence)
}

// looksMasked tells whether what follows a delimiter is what follows a mask.
func (p *inlineParser) looksMasked(d delimiter) bool {
	rest := p.text[d.at+d.length:]
	return amountFollows.MatchString(rest) || d.length != 2 && nameFollows.MatchString(rest)
}

// isVerbatim tells whether a delimiter stands in a verbatim text between the same
// characters.
func (p *inlineParser) isVerbatim(d delimiter) bool {
	if len(p.verbatim) == 0 {
		return false
	}
	before, after := p.around(d)
	marks := p.text[d.at : d.at+d.length]
	if before != '\n' {
		marks = string(before) + marks
	}
	if after != '\n' {
		marks += string(after)
	}
	if len(marks) == d.length {
		return false
	}
	for _, v := range p.verbatim {
		if strings.Contains(v, marks) {
			return true
		}
	}
	return false
}
