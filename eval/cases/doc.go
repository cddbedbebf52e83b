// Package cases reads questions with known evidence, and finds what is wrong with a
// file of them.
//
// A case file is JSON Lines: one object a line, blank lines and a byte order mark
// allowed. Case tells its fields.
package cases
