package runs

import (
	"context"
	"regexp"
	"strings"

	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/match"
)

// Bot asks the bot itself.
func Bot(a *answer.Answerer) func(context.Context, cases.Case) answer.Answer {
	return func(ctx context.Context, c cases.Case) answer.Answer { return a.Ask(ctx, c.Ask()) }
}

// Oracle asks the bot with the evidence of each case alone: only its sentences are
// passages, only their figures are in the ledger. A case without evidence finds
// nothing.
func Oracle(a *answer.Answerer) func(context.Context, cases.Case) answer.Answer {
	return func(ctx context.Context, c cases.Case) answer.Answer {
		given := *a
		given.Only = evidenceOf(c)
		return given.Ask(ctx, c.Ask())
	}
}

var sentenceEnd = regexp.MustCompile(`[。！？!?；;\n]+`)

// evidenceOf accepts the sentences of the case's reports that its evidence holds, or a
// part of it stands in.
func evidenceOf(c cases.Case) func(report, sentence string) bool {
	var parts []string
	for _, e := range c.Evidence {
		for _, part := range sentenceEnd.Split(e, -1) {
			if part = match.Fold(part); part != "" {
				parts = append(parts, part)
			}
		}
	}
	return func(report, sentence string) bool {
		if !match.OfReports(report, c.Reports) {
			return false
		}
		folded := match.Fold(sentenceEnd.ReplaceAllString(sentence, ""))
		for _, part := range parts {
			if strings.Contains(match.Fold(sentence), part) || folded != "" && strings.Contains(part, folded) {
				return true
			}
		}
		return false
	}
}
