// Package query reads what a question names: places, years, plan or actual,
// and the words that are its topic.
package query
