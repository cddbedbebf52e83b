package gate

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"reportbot/ingest/figure"
)

var number = regexp.MustCompile(`\d+(?:[.,]\d+)*`)

// foreignDigit finds digits of other scripts, which no figure is read from.
var foreignDigit = regexp.MustCompile(`[^\P{Nd}0-9]`)

// numbers checks that the digits of the statement that are no figures (names, dates)
// stand in a cited sentence, its headings or the question.
func (k *checking) numbers() Verdict {
	known := numbersIn(k.source + "\n" + k.question)
	for _, f := range k.facts {
		known = append(known, datesOf(f.Figure)...)
	}
	if n := foreignDigit.FindString(norm.NFKC.String(k.text)); n != "" && !strings.Contains(k.source, n) {
		return failed(Unsupported, n+" is in no cited sentence")
	}
	for _, s := range statementSentences(k.text) {
		for _, n := range numbersIn(withoutFigures([]rune(s), figure.Parse(s, k.context()))) {
			if !slices.Contains(known, n) && !yearNumber.MatchString(n) {
				return failed(Unsupported, n+" is in no cited sentence")
			}
		}
	}
	return Verdict{}
}

// numbersIn returns the numbers of a text, without separators and leading noughts.
func numbersIn(text string) (all []string) {
	for _, n := range number.FindAllString(norm.NFKC.String(text), -1) {
		all = append(all, strings.TrimLeft(strings.ReplaceAll(n, ",", ""), "0"))
	}
	return all
}

// datesOf returns the months and days of a figure's period: 10 of 1-10月.
func datesOf(f figure.Figure) []string {
	return numbersIn(strings.ReplaceAll(f.From+" "+f.To, "-", " "))
}
