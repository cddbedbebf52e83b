package bot

import "testing"

func TestReadMentions(t *testing.T) {
	b := New(Options{})
	b.self.user = "UBOT"
	for _, tt := range []struct {
		text, plain   string
		named, others bool
	}{
		{"", "", false, false},
		{"产值多少？", "产值多少？", false, false},
		{"<@UBOT> 产值多少？", "产值多少？", true, false},
		{"<@UBOT>产值多少？<@UBOT>", "产值多少？", true, false},
		{"产值<@UBOT>多少？", "产值 多少？", true, false},
		{"<@UBOT|reportbot> 产值？", "产值？", true, false},
		{"<@W012A> 你看", "你看", false, true},
		{"<@UBOT> <@U1> 产值？", "产值？", true, true},
		{"<@UBOTX> 产值？", "产值？", false, true},
		{"<https://a.example/x?a=1&amp;b=2|年报> 里", "年报 里", false, false},
		{"见 <https://a.example>", "见 https://a.example", false, false},
		{"<mailto:a@b.example|a@b.example>", "a@b.example", false, false},
		{"<#C1|general> 里", "general 里", false, false},
		{"<#C1> 里", "C1 里", false, false},
		{"<!here> 产值？", "here 产值？", false, false},
		{"<!subteam^S1|@team> 产值？", "@team 产值？", false, false},
		{"a &lt; b &amp;&amp; c &gt; d", "a < b && c > d", false, false},
		{"&lt;@UBOT&gt;", "<@UBOT>", false, false},
		{"1 < 2", "1 < 2", false, false},
		{"<@ubot>", "", false, false},
		{"<<@UBOT>>", "", true, false},
	} {
		plain, named, others := b.readMentions(tt.text)
		if plain != tt.plain || named != tt.named || others != tt.others {
			t.Errorf("readMentions(%q) = %q, %v, %v; want %q, %v, %v", tt.text, plain, named, others, tt.plain, tt.named, tt.others)
		}
	}
}

func FuzzReadMentions(f *testing.F) {
	for _, s := range []string{"<@UBOT> 产值？", "<https://x|y>", "<<<@UBOT|x>>", "<!date^1^{date}|x>", "\x00<\xff>"} {
		f.Add(s)
	}
	b := New(Options{})
	b.self.user = "UBOT"
	f.Fuzz(func(t *testing.T, text string) {
		plain, named, _ := b.readMentions(text)
		if !named && b.mayName(text) {
			t.Errorf("%q names the bot", text)
		}
		if asksSomething(plain) && !asksSomething(text) {
			t.Errorf("%q asks something, %q does not", plain, text)
		}
	})
}

// mayName tells whether a text names the bot in the form that Slack gives it.
func (b *Bot) mayName(text string) bool {
	for i := range text {
		if len(text)-i >= len("<@UBOT>") && text[i:i+len("<@UBOT>")] == "<@UBOT>" {
			return true
		}
	}
	return false
}

func TestAsksSomething(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "？！": false, ":wave:": false, ":+1: :100:": false, "👍🏽": false, "产值": true, "2022": true, "a": true,
		":wave: 产值": true, "מה": true, "٣": true, "\u202e": false, "```": false,
	} {
		if got := asksSomething(text); got != want {
			t.Errorf("asksSomething(%q) = %v", text, got)
		}
	}
}
