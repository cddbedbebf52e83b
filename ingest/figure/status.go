package figure

import "strings"

// statusReader goes over a sentence from left to right and knows, at each token,
// whether what is told there was reached, is expected or intended.
type statusReader struct {
	t      *text
	at     int
	status Status // of the clauses before
	// Of the clause under way: its status by the words so far, and whether it has a
	// verb of its own.
	clause Status
	verb   bool
	aim    bool // the clause is a target only by the aim that it tells of: 确保
	actual bool // the section tells of what was done
	listed bool // a colon behind words of a target opens a list of them: 主要目标是：
}

// until reads on to rune i and returns the status that holds there. 预计 holds up to
// the next clause with a verb of its own, a target up to a clause that tells of
// what was done (已完成).
func (s *statusReader) until(i int) Status {
	for s.at < i {
		s.step()
	}
	switch {
	case s.clause != "":
		return s.clause
	case s.verb && s.status == Expected:
		return Actual
	case s.status == "":
		return Actual
	}
	return s.status
}

func (s *statusReader) step() {
	switch s.t.at(s.at) {
	case ':', '：':
		s.listed = s.listed || s.clause == Target
	case ',', '，', ';', '；', '。', '.':
		if s.t.at(s.at) == '.' && isDigit(s.t.at(s.at+1)) {
			break
		}
		if before := s.status; !s.aim || !s.actual {
			s.status = s.until(s.at)
		} else {
			s.status = before // 确保应检尽检，共检测3.2万人次
		}
		if r := s.t.at(s.at); (r == ';' || r == '；') && s.status == Target && !s.listed {
			s.status = "" // the target was that of its own clauses
		}
		s.clause, s.verb, s.aim = "", false, false
	default:
		s.word()
	}
	s.at++
}

// maxStatusWord is the longest word of the list "status words" in characters.
const maxStatusWord = 6

func (s *statusReader) word() {
	if !statusWords.mayBegin.passes(s.t.at(s.at)) {
		return
	}
	rest := s.t.from(s.at, maxStatusWord)
	switch e := statusWords.head(rest); e.label {
	case "target":
		if !s.compared() {
			s.clause, s.aim = Target, false
		}
	case "aim":
		s.clause, s.aim = Target, true
	case "plan":
		if s.plans(rest[len(e.word):]) && !s.planCompared(e.word) {
			s.clause = Target
		}
	case "expected":
		if !strings.HasPrefix(rest[len(e.word):], "数") {
			s.clause = Expected
		}
	case "done":
		s.clause, s.verb = Actual, true
	case "verb":
		s.verb = true
	}
}

// planCompared tells that 计划 is the noun that something is compared with: 高于6%的年初
// 计划1个百分点.
func (s *statusReader) planCompared(word string) bool {
	before := s.t.before(s.at, 2)
	return word == "计划" && (strings.HasSuffix(before, "的") || goalModifiers.ends(before) != "") && s.compared()
}

// compared tells that the words before a target in its clause compare with it: 比预期目
// 标低2个百分点, 未达到预期目标, 低于6%的预期目标.
func (s *statusReader) compared() bool {
	for i := s.at - 1; i >= 0 && i > s.at-maxClause && !strings.ContainsRune("，,；;。：:", s.t.at(i)); i-- {
		if goalCompared.begins(s.t.from(i, 2)) != "" {
			return true
		}
	}
	return false
}

// plans tells that 计划, 争取, 拟 or 将 is followed by what shall be done: 计划新建, 争取到
// 2026年; 争取上级资金 tells of money that came.
func (s *statusReader) plans(rest string) bool {
	r := firstRune(rest)
	return isDigit(r) || r == '到' && isDigit(firstRune(rest[len("到"):])) || planVerbs.begins(rest) != ""
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// status tells whether token i was reached: by its section, and by the words
// before it in the sentence.
func (b *binder) status(i int) Status {
	tok := b.tokens[i]
	if b.c.Plan {
		return Target
	}
	status := b.words.until(tok.start)
	if b.isGoal(i) || b.behindGoal(i) || goalBefore.ends(b.t.before(tok.start, 6)) != "" {
		return Target // 年度目标5亿元
	}
	if b.t.at(tok.end) == '已' {
		return Actual // 19个已完工
	}
	return status
}

var (
	statusWords  = list("status words")
	goalCompared = list("goal compared")
	planVerbs    = list("plan verbs")
	goalBefore   = list("goal before")
)
