package gate

import (
	"strings"
)

// evidence is what tells what a claim is of: all of its words, and those that are its
// own and no other figure's. They differ in a row such as 基本养老、医疗保险参保率分别为….
type evidence struct {
	all, own wording
	asked    bool // the question's words are among all
}

// evidence returns the words that tell what a claim is of, the nearest first.
func (k *checking) evidence(c claim) (all []evidence) {
	add := func(text, own string) {
		if strings.TrimSpace(text) != "" {
			all = append(all, evidence{all: newWording(k.terms, text), own: newWording(k.terms, own)})
		}
	}
	if c.group {
		if c.item != "" {
			add(c.item+" "+c.row, c.item)
		} else {
			add(c.Indicator, c.Indicator)
		}
		return all
	}
	if !hasHan(c.sentence) {
		add(c.Indicator, c.Indicator) // what stands before it may be another figure's noun
	}
	near := c.Indicator + " " + c.lead
	add(near, near)
	add(near+" "+c.tail, near+" "+c.tail)
	switch {
	case c.only && hasHan(c.sentence):
		add(c.rest, c.rest)
	case c.only:
		add(c.sentence, c.sentence) // projects of over 100 million yuan: an amount may be part of a name
	}
	if len([]rune(meaning(c.lead))) >= 2 {
		add(near, c.lead)
	}
	if len([]rune(meaning(c.tail))) >= 2 && k.bare(c) {
		add(near+" "+c.tail, c.tail)
	}
	if c.before != nil && len([]rune(meaning(c.lead))) <= maxElliptic {
		add(c.before.Indicator+" "+near+" "+c.tail, near+" "+c.tail)
	}
	if c.before != nil && k.bare(c) {
		subject := c.before.Indicator + " " + c.before.lead
		own := c.tail
		if meaning(own) == "" {
			own = subject
		}
		add(subject+" "+c.tail, own)
	}
	if k.question != "" {
		add(near+" "+k.question, near)
		all[len(all)-1].asked = true
	}
	return all
}

// echoes tells that most of the few words of a claim are of the fact's name: 受理126件,
// to a question that names what was 受理.
func echoes(lead string, f fact) bool {
	runes, held := []rune(lead), 0
	name := f.Indicator + f.clause
	for _, r := range runes {
		if strings.ContainsRune(name, r) {
			held++
		}
	}
	return len(runes) >= 2 && 3*held >= 2*len(runes)
}

// bare tells that the words before a claim name nothing but a time and a place.
func (k *checking) bare(c claim) bool {
	lead := c.lead
	if c.Period != "" {
		lead = strings.ReplaceAll(lead, c.Period, "")
	}
	for _, m := range k.mentions(lead) {
		lead = strings.ReplaceAll(lead, m.place, "")
	}
	return len([]rune(meaning(lead))) < 2
}

// maxElliptic is how many characters name something that leans on the figure before:
// 其中新增3家.
const maxElliptic = 6

// Words around a name that name nothing.
var (
	emptyHan   = strings.Fields("同比 环比 增长 下降 上升 减少 增加 提高 降低 提升 比上年 较上年 比去年 高于 低于 超过 达到 达 降至 实现 完成 约 其中 共 有 为 是 比 由 从 到 至 和 与 等 的 了 目标 任务 计划 预计 力争 全年 当年 年内 分别")
	emptyLatin = set("the a an of which including and to from by at in was were is than less more above below over exceeding planned plan target goal against compared with up down rose fell")
)

// meaning returns a text without the words at its ends that name nothing.
func meaning(text string) string {
	for before := ""; before != text; {
		before = text
		text = strings.Trim(text, " ，,；;：:。.()（）、|")
		for _, w := range emptyHan {
			text = strings.TrimSuffix(strings.TrimPrefix(text, w), w)
		}
		if first, rest, _ := strings.Cut(text, " "); emptyLatin[strings.ToLower(first)] {
			text = rest
		}
		if at := strings.LastIndexByte(text, ' '); emptyLatin[strings.ToLower(text[at+1:])] {
			text = text[:max(at, 0)]
		}
	}
	return text
}
