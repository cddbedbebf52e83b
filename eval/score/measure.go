package score

import "slices"

// Name names a measure, as tables, JSON and the gate's bars do.
type Name string

// Is the answer right? An answer is exactly one of correct, wrong and refused, as
// FinanceBench reads answers (Islam et al., FinanceBench, arXiv 2311.11944, 2023,
// section 4: correct answer, incorrect answer, failure to answer).
const (
	// Correct: the reports say it, the answer's kind is answered and it states all
	// figures of the case (value and unit; see Value), none of them told with
	// another indicator, period, status or direction, or where the case has none its words
	// agree with the reference (see Text); it is masked, and the answer says so and
	// fills nothing in; the reports do not say it, and the answer is a refusal.
	// And it states no must_not. Whether it cites the right place is no part of it.
	Correct Name = "correct"
	// Wrong: neither correct nor refused.
	Wrong Name = "wrong"
	// Refused: an answer that was due and not given: it says that the reports do
	// not say, asks back, or failed.
	Refused Name = "refused"
	// Failed: answers of kind failed, a part of Refused. A count.
	Failed Name = "failed"
	// MustNot: cases with must_not strings whose answer states none of them.
	MustNot Name = "must_not"
)

// Are the figures right? Of answers given: a refusal states none, and counts as
// Refused alone. The five follow figures.md: a figure is its value and unit, and what
// it belongs to.
const (
	// Value: figures of the case that the answer states, as they are written or with
	// an equal value and unit (0.5561亿元 is 5561万元) and exactness (50余个 is not
	// 50个).
	Value Name = "figures.value"
	// Indicator: of the figures stated, those told for what they belong to in the
	// evidence, and not for what another figure of its sentence belongs to; and
	// figures of such siblings told in the place of a wanted one.
	Indicator Name = "figures.indicator"
	// Period: of the figures told with a period whose evidence names a part of a year,
	// or whose question names years, those told of that part and of these years.
	Period Name = "figures.period"
	// Status: of the figures stated, those told as reached, expected or intended as
	// the evidence or the reference answer tells them.
	Status Name = "figures.status"
	// Direction: of the changes stated that say up or down, those that say what the
	// evidence says.
	Direction Name = "figures.direction"
	// Superfluous: figures that nobody asked for, an answer: neither the case's nor
	// in its reference answer, its question or a calculation, though what the answer
	// cites holds them (see Unsupported for those that nothing holds).
	Superfluous Name = "figures.superfluous"
)

// Are the words right? Of answers given to cases without figures.
const (
	// TextExact: the answer is the reference answer or the evidence, but for
	// punctuation, case and width (the exact match of Rajpurkar et al., SQuAD,
	// EMNLP 2016, section 6.1).
	TextExact Name = "text.exact"
	// TextF1: the F1 of the bags of tokens of answer and reference, a Han character or
	// a Latin word each (tokens as in Cui et al., CMRC 2018, EMNLP 2019, section 4.1;
	// bags as in SQuAD, so that an answer in two parts counts), the better one of
	// reference answer and evidence. A mean.
	TextF1 Name = "text.f1"
	// ListRecall: items of the reference answer of a list that the answer holds.
	ListRecall Name = "list.recall"
	// ListPrecision: items of the answer that the reference or the evidence holds.
	ListPrecision Name = "list.precision"
)

// Does it refuse, when and only when it should? Precision and recall are those of
// information retrieval, of refusals (Rajpurkar et al., SQuAD 2.0, ACL 2018, asks for
// both).
const (
	// RefusalPrecision: refusals where the reports do not say it.
	RefusalPrecision Name = "refusal.precision"
	// RefusalRecall: cases that the reports do not say which are refused.
	RefusalRecall Name = "refusal.recall"
	// Masked: cases whose figure the report hides which are answered so, with no
	// number that the report does not hold.
	Masked Name = "masked"
	// Clarifying: answers that only ask back.
	Clarifying Name = "clarifying"
)

