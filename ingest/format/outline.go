package format

import (
	"regexp"
	"unicode"
	"unicode/utf8"
)

// outlineNumber is what a numbered line of an official report starts with:
// 一、 （一） 第一章 1. 1、 （1） ① — but not the start of "12.5".
var outlineNumber = regexp.MustCompile(`^(?:` +
	`[一二三四五六七八九十百]{1,4}[、．.]|` +
	`[（(][一二三四五六七八九十百0-9]{1,4}[)）]|` +
	`第[一二三四五六七八九十百0-9]{1,4}[章节篇部编条]|` +
	`[0-9]{1,2}(?:[.．][0-9]{1,2}){0,3}(?:[、)）]|[.．](?:[^0-9]|$))|` +
	`[①-⑳])`)

// itemMark is what an item without a number starts with.
var itemMark = regexp.MustCompile(`^(?:——|--|[-*•·●◆■▲○◇□➢★☆※]\s|[•●◆■▲➢])`)

// numbered tells whether a line starts with an outline number.
func numbered(line string) bool { return outlineNumber.MatchString(line) }

// startsItem tells whether a line starts with an outline number or the mark of
// an item.
func startsItem(line string) bool { return numbered(line) || itemMark.MatchString(line) }

// endsSentence tells whether the last character ends a sentence or announces
// what follows; quotes and brackets after it do not count.
func endsSentence(line string) bool {
	for line != "" {
		r, n := utf8.DecodeLastRuneInString(line)
		switch r {
		case '”', '’', '"', '\'', '）', ')', '』', '」', '》':
			line = line[:len(line)-n]
			continue
		case '。', '！', '？', '!', '?', '；', ';', '：', ':', '…':
			return true
		case '.': // "12." goes on with its decimals
			before, _ := utf8.DecodeLastRuneInString(line[:len(line)-n])
			return !unicode.IsDigit(before)
		}
		return false
	}
	return false
}

// hasClause tells whether the line has punctuation that parts clauses before
// its last character.
func hasClause(line string) bool {
	_, n := utf8.DecodeLastRuneInString(line)
	for _, r := range line[:len(line)-n] {
		switch r {
		case '，', '。', '；', '、', '：', ',', ';', '.':
			return true
		}
	}
	return false
}

// isHan tells whether a character is a Chinese one.
func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
