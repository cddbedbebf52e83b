package slacktest

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"reportbot/bot/slacktest/blockkit"
)

// Lengths of messages in characters. Sources: the pages of chat.postMessage,
// chat.update and the markdown block in Slack's reference; for longestBlocks, what
// others met on live Slack (slackapi/bolt-js #2509: 13,172 pass, 13,297 do not).
const (
	longestText     = 40000 // cut there
	longestUpdate   = 4000
	longestMarkdown = 12000
	longestBlocks   = 13200
	mostAttachments = 100
)

// content is what a call says.
type content struct {
	hasText  bool
	text     string
	markdown string
	blocks   json.RawMessage // nil for none given, [] to take them away
	metadata json.RawMessage // nil for none given, {} to take it away
	attached int
}

// content reads and checks what a call says; more is whether it may say nothing.
func (s *Server) content(c *call) (content, *refusal) {
	text, hasText := c.args["text"]
	said := content{hasText: hasText, text: cut(text, longestText), markdown: c.args["markdown_text"]}
	if raw := c.args["blocks"]; raw != "" {
		said.blocks = json.RawMessage(raw)
	}
	if said.markdown != "" && (text != "" || said.blocks != nil) {
		return said, c.refuse("markdown_text_conflict")
	}
	if utf8.RuneCountInString(said.markdown) > longestMarkdown {
		return said, invalid("must be less than %d characters [json-pointer:/markdown_text]", longestMarkdown+1)
	}
	for _, check := range []func(*call, *content) *refusal{s.attachments, s.blocks, s.metadata} {
		if refused := check(c, &said); refused != nil {
			return said, refused
		}
	}
	return said, nil
}

// empty tells whether nothing is said.
func (c content) empty() bool {
	return c.text == "" && c.markdown == "" && (c.blocks == nil || blockkit.Count(c.blocks) == 0) && c.attached == 0
}

func (s *Server) blocks(c *call, said *content) *refusal {
	if said.blocks == nil {
		return nil
	}
	filled, refused := s.checkBlocks(c, said.blocks, blockkit.Message)
	said.blocks = filled
	return refused
}

// checkBlocks holds blocks against the limits of a surface, and fills in their IDs.
func (s *Server) checkBlocks(c *call, blocks json.RawMessage, on blockkit.Surface) (json.RawMessage, *refusal) {
	if !blockkit.Are(blocks) {
		if c.m.may("invalid_blocks_format") {
			return nil, c.refuse("invalid_blocks_format")
		}
		return nil, c.refuse("invalid_blocks")
	}
	if problems := blockkit.Check(blocks, on); len(problems) > 0 {
		return nil, c.refuse("invalid_blocks", problems...)
	}
	if blockkit.Length(blocks) > longestBlocks {
		if c.m.may("msg_blocks_too_long") {
			return nil, c.refuse("msg_blocks_too_long")
		}
		return nil, c.refuse("msg_too_long")
	}
	return blockkit.Fill(blocks, func() string { return s.id("b") }), nil
}

func (s *Server) metadata(c *call, said *content) *refusal {
	raw, ok := c.args["metadata"]
	if !ok || raw == "" {
		return nil
	}
	var m map[string]json.RawMessage
	var payload map[string]any
	if json.Unmarshal([]byte(raw), &m) != nil {
		return c.refuse("invalid_metadata_format")
	}
	if len(m) > 0 {
		var kind string
		if json.Unmarshal(m["event_type"], &kind) != nil || kind == "" || json.Unmarshal(m["event_payload"], &payload) != nil || payload == nil {
			return c.refuse("invalid_metadata_format")
		}
	}
	said.metadata = json.RawMessage(raw)
	return nil
}

func (s *Server) attachments(c *call, said *content) *refusal {
	raw := c.args["attachments"]
	if raw == "" {
		return nil
	}
	var list []struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if json.Unmarshal([]byte(raw), &list) != nil {
		return invalid("must be a valid json [json-pointer:/attachments]")
	}
	if len(list) > mostAttachments {
		return c.refuse("too_many_attachments")
	}
	for _, a := range list {
		if a.Blocks == nil {
			continue
		}
		if _, refused := s.checkBlocks(c, a.Blocks, blockkit.Message); refused != nil {
			return refused
		}
	}
	said.attached = len(list)
	return nil
}

// cut is the beginning of a text, of at most n characters.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n])
}

// unfurls tells whether links in what a call says may unfurl.
func (c *call) unfurls() bool {
	return !strings.EqualFold(c.args["unfurl_links"], "false") || !strings.EqualFold(c.args["unfurl_media"], "false")
}
