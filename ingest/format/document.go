package format

// Document is what a reader makes of the bytes of one file: the text a person
// would read, and the blocks that lie in it.
type Document struct {
	// Text is the decoded text in UTF-8, byte order mark and front matter cut
	// off. A plain text file keeps its own line ends; the other formats end
	// every block with "\n". Automatic numbers of Word are part of it.
	Text string

	// Blocks are the parts of Text in reading order. They do not overlap;
	// between them lies white space only (in plain text: any characters that
	// trim as white space). Empty when the file holds no text.
	Blocks []Block

	// Meta holds what the file says of itself: front matter, HTML meta tags,
	// Word's core properties. Keys are lower case ("title", "url", "place",
	// "collection", "date", "author", "issuer", "years"); nil when there is
	// nothing.
	Meta map[string]string
}

// BlockKind tells what a block is in its file format.
type BlockKind int

const (
	Paragraph BlockKind = iota
	Heading             // marked as a heading by the format (a style, <h2>, ##)
	ListItem            // marked as a list item by the format
	TableRow            // cells joined by " | "
)

// Block is one paragraph, heading, list item or table row.
type Block struct {
	Kind BlockKind
	// Level is the heading's level from 1 (highest) or the list item's depth
	// from 1; 0 for the other kinds.
	Level int
	// Start and End are byte offsets in Document.Text, End exclusive. The
	// block's own text has no white space at its ends; a plain text paragraph
	// wrapped over several lines has its line ends inside.
	Start, End int
	// Page counts from 1; 0 when the format has no pages.
	Page int
	// Table numbers the tables of the document from 1; 0 outside tables.
	Table int
	// Header marks a table row that names the columns.
	Header bool
}