// Is the source right? Of answers given to cases that have one.
const (
	// CiteReport: reports of the case that are cited.
	CiteReport Name = "citation.report"
	// CiteSection: reports of the case that are cited in one of the case's sections.
	CiteSection Name = "citation.section"
	// EvidenceRecall: evidence of the case all of whose sentences stand in quotes of
	// citations. With EvidencePrecision the two of Gao et al., ALCE, EMNLP 2023,
	// section 3, taken over the sentences of the evidence, with containment in the
	// place of entailment.
	EvidenceRecall Name = "citation.evidence_recall"
	// EvidencePrecision: citations whose quote holds a sentence of the evidence, or a
	// part of one.
	EvidencePrecision Name = "citation.evidence_precision"
	// Uncited: statements without a citation, of all answers. A count.
	Uncited Name = "citation.uncited"
	// Unverbatim: quotes that do not stand in their report. A count; must be 0.
	Unverbatim Name = "citation.unverbatim"
)

// Was the evidence found? The unit of relevance is an evidence sentence of the case,
// not a chunk: it is found at rank r when the r-th retrieved chunk is of one of the
// case's reports and its own text holds the sentence. Evidence that lies in several
// chunks is never found.
const (
	// RecallAt1, RecallAt5, RecallAt10: evidence found at a rank of at most 1, 5 or
	// 10, a mean over cases (Manning, Raghavan and Schütze, Introduction to
	// Information Retrieval, 2008, sections 8.3 and 8.4).
	RecallAt1  Name = "retrieval.recall@1"
	RecallAt5  Name = "retrieval.recall@5"
	RecallAt10 Name = "retrieval.recall@10"
	// MRR: 1 / the first rank of at most 10 that holds any evidence, 0 when none
	// does, a mean over cases (Voorhees, TREC-8 Question Answering Track Report,
	// 1999, with ten ranks for five).
	MRR Name = "retrieval.mrr"
)

// What did the check of a model's statements do, and what did it miss? Counts.
const (
	GatePassed   Name = "gate.passed"
	GateRepaired Name = "gate.repaired"
	GateReplaced Name = "gate.replaced"
	GateDropped  Name = "gate.dropped"
	// Unsupported: figures of an answer, its calculations included, that the
	// sentences cited by the same statement do not hold, or hold with the other
	// direction. Checked apart from the gate: both share figure.Parse alone. Must
	// be 0.
	Unsupported Name = "unsupported"
)

// Form says how the parts of a measure add up.
type Form string

const (
	Proportion Form = "proportion" // hits of all, with Wilson's interval
	Mean       Form = "mean"       // over cases
	Count      Form = "count"      // of hits
)

// Measure is one thing that is measured.
type Measure struct {
	Name  Name
	Form  Form
	Lower bool // less is better
}

// Measures are all measures, in the order in which tables show them.
var Measures = []Measure{
	{Correct, Proportion, false}, {Wrong, Proportion, true}, {Refused, Proportion, true}, {Failed, Count, true},
	{MustNot, Proportion, false},
	{Value, Proportion, false}, {Indicator, Proportion, false}, {Period, Proportion, false},
	{Status, Proportion, false}, {Direction, Proportion, false}, {Superfluous, Mean, true},
	{TextExact, Proportion, false}, {TextF1, Mean, false}, {ListRecall, Proportion, false}, {ListPrecision, Proportion, false},
	{RefusalPrecision, Proportion, false}, {RefusalRecall, Proportion, false}, {Masked, Proportion, false}, {Clarifying, Proportion, true},
	{CiteReport, Proportion, false}, {CiteSection, Proportion, false},
	{EvidenceRecall, Proportion, false}, {EvidencePrecision, Proportion, false},
	{Uncited, Count, true}, {Unverbatim, Count, true},
	{RecallAt1, Mean, false}, {RecallAt5, Mean, false}, {RecallAt10, Mean, false}, {MRR, Mean, false},
	{GatePassed, Count, false}, {GateRepaired, Count, false}, {GateReplaced, Count, false}, {GateDropped, Count, false},
	{Unsupported, Count, true},
}

// Find returns a measure by its name; false when there is none.
func Find(name Name) (Measure, bool) {
	i := slices.IndexFunc(Measures, func(m Measure) bool { return m.Name == name })
	if i < 0 {
		return Measure{}, false
	}
	return Measures[i], true
}
