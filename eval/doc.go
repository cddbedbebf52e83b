// Package eval runs questions with known evidence through the bot and measures
// what comes back.
//
//	cases.jsonl ─ReadCases─▶ []Case ─Run.Do─▶ []Result ─Summarize─▶ Summary ─▶ Table | WriteDir
//	                                    │
//	                              Ask ▶ Answer ▶ Measure ▶ Score
//
// # Cases
//
// A case file is JSON Lines: one object a line, blank lines allowed. Case tells
// its fields, ReadCases what it refuses.
//
// # Retrieval
//
// The unit of relevance is an evidence sentence of the case, not a chunk. It is
// found at rank r when the r-th retrieved chunk is of one of the case's reports
// and its own text, neighbours not counted, holds the sentence. Both are folded
// before they are compared: full and half width are one, white space and line
// ends are gone. Evidence that lies in several chunks is never found.
//
//	recall@k  = evidence found at a rank ≤ k / evidence of the case
//	MRR@10    = mean over the cases of 1 / first rank that holds any evidence,
//	            0 when no rank ≤ 10 does
//	section   = found evidence (rank ≤ 10) that lies in a chunk whose section is
//	            one of the case's / found evidence
//
// Recall is that of Manning, Raghavan and Schütze, Introduction to Information
// Retrieval (Cambridge University Press, 2008), section 8.3, taken over the
// first k results as in section 8.4. The mean reciprocal rank is that of
// Voorhees, The TREC-8 Question Answering Track Report (NIST SP 500-246, 1999),
// with ten ranks in place of five.
//
// # Answers
//
// A case is right when
//
//   - expect answer: the answer's kind is answered, its Text states all figures
//     of the case or, when it has none, agrees with the reference (below), and
//     every report of the case is cited in one of its sections;
//   - expect redacted: its kind is redacted, and report and section are cited;
//   - expect refuse: its kind is refused;
//
// and its Text holds none of the must_not strings. A text agrees when, with the
// reference answer or with the evidence, the F1 of their character pairs is at
// least .30, or Text holds at least .60 of the reference's pairs.
//
//	figures stated   = figures of the case that stand in Text / figures of the case
//	figures shown    = the same, in Text or in the quote of any citation
//	text             = F1 of the character pairs of Text and of the reference
//	                   answer or the evidence, the higher one; cases without figures
//	superfluous      = figures in Text that neither the case's figures nor its
//	                   reference answer nor the conversation nor a calculation
//	                   of the answer hold, an answer
//	reports right    = every report of the case is cited
//	report precision = cited reports that the case names / cited reports
//	sections right   = for every report of the case, a citation of it lies in one
//	                   of the case's sections
//	evidence cited   = evidence that stands in the quote of a citation of one of
//	                   the case's reports / evidence of the case
//	refusal right    = refused, or not refused, as expected
//	false refusal    = refused although the reports say it, or mask it
//	redacted right   = kind redacted, and every number of Text stands in a quote,
//	                   title, section or report name of a citation, in the
//	                   evidence or in the conversation
//	quotes verbatim  = citations that the caller's Verbatim accepts / citations
//
// A figure is compared as a string with its unit: width, thousands commas,
// spaces and [n] marks do not matter, but 5人 does not stand in 15人, 5.5人 or
// 5人次. Else it must be read (figure.Parse) with equal value, unit and exactness:
// 5561万元 states 0.5561亿元, 50个 does not state 50余个.
//
// What does not apply to a case (the recall of a case without evidence, the
// reports of a case that expects a refusal) is null in JSON, "-" in a table, and
// left out of every mean. Means are over cases: each case weighs the same. An
// answer of kind failed is scored by what it holds, mostly nothing.
//
// # Files
//
// WriteDir writes answers.jsonl (answer.Answer), cases.jsonl (Result: the case,
// its answer and its score) and summary.json (Summary). Their field names are
// the json tags of these types.
package eval
