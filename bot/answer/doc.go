// Package answer answers a question from the reports: statements, each with
// the sentences it rests on.
package answer
