package score

import (
	"regexp"
	"slices"
	"strings"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
)

func (s *Score) citations(c cases.Case, a Given) {
	s.add(Uncited, count(a.Statements, func(st answer.Statement) bool { return len(cited(st, a.Citations)) == 0 }), len(a.Statements))
	if n := s.Parts[Uncited].Hits; n > 0 {
		s.reason("statements without citation")
	}
	if a.Verbatim != nil {
		bad := count(a.Citations, func(one answer.Citation) bool { return !a.Verbatim(one) })
		s.add(Unverbatim, bad, len(a.Citations))
		if bad > 0 {
			s.reason("quotes that do not stand in their report")
		}
	}
	if !given(c, a.Answer) {
		return
	}
	s.places(c, a.Citations)
	s.evidence(c, a.Citations)
}

// cited returns the citations of a statement.
func cited(st answer.Statement, all []answer.Citation) (out []answer.Citation) {
	for _, one := range all {
		if slices.Contains(st.Citations, one.N) {
			out = append(out, one)
		}
	}
	return out
}

// places tells which reports of the case are cited, and in which sections.
func (s *Score) places(c cases.Case, cited []answer.Citation) {
	var noReport, noSection []string
	for _, want := range c.Reports {
		of := func(one answer.Citation) bool { return match.SameReport(one.Report, want) }
		in := func(one answer.Citation) bool { return of(one) && match.InSections(one.Section, c.Sections) }
		switch {
		case !slices.ContainsFunc(cited, of):
			noReport = append(noReport, want)
		case len(c.Sections) > 0 && !slices.ContainsFunc(cited, in):
			noSection = append(noSection, want)
		}
	}
	n := len(c.Reports)
	s.add(CiteReport, n-len(noReport), n)
	if len(c.Sections) > 0 {
		s.add(CiteSection, n-len(noReport)-len(noSection), n)
	}
	if len(noReport) > 0 {
		s.reason("reports not cited: ", noReport...)
	}
	if len(noSection) > 0 {
		s.reason("sections not cited: ", noSection...)
	}
}

// evidence tells which evidence is cited, and which citations are evidence.
func (s *Score) evidence(c cases.Case, cited []answer.Citation) {
	var quotes []string
	for _, one := range cited {
		if match.OfReports(one.Report, c.Reports) {
			quotes = append(quotes, match.Fold(one.Quote))
		}
	}
	var all []string // the sentences of all evidence
	held := 0
	for _, e := range c.Evidence {
		parts := sentencesOf(e)
		if !slices.ContainsFunc(parts, func(p string) bool { return !holdsAny(quotes, p) }) {
			held++
		}
		all = append(all, parts...)
	}
	s.add(EvidenceRecall, held, len(c.Evidence))
	if len(all) == 0 {
		return
	}
	s.add(EvidencePrecision, count(cited, func(one answer.Citation) bool {
		return match.OfReports(one.Report, c.Reports) && touches(sentencesOf(one.Quote), all)
	}), len(cited))
}

func holdsAny(texts []string, part string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, part) })
}

// touches tells that a sentence of a quote holds one of the evidence, or is a part of
// it.
func touches(quote, evidence []string) bool {
	return slices.ContainsFunc(quote, func(q string) bool {
		return slices.ContainsFunc(evidence, func(e string) bool { return strings.Contains(q, e) || strings.Contains(e, q) })
	})
}

var sentenceEnd = regexp.MustCompile(`[。！？!?；;\n]+`)

// sentencesOf are the sentences of a text, folded.
func sentencesOf(text string) (out []string) {
	for _, part := range sentenceEnd.Split(text, -1) {
		if part = match.Fold(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
