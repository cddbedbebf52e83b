package blocks

// What Slack takes, in characters unless said otherwise. A limit that others found by
// trying, or that Slack applies more strictly than it says, is kept with room to spare.
const (
	maxMessageChars  = 11_000 // all text of a message; refused from 13,200
	maxMessageBlocks = 45     // of 50
	maxTextChars     = 3000   // of a text object, and of a message's text (chat.update: 4,000)
	maxRichChars     = 3000   // of one rich_text block; not documented
	maxTableRows     = 100    // with its head
	maxTableColumns  = 20
	maxTableChars    = 8000 // of 10,000 in all tables of a message; one table a message
	maxButtonChars   = 75
	maxURLChars      = 500 // of 3,000; a longer address is not linked
	maxChoices       = 8   // of 25 elements of an actions block
	maxSources       = 8   // shown at once
	maxViewChars     = 9000
	maxComment       = 3000 // what a text input takes
	maxSessionTitle  = 200
)
