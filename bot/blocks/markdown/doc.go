// Package markdown reads the Markdown that models write. It knows two things that
// other readers do not: Chinese has no spaces around words, so that 产值为**55.61亿元**，
// is bold; and reports hide figures and names behind asterisks (***万元, *镇), which are
// no markup.
//
//	text ─▶ block.go: paragraphs, headings, items, quotes, code, tables
//	          └▶ inline.go: runs of one style; emphasis.go, mask.go: what an asterisk is
package markdown
