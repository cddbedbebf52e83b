package gate

import (
	"strings"
)

// evidence is what tells what a claim is of: all of its words, and those that are its
// own and no other figure's. They differ in a row such as 基本养老、医疗保险参保率分别为….
type evidence struct{ all, own wording }

// evidence returns the words that tell what a claim is of, the nearest first.
func (k *checking) evidence(c claim) (all []evidence) {
	add := func(text, own string) {
		if strings.TrimSpace(text) != "" {
			all = append(all, evidence{newWording(k.terms, text), newWording(k.terms, own)})
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
	near := c.Indicator + " " + c.lead
	add(near, near)
	add(near+" "+c.tail, near+" "+c.tail)
	if c.only {
		add(c.rest, c.rest)
	}
	if c.before != nil && len([]rune(meaning(c.lead))) < 2 {
		near = c.before.Indicator + " " + c.before.lead
		add(near, near)
	}
	return all
}

// empty are words around a figure that name nothing.
var empty = strings.NewReplacer(splitPairs(`同比 环比 增长 下降 上升 减少 增加 提高 降低 比上年 较上年 比去年 高于 低于 超过 达到 达 实现 完成 约 其中 为 共 有 比 由 从 到 至 和 与 等 的 了 目标 任务 计划 预计 the than less more planned target goal of a against compared with up down from to by was were and`)...)

func splitPairs(words string) (pairs []string) {
	for _, w := range strings.Fields(words) {
		if !hasHan(w) {
			w = " " + w + " "
		}
		pairs = append(pairs, w, " ")
	}
	return pairs
}

// meaning returns a text without the words that name nothing.
func meaning(text string) string {
	return strings.Join(strings.Fields(strings.Trim(empty.Replace(" "+text+" "), " ，,；;：:。()（）、")), " ")
}
