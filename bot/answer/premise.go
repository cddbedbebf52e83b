package answer

import (
	"fmt"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
	question "reportbot/retrieval/query"
)

// minPremise is how well a figure must fit what the question takes for granted, so
// that it can contradict it.
const minPremise = 0.85

// correctPremise tells where the question states a figure that the reports give
// otherwise: 产值达到70亿元，增长多少？
func (a *Answerer) correctPremise(ans *Answer, found *retrieval.Result, all []candidate, groups []group, words phrases) {
	if operationOf(found.Query.Text) == agree || found.Query.Claim != nil && len(found.Query.Parts) == 1 || found.Query.Either != nil {
		return // which tells by itself
	}
	for _, stated := range found.Query.Figures {
		if stated.Value == "" || stated.Unit == "" || stated.Indicator == "" || stated.Kind == figure.Rank {
			continue
		}
		own, known := ownFigure(found, stated, all, groups[0].key)
		if known || own == nil {
			continue
		}
		if !slices.ContainsFunc(groups[0].picks(), own.same) {
			g := &groups[0]
			g.parts[0] = append([]pick{*own}, g.parts[0]...)
		}
		ans.note(fmt.Sprintf(words.otherwise, stated.Text))
		return
	}
}

// ownFigure returns the figure that the reports give for what the question states,
// nil when they do not speak of it; known tells that one of them agrees with it.
func ownFigure(found *retrieval.Result, stated figure.Figure, all []candidate, key string) (own *pick, known bool) {
	t := partTopic(found, premisePart(found, stated))
	var best *pick
	for _, c := range all {
		if c.Kind != stated.Kind && !(stated.Kind == figure.Level && c.Kind == figure.Share) || c.Unit != stated.Unit || c.Masked || t.groupKey(c.LedgerEntry) != key {
			continue
		}
		p := pick{LedgerEntry: c.LedgerEntry, fit: t.fit(c)}
		if p.fit < minFit || givesOrders(p.Quote) {
			continue
		}
		if p.Value == stated.Value && p.Direction == stated.Direction {
			return nil, true
		}
		if p.fit >= minPremise && (best == nil || p.fit > best.fit) {
			best = &p
		}
	}
	return best, false
}

// premisePart asks for the figure that a question states.
func premisePart(found *retrieval.Result, stated figure.Figure) question.Part {
	q := found.Query
	topic := stated.Indicator
	for _, i := range q.Exact {
		topic = strings.ReplaceAll(topic, found.Snapshot.Reports[i].Place, "")
	}
	part := question.Part{Topic: topic, Years: q.Years, Relative: q.Relative, Status: q.Status, Outcome: q.Outcome, Figure: true, Level: true}
	if years := stated.Years(); len(years) > 0 {
		part.Years, part.Relative = years, nil
	}
	if stated.Kind == figure.Change {
		part.Level, part.Change = false, true
	}
	return part
}
