// Package blockkit knows what Slack takes as blocks, how they read as plain text, and
// which controls are in them.
//
//	blocks (JSON) ─▶ Check ─▶ messages with JSON pointers, as Slack words them
//	              ─▶ Fill  ─▶ the same blocks with the IDs that Slack adds
//	              ─▶ Text, Controls: what people see, and what they can use
//
// The limits are those of Slack's reference (docs.slack.dev/reference/block-kit), told
// again in the tables of blocks.go, elements.go, richtext.go and view.go; lengths count
// Unicode code points.
package blockkit
