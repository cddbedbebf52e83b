// Package format reads the bytes of one file into a Document: the text a
// person would read, with its headings, paragraphs, list items and table rows
// as spans of that text.
//
//	bytes ─▶ what is it? ─┬▶ docx  ─────────────────────┐
//	         (sniff.go)   └▶ decode to UTF-8 ─▶ is it …? │
//	                          (encoding.go)  ├▶ html ────┤
//	                                         ├▶ markdown ┼▶ builder ─▶ Document
//	                                         └▶ text ────┘
//
// Each format has one file named for it, with a few beside it for its parts; a
// format more is one file more and one case in Read.
package format
