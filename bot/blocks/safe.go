package blocks

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

var (
	lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", "\n")
	// mention finds what Slack reads as a mention or command, were it not escaped.
	mention = regexp.MustCompile(`(<|&lt;)([!@#])`)
	// shout finds what Slack makes a mention of where names are linked.
	shout  = regexp.MustCompile(`(?i)(^|[^\pL\d._%+-])([@＠])(channel|here|everyone|group)\b`)
	mrkdwn = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
)

// clean takes out of a text what nobody should see: control characters, marks that
// turn the direction of writing and zero-width characters; and breaks up whatever
// could mention somebody (<!here>, @channel), also where Slack reads no markup. All
// text of reports, models and users passes through it.
func clean(s string) string {
	s = lineEnds.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s)
	if !strings.ContainsAny(s, "<&@＠") {
		return s
	}
	s = mention.ReplaceAllString(s, "$1 $2")
	return shout.ReplaceAllString(s, "$1$2 $3")
}

// hidden tells whether a character shows nothing, or turns the writing around. The
// joiners stay: emoji and some scripts need them.
func hidden(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
	switch {
	case r == '\n' || r == '\t' || r == zeroWidthNonJoiner || r == zeroWidthJoiner:
		return false
	case r >= 0xE0000 && r <= 0xE007F: // tags
		return true
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

// oneLine folds line ends and gaps.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// escape makes a text safe where Slack reads mrkdwn.
func escape(s string) string { return mrkdwn.Replace(s) }

// label is a text for a place of one line and n characters.
func label(s string, n int) string { return cut(oneLine(clean(s)), n) }

// cut shortens a text to n characters, without cutting one apart; … stands for the
// rest.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	var b strings.Builder
	left := n - 1
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if left -= len(g.Runes()); left < 0 {
			break
		}
		b.WriteString(g.Str())
	}
	return strings.TrimSpace(b.String()) + "…"
}

// safeURL returns the address that a report gives for itself, "" when it is none to
// link to: only http and https, without a user's name, which would hide the host.
func safeURL(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	s := u.String()
	if utf8.RuneCountInString(s) > maxURLChars || strings.ContainsAny(s, "<>|\"` \\") || clean(s) != s {
		return ""
	}
	return s
}
