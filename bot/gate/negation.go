package gate

import (
	"regexp"
	"slices"
	"strings"
)

// negated finds a negation with the word that it denies, in Chinese and in English.
var negated = regexp.MustCompile(`(?:没有|尚未|从未|并未|未能|未|没能|没|并非|不再)(?:能|有|再|按期|按时|如期)?(\p{Han}{2})|(?i:\b(?:not|never)\s+(?:been\s+|be\s+|yet\s+)?(\pL{4,}))`)

// negations checks that the statement denies nothing that its sentences tell, and
// tells nothing that they deny.
func (k *checking) negations() Verdict {
	said, have := strings.ToLower(k.text), strings.ToLower(k.source)
	denied, deniedThere := deniedIn(said), deniedIn(have)
	for _, word := range denied {
		if !slices.Contains(deniedThere, word) && strings.Contains(have, word) {
			return failed(Negation, "the cited sentence does not deny "+word)
		}
	}
	for _, word := range deniedThere {
		if !slices.Contains(denied, word) && strings.Count(said, word) > 0 && strings.Count(have, word) == 1 {
			return failed(Negation, "the cited sentence denies "+word)
		}
	}
	return Verdict{}
}

func deniedIn(text string) (words []string) {
	for _, m := range negated.FindAllStringSubmatch(text, -1) {
		words = append(words, m[1]+m[2])
	}
	return words
}
