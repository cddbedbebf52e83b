// Package score measures one answer against its case: is it right, is its source
// right, and does everything that it says stand in what it cites. The program
// measures; there is no model that judges. What each measure is stands beside its
// name in measure.go.
//
//	case + answer ─▶ answered.go  correct, wrong or refused
//	              ├▶ figures.go   each wanted figure: value, indicator, period, status, direction
//	              ├▶ text.go      answers in words; list.go lists
//	              ├▶ citation.go  report, section, evidence
//	              ├▶ support.go   figures that nothing cited holds
//	              ├▶ gate.go      what the check of statements did
//	              └▶ found.go     what retrieval found
package score
