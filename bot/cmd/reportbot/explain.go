package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"reportbot/bot/answer"
	"reportbot/retrieval"
)

// resolutions are the words for what told which reports are meant: of a report that
// fits, and of one that does not.
var resolutions = map[retrieval.Resolution]struct{ fits, other string }{
	retrieval.ByYear:        {"is called by its year", "another is called by its year"},
	retrieval.ByPlace:       {"its place is named", "the place of another is named"},
	retrieval.BySimilar:     {"its place is like the one that is named", "the place of another is like the one that is named"},
	retrieval.ByName:        {"holds a name that is in the question", "another holds a name that is in the question"},
	retrieval.BySound:       {"its place is named, written otherwise", "the place of another is named, written otherwise"},
	retrieval.ByDescription: {"fits the description", "another fits the description better"},
	retrieval.BySpread:      {"all are asked about", ""},
	retrieval.ByText:        {"none is named; its words fit best", "none is named; another fits better by its words"},
}

// printWhy lists the passages that were found, each with what its score is made of;
// nothing unless that was asked for.
func (t terminal) printWhy(found []answer.Found) {
	if len(found) == 0 || found[0].Why == nil {
		return
	}
	t.printf("\n%s\n", t.style().bold("The best passages; score = (words + meaning) × report × year × status"))
	for i, f := range found {
		w := f.Why
		t.printf("\n%2d  %.3f = (%.3f + %.3f) × %.2f × %.2f × %.2f\n", i+1, f.Score, w.Words, w.Meaning, w.Report, w.Year, w.Status)
		t.printf("    %s\n", printable(f.Report+" › "+f.Section))
		t.printf("    %s\n", strings.Join(reasons(*w), "; "))
		t.printf("    “%s”\n", printable(beginning(f.Text, 60)))
	}
}

// reasons says in words what speaks for a passage and against it.
func reasons(w answer.Why) []string {
	all := []string{fmt.Sprintf("lexical %.2f", w.Lexical)}
	if w.Vector != 0 {
		all = append(all, fmt.Sprintf("vector %.3f", w.Vector))
	}
	why := resolutions[w.By].fits
	if w.Report < 1 {
		why = resolutions[w.By].other
	}
	all = append(all, "report: "+why)
	if w.Year < 1 {
		all = append(all, "year: not the one that is meant")
	}
	if w.Status < 1 {
		all = append(all, "status: plans where results are asked for, or the reverse")
	}
	return all
}

// beginning is the first n characters of a text, on one line.
func beginning(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n]) + "…"
}
