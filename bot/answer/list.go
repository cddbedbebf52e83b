package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest"
	"reportbot/retrieval"
)

// maxItems is how many items of a list are shown.
const maxItems = 30

var (
	introduces = regexp.MustCompile(`[：:]\s*$|(?:以下|如下|下列)[^。；;]{0,20}[。]?\s*$`)
	marker     = regexp.MustCompile(`^\s*(?:([-—–•·●○▪◆■*]+)|([①-⑳])|([（(]\d+[)）])|([（(][一二三四五六七八九十]+[)）])|(\d+[.、．)])|([一二三四五六七八九十]是)|(第[一二三四五六七八九十]+[，,、]))`)
)

// withItems adds to sentences that introduce or begin a list its items, verbatim and
// in the order of the report. A list ends with its section, or where its marks do; a
// sentence that introduces the sections below it has their headings as its items.
func withItems(found *retrieval.Result, chosen []sentence) []sentence {
	var out []sentence
	for _, s := range chosen {
		out = append(out, s)
		r, err := found.Snapshot.Report(found.Snapshot.Meta(s.passage.Doc).Report)
		if err != nil {
			continue
		}
		if items := itemsAfter(r, s); len(items) > 0 {
			return append(out, items[:min(len(items), maxItems)]...)
		}
	}
	return out
}

func itemsAfter(r *ingest.Report, s sentence) []sentence {
	section := r.Sections[s.passage.Chunk.Section]
	i := slices.IndexFunc(section.Sentences, func(t ingest.Sentence) bool { return r.Text[t.Start:t.End] == s.text })
	kind := markerKind(s.text)
	if i < 0 || !introduces.MatchString(s.text) && kind < 0 {
		return nil
	}
	rest := section.Sentences[i+1:]
	if len(rest) == 0 && kind < 0 {
		return headingsBelow(r, s)
	}
	if kind < 0 && len(rest) > 0 {
		kind = markerKind(r.Text[rest[0].Start:rest[0].End])
	}
	lines := len(rest) > 0 && strings.Contains(r.Text[section.Sentences[i].End:rest[0].Start], "\n")
	var items []sentence
	for n, t := range rest {
		text := r.Text[t.Start:t.End]
		newLine := n > 0 && strings.Contains(r.Text[rest[n-1].End:t.Start], "\n")
		switch {
		case givesOrders(text):
			continue
		case kind >= 0 && markerKind(text) != kind && (newLine || !lines):
			return items // the marks have ended
		case kind < 0 && !lines && newLine:
			return items // the paragraph has
		}
		items = append(items, sentence{passage: s.passage, text: text})
	}
	return items
}

// headingsBelow returns the headings of the sections right below that of s.
func headingsBelow(r *ingest.Report, s sentence) []sentence {
	var items []sentence
	at := s.passage.Chunk.Section
	level := r.Sections[at].Level
	for _, below := range r.Sections[at+1:] {
		if below.Level <= level {
			break
		}
		if below.Level == level+1 && below.HeadingEnd > below.HeadingStart {
			p := s.passage
			p.Path = below.Path
			items = append(items, sentence{passage: p, text: r.Text[below.HeadingStart:below.HeadingEnd]})
		}
	}
	return items
}

// markerKind tells which kind of mark an item begins with; -1: none.
func markerKind(text string) int {
	m := marker.FindStringSubmatchIndex(text)
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			return i / 2
		}
	}
	return -1
}

var (
	asksWhen = regexp.MustCompile(`哪一?年|哪个年|什么时候|何时|几时|(?i)\bwhen\b|\bwhich year\b|\bwhat year\b`)
	anyYear  = regexp.MustCompile(`(?:19|20)\d\d年?`)
)

// withYear is the year of the section, to stand before a sentence that names none
// where the question asks when; "" otherwise.
func (t *topic) withYear(s sentence, words phrases) string {
	if s.passage.Year == 0 || !asksWhen.MatchString(t.found.Query.Text) || anyYear.MatchString(s.text) {
		return ""
	}
	return fmt.Sprintf(words.year, s.passage.Year) + words.comma
}

// longSentence is from where a sentence is cut to what answers, in characters.
const longSentence = 60

var governs = regexp.MustCompile(`[：:]|力争|争取|目标|计划|预计|预期|打算|确保|没有|未|不`)

// excerpt returns the part of a sentence that speaks of the topic: parts set apart by
// semicolons that say nothing of it are left out at its end and, unless they govern
// what follows, at its start; the words that introduce an enumeration stay, …… stands
// for what is left out behind them. All else it returns stands verbatim in the sentence.
func (t *topic) excerpt(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '；' || r == ';' })
	if len([]rune(text)) < longSentence || len(parts) < 2 {
		return text
	}
	best := 0.0
	shares := make([]float64, len(parts))
	for i, p := range parts {
		shares[i] = share(t.units, termSet(p), nil)
		best = max(best, shares[i])
	}
	keep := func(s float64) bool { return best > 0 && s >= best/2 }
	first := slices.IndexFunc(shares, keep)
	if first < 0 {
		return text
	}
	last := first
	for i := first; i < len(shares); i++ {
		if keep(shares[i]) {
			last = i
		}
	}
	start := strings.Index(text, parts[first])
	end := strings.LastIndex(text, parts[last]) + len(parts[last])
	switch head, _, ok := strings.Cut(text[:start], "："); {
	case !governs.MatchString(text[:start]):
		return strings.TrimSpace(text[start:end])
	case ok && start-len(head) > longSentence:
		return strings.TrimSpace(head + "：……" + text[start:end]) // the head governs what follows it
	}
	return strings.TrimSpace(text[:end])
}
