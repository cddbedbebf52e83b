package format

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// emphasis is what stands around text that Markdown takes for emphasised. In
// published reports names and figures are often masked with asterisks, which
// Markdown takes for marks when two of them stand in one paragraph:
//
//	*镇坚持党建引领，向*市报送信息***条。
type emphasis struct {
	mark          byte   // * or _
	run           int    // how many of them stand before the text
	before, after string // the source around the marks, up to 32 bytes
}

var (
	// maskedWord is what follows a masked name or figure.
	maskedWord = regexp.MustCompile(`^(?:[镇乡县市区村省州街人元万亿户亩吨名件%％‰℃.．]|公里|平方|个百分点|社区|同志)`)
	// wholeWord starts like maskedWord but needs no name before it.
	wholeWord = regexp.MustCompile(`^(?:市场|市民|市容|市政|市域|人才|人民|人居|人均|人口|人员|人力|人文|人大|人事|人工|人防|人社|` +
		`乡村|乡风|乡贤|乡愁|乡土|乡镇|区域|区块|区位|区间|县域|县城|镇域|镇村|村级|村民|村庄|村社|村集体|村容|省级|街道|街区|` +
		`万众|万里|亿万|元旦|元宵|名优|名牌|名师|名录|户籍|户外|亩均|件均|社区治理)`)
	// linking is what may stand between two masked names: *与*镇.
	linking = regexp.MustCompile(`^(?:与|和|及|以及|至|到|或|、|同|比|从|在|对|由|将|——?|[-~～])+$`)
)

// masks tells whether the marks around the text are masks. They are when a
// name or figure belongs in their place, and when the text goes over the end of
// a clause, which emphasis seldom does; sentences in bold (a run of two) that
// are whole are emphasised.
func (e emphasis) masks(text string) bool {
	switch {
	case maskedWord.MatchString(text) && !wholeWord.MatchString(text):
		return true
	case startsWithPunctuation(text):
		return true
	case clauseInside(text):
		return !e.wholeSentence(text)
	case maskedWord.MatchString(e.after) && !wholeWord.MatchString(e.after):
		return linking.MatchString(text) || e.run != 2 && !endsInNumber(text)
	}
	return false
}

// strayBold tells whether text between two pairs of asterisks that Markdown did
// not take for marks was meant to be bold: a whole sentence, or a quoted name.
func (e emphasis) strayBold(text string) bool {
	if e.masks(text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	quoted := strings.ContainsRune("“‘《〈（【「『", first) && strings.ContainsRune("”’》〉）】」』", last)
	return quoted || strings.ContainsRune("。！？：；", last) && e.wholeSentence(text)
}

// startsWithPunctuation tells whether the text goes on with a figure or clause
// (".5", "，") rather than starting a word; opening marks start one.
func startsWithPunctuation(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsPunct(r) && !strings.ContainsRune("“‘《〈（(【[「『\"'#&@$￥—…", r)
}

// clauseInside tells whether a clause or line ends before the text's last
// character.
func clauseInside(text string) bool {
	_, n := utf8.DecodeLastRuneInString(text)
	return strings.ContainsAny(text[:len(text)-n], "，。；,;\n\v")
}

// wholeSentence tells whether bold text starts where a sentence does and ends
// where one ends, on one line.
func (e emphasis) wholeSentence(text string) bool {
	if e.run != 2 || strings.ContainsAny(text, "\n\v") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(e.before, " \t　"))
	starts := e.before == "" || strings.ContainsRune("\n。！？；：、）:;.)>#|-", before)
	ends := strings.ContainsRune("。！？：；.:", last) || e.after == "" || strings.HasPrefix(e.after, "\n") || strings.HasPrefix(e.after, "\r")
	return starts && ends
}

// endsInNumber tells whether the text's last character is a digit or part of a
// figure.
func endsInNumber(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsDigit(r) || strings.ContainsRune("万亿百千余多%％", r)
}
