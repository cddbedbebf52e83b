package prompts

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"strings"
	"text/template"
)

//go:embed *.tmpl
var files embed.FS

var templates = template.Must(template.ParseFS(files, "*.tmpl"))

// Language is that of a prompt and of the reply that it asks for.
type Language string

const (
	Chinese Language = "zh"
	English Language = "en"
)

// Version names the texts of all prompts: 12 hexadecimal digits, others as soon as
// one of them changes.
var Version = version()

func version() string {
	names, err := fs.Glob(files, "*.tmpl") // in lexical order
	if err != nil {
		panic(err)
	}
	hash := sha256.New()
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		hash.Write([]byte(name + "\x00" + string(text) + "\x00"))
	}
	return hex.EncodeToString(hash.Sum(nil))[:12]
}

// Passage is a part of a report that the model may quote from.
type Passage struct {
	Source string // title › headings
	Text   string // verbatim
}

// Answer asks for the statements that answer a question from the passages, as a
// JSON object {"statements": [{"quote", "text"}]}. The passages come first, so that
// a second prompt on them finds them in the server's cache.
// They are numbered from 1: a model that can't be made to write JSON cites them by [n].
func Answer(in Language, passages []Passage, question string) string {
	type numbered struct {
		N int
		Passage
	}
	var all []numbered
	for i, p := range passages {
		all = append(all, numbered{i + 1, p})
	}
	return render("answer", in, struct {
		Passages []numbered
		Question string
	}{all, oneLine(question)})
}

// Failure is a statement that failed its check.
type Failure struct {
	Text     string // as the model wrote it
	Sentence string // that it was checked against; "" when its quote stands in no passage
	Why      string
}

// Repair follows the reply to Answer in the same conversation: it tells which
// statements failed and why, and asks for them once more, in the same form.
func Repair(in Language, failures []Failure) string {
	return render("repair", in, struct{ Failures []Failure }{failures})
}

// Turn is one message of a conversation.
type Turn struct {
	Asker bool // else the answer to what was asked before
	Text  string
}

// Condense asks for the question that is meant after these turns, whole and in the
// language of the prompt, as a JSON object {"question"}.
func Condense(in Language, turns []Turn, question string) string {
	lines := make([]Turn, len(turns))
	for i, t := range turns {
		lines[i] = Turn{t.Asker, oneLine(t.Text)}
	}
	return render("condense", in, struct {
		Turns    []Turn
		Question string
	}{lines, oneLine(question)})
}

// render fills a template; one that can't be filled is a defect of the program.
func render(name string, in Language, data any) string {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name+"."+string(in)+".tmpl", data); err != nil {
		panic(err)
	}
	return b.String()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
