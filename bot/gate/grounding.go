package gate

import (
	"slices"
	"strings"

	"reportbot/retrieval/query"
)

// Share of a statement's words that its cited sentences, their headings or the question
// hold, and of each longer clause of it. What is said of the report itself counts for
// neither.
const (
	minGrounded       = 0.4
	minGroundedClause = 0.25
	clauseWords       = 6
)

// aboutReport are words that statements use of the report itself.
var aboutReport = strings.NewReplacer(splitWords(`报告 数据 数字 数额 数值 金额 具体 公开 披露 隐去 隐藏 遮盖 遮挡 略去 省略 说明 提到 提及 显示 没有 未 已 被 了 的 在 是 为 有 也 都 和 与 及 其 其中 该 共 等 由 于 而 因 因此 所以 主要 包括 分别 情况 方面 通过 进行 以及 并 还`)...)

func splitWords(words string) (pairs []string) {
	for _, w := range strings.Fields(words) {
		pairs = append(pairs, w, "")
	}
	return pairs
}

var aboutReportEnglish = set(`the a an and or of in on at by to for from with as its it their this that is was were be been has had have not no are which who also report reports amount figure figures number withheld masked masks redacted disclosed says said states given`)

// grounded checks that a statement speaks of what its sentences tell. In the other
// language it must share a term or a name with them.
func (k *checking) grounded() Verdict {
	w := newWording(k.terms, k.source+"\n"+k.question+"\n"+k.cited[0].Place)
	if hasHan(k.text) != hasHan(k.source) {
		return k.groundedAcross()
	}
	if said, total := k.shared(k.text, w); float64(said) < minGrounded*float64(total) {
		return failed(Ungrounded, "most of the statement's words are in no cited sentence")
	}
	for _, clause := range strings.FieldsFunc(k.text, func(r rune) bool { return strings.ContainsRune(clauseMarks+"！？!?\n", r) }) {
		if said, total := k.shared(clause, w); total >= clauseWords && float64(said) < minGroundedClause*float64(total) {
			return failed(Ungrounded, "no cited sentence says: "+clause)
		}
	}
	return Verdict{}
}

// shared counts the words of a text, characters where it is Chinese, and those of them
// that w holds.
func (k *checking) shared(text string, w wording) (said, total int) {
	if !hasHan(text) {
		for _, word := range latinWords(text) {
			if !aboutReportEnglish[word] {
				total++
				said += int(share(w.stems[stem(word)]))
			}
		}
		return said, total
	}
	for _, p := range characters(aboutReport.Replace(fullNames(k.terms, text)), w) {
		total++
		said += int(p.said)
	}
	return said, total
}

func (k *checking) groundedAcross() Verdict {
	w := newWording(k.terms, k.text)
	all, _ := k.parts(k.source, w)
	if len(k.facts) > 0 && len(claims(k.text, k.context())) > 0 || slices.ContainsFunc(all, func(p part) bool { return p.said > 0 }) {
		return Verdict{}
	}
	if len(k.mentions(k.text)) > 0 || len(query.NameCandidates(k.text)) > 0 && !hasHan(k.source) {
		return Verdict{}
	}
	return failed(Ungrounded, "the statement shares no word with the cited sentence")
}
