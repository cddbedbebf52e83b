package figure

import (
	"strings"
	"unicode/utf8"
)

// maxGoal is how much behind a number is looked at for what it was aimed at, in
// characters: 左右的年度预期目标.
const maxGoal = 12

// goalBehind tells that the number which ends at rune end is named as what was aimed
// at: 6.5%的年初目标, 3000人的年度任务; dated when the name tells of whose or when it is.
// A programme (4万亿元的投资计划) is no goal.
func (t *text) goalBehind(end int) (goal, dated bool) {
	k := t.skipSpace(t.suffixEnd(end))
	of := t.at(k) == '的'
	if of {
		k++
	}
	for limit := k + maxGoal; k < limit; {
		rest := t.from(k, maxGoalWord)
		noun := goalNouns.head(rest)
		if noun.label == "any" {
			return of || dated, dated
		}
		if behind := k + utf8.RuneCountInString(noun.word); behind > k && of && (t.boundary(behind) || isDigit(t.at(behind)) || changeWords.begins(t.from(behind, 2)) != "") {
			return true, dated
		}
		w := goalModifiers.begins(rest)
		if w == "" {
			return false, false
		}
		k, dated = k+utf8.RuneCountInString(w), true
	}
	return false, false
}

// maxGoalWord is the longest of the goal nouns and modifiers, in characters.
const maxGoalWord = 4

// isGoal tells that token i is what was aimed at by the words behind it: 6.5%的年初目标.
// A task without such words that is said to be done tells what was done: 完成裁员5万的任务.
func (b *binder) isGoal(i int) bool {
	goal, dated := b.t.goalBehind(b.tokens[i].end)
	if !goal || dated {
		return goal
	}
	_, verb := goalVerbs.findLast(b.clause(i))
	return verb.label != "reached"
}

// namedGoal tells that a goal stands behind the number that ends at rune end.
func (t *text) namedGoal(end int) bool {
	goal, _ := t.goalBehind(end)
	return goal
}

// goalWords tells that a noun says no more than that its number is a goal: 年度任务.
func goalWords(noun string) bool {
	for w := goalModifiers.begins(noun); w != ""; w = goalModifiers.begins(noun) {
		noun = noun[len(w):]
	}
	return noun != "" && goalNouns.begins(noun) == noun
}

// behindGoal tells that token i is what was aimed at by the words right before it, which
// name nothing else: 完成年度任务|3万平方米.
func (b *binder) behindGoal(i int) bool {
	w := b.parts[i]
	return goalWords(w.lead.noun) && goalNouns.ends(b.t.before(w.exactStart, maxGoalWord)) != ""
}

// ofGoal is what a goal without another name is of: that of the figure of its unit
// before it. 拆除违建3.4万平方米，完成年度任务3万平方米的113%.
func (b *binder) ofGoal(i int) string {
	if !b.behindGoal(i) || b.subject != "" {
		return ""
	}
	return b.sameUnit(b.tokens[i].unit.name)
}

// likeCompared makes a goal without words of its own of the kind of the figure of its
// unit that is set against it: 增速4.8%，未达到7%的目标.
func (b *binder) likeCompared(f *Figure, l lead, done []Figure) {
	n := len(done)
	if n == 0 || l.change != "" || l.noun != "" || done[n-1].Unit != f.Unit || done[n-1].Kind == Rank {
		return
	}
	f.Kind, f.Direction = done[n-1].Kind, done[n-1].Direction
}

// recovered is what makes the indicator of a share that of another year's level: 旅游收
// 入|恢复到2029年的比例; "" for other shares.
func (b *binder) recovered(i int) string {
	first := b.tokens[b.parts[i].group].start
	for _, p := range b.periods {
		if p.end <= first && first-p.end <= maxExact && p.compared && recovers.ends(b.t.before(p.start-1, maxExact)) != "" {
			return recovers.ends(b.t.before(p.start-1, maxExact)) + "到" + p.words + "的比例"
		}
	}
	return ""
}

// comparedBefore tells that another figure of the unit of token i stands before it in
// its clause and is compared with it: 6.1%的增速低于6.5%的目标. A word such as 低于 sets
// no bound then. Behind 到 and the like it does: 由不到70万亿元增加到超过100万亿元.
func (b *binder) comparedBefore(i int) bool {
	if i == 0 || b.tokens[i-1].unit.name != b.tokens[i].unit.name || b.tokens[i].unit.name == "" {
		return false
	}
	start, end := b.tokens[i-1].end, b.parts[i].exactStart
	if end <= start || end-start > maxClause || strings.ContainsRune("到至为成达在", b.t.at(end-1)) {
		return false
	}
	for k := start; k < end; k++ {
		if isHardMark(b.t.at(k)) || isJoint(b.t.at(k)) {
			return false
		}
	}
	return true
}

var (
	goalModifiers = list("goal modifiers")
	goalNouns     = list("goal nouns")
	goalVerbs     = list("goal verbs")
)
