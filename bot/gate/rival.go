package gate

import (
	"slices"
	"strings"

	"reportbot/ingest/figure"
)

// rivals are the facts that f could be taken for: of the same dimension, with another
// value and for something else.
func (k *checking) rivals(c claim, f fact) (all []fact) {
	own := scaleOf(f.Unit).of
	for _, r := range k.facts {
		of := scaleOf(r.Unit).of
		if r.Indicator == f.Indicator || (r.Kind == figure.Change) != (f.Kind == figure.Change) || r.Value == f.Value && r.Value != "" ||
			of != own && !(c.Unit == "" && of.comparable(own) && own == counted) {
			continue
		}
		all = append(all, r)
	}
	return all
}

// rather tells whether w speaks of f rather than of other: of what only one of their
// names has, it says more of f's.
func (k *checking) rather(f, other fact, w wording) bool {
	var mine []part
	for _, name := range f.names() {
		all, _ := k.smallParts(name, w)
		mine = addParts(mine, all)
	}
	for _, name := range other.names() {
		its, lacking := k.smallParts(name, w)
		if weightOf(its) == 0 && lacking > 0 || !k.saysLimits(name, w) {
			continue
		}
		own, foreign := without(mine, its), without(its, mine)
		switch {
		case len(foreign) == 0 && len(own) == 0:
		case f.partOf(other) && len(own) >= 2 && saidShare(own) == 1: // 竹编制品网络零售额: the whole lends its name
		case len(own) == 0 && saidShare(foreign) >= otherSaid, len(own) > 0 && saidShare(own) <= saidShare(foreign):
			return false
		}
	}
	return true
}

// ownOfTwins tells that the claim's words are those around f rather than around another
// figure of the same name, period and status: 建成4家，累计13家; 575 children, 96 of them.
func (k *checking) ownOfTwins(c claim, f fact) bool {
	said := newWording(k.terms, c.lead[strings.LastIndexAny(c.lead, clauseMarks)+1:]+" "+c.tail)
	mine, _ := k.parts(around(f), said)
	for _, r := range k.facts {
		if r.sentence != f.sentence || r.Indicator != f.Indicator || r.Unit != f.Unit || r.Kind != f.Kind || r.Value == f.Value ||
			r.old || f.old || r.Status != f.Status || spanOf(r.Figure) != spanOf(f.Figure) || f.Kind == figure.Change {
			continue
		}
		its, _ := k.parts(around(r), said)
		own, foreign := without(mine, its), without(its, mine)
		if len(own) > 0 && len(foreign) > 0 && saidShare(own) <= saidShare(foreign) {
			return false
		}
	}
	return true
}

// noneNamed tells that the glossary knows the names of all rivals and that w says none.
func (k *checking) noneNamed(rivals []fact, w wording) bool {
	return !slices.ContainsFunc(rivals, func(r fact) bool { return k.names(r, w) != unnamed })
}
