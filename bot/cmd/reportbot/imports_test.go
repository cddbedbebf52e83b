package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The module's packages, in steps. A package imports only from steps above its
// own, so that data goes one way.
var steps = [][]string{
	{"ingest/figure", "ingest/format"},
	{"ingest"},
	{"retrieval/lexical", "retrieval/query", "retrieval/embed"},
	{"retrieval"},
	{"prompts"},
	{"bot/gate"},
	{"bot/answer"},
	{"bot/modeltest", "bot/blocks/markdown", "bot/slacktest/blockkit"},
	{"bot/blocks"},
	{"bot/state", "bot/slacktest"},
	{"eval/match", "eval/stats"},
	{"eval/cases"},
	{"eval/score"},
	{"eval/runs"},
	{"bot", "eval", "bot/slacktest/console"},
	{mainPackage},
}

const (
	module      = "reportbot"
	mainPackage = "bot/cmd/reportbot"
)

// confined libraries, by the beginning of their import path, and the packages
// that may import them.
var confined = []struct {
	library  string
	packages []string
}{
	{"github.com/philippgille/chromem-go", []string{"retrieval"}},
	{"database/sql", []string{"retrieval", "bot/state"}},
	{"modernc.org/sqlite", []string{"retrieval", "bot/state"}},
	{"github.com/slack-go/slack", []string{"bot", "bot/blocks", "bot/slacktest", "bot/slacktest/console"}},
	{"github.com/tmc/langchaingo/llms/", []string{mainPackage}},
	{"github.com/alecthomas/kong", []string{mainPackage}},
	{"flag", []string{mainPackage}},
}

// datasets is the one variable that a test outside the program may read.
const datasets = "REPORTBOT_DATASETS"

func TestImports(t *testing.T) {
	const root = "../../.."
	files := token.NewFileSet()
	seen := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		base := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(base, ".go"):
			return nil
		}
		parsed, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		seen++
		for _, v := range violations(filepath.ToSlash(rel), parsed) {
			t.Errorf("%s: %s", filepath.ToSlash(rel), v)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 50 {
		t.Errorf("only %d files were found", seen)
	}
}

// violations tells which rules a file of the module breaks; name is its path in
// the module.
func violations(name string, f *ast.File) []string {
	folder, test := path.Dir(name), strings.HasSuffix(name, "_test.go")
	var found []string
	if stepOf(folder) < 0 {
		found = append(found, folder+" has no place in the order of packages")
	}
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			found = append(found, err.Error())
			continue
		}
		if v := violation(folder, imported, test); v != "" {
			found = append(found, v)
		}
	}
	if folder != mainPackage {
		found = append(found, environment(f, test)...)
	}
	return found
}

// violation tells why a package may not import another; "" when it may. Tests
// may import from any step, and have flags.
func violation(folder, imported string, test bool) string {
	if own, ok := strings.CutPrefix(imported, module+"/"); ok {
		if !test && stepOf(own) >= stepOf(folder) {
			return fmt.Sprintf("%s may not import %s, which comes after it or stands beside it", folder, own)
		}
		return ""
	}
	if test && imported == "flag" {
		return ""
	}
	for _, c := range confined {
		library := strings.TrimSuffix(c.library, "/")
		hit := imported == library && library == c.library || strings.HasPrefix(imported, library+"/")
		if hit && !slices.Contains(c.packages, folder) {
			return fmt.Sprintf("%s is for %s alone", imported, strings.Join(c.packages, " and "))
		}
	}
	return ""
}

// stepOf is the step of a package; -1 when it has none.
func stepOf(folder string) int {
	return slices.IndexFunc(steps, func(step []string) bool { return slices.Contains(step, folder) })
}

// environment finds where a file outside the program reads the environment or
// ends the process.
func environment(f *ast.File, test bool) []string {
	name := nameOf(f, "os")
	var found []string
	ast.Inspect(f, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && test && readsDatasets(call, name) {
			return false
		}
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := s.X.(*ast.Ident)
		switch {
		case !ok || x.Name != name:
		case slices.Contains([]string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"}, s.Sel.Name):
			found = append(found, "os."+s.Sel.Name+" is for "+mainPackage+" alone")
		case s.Sel.Name == "Exit" && !test:
			found = append(found, "os.Exit is for "+mainPackage+" alone")
		}
		return true
	})
	return found
}

// nameOf is the name under which a file imports a package; "" when it does not.
func nameOf(f *ast.File, imported string) string {
	for _, spec := range f.Imports {
		switch {
		case spec.Path.Value != strconv.Quote(imported):
		case spec.Name != nil:
			return spec.Name.Name
		default:
			return path.Base(imported)
		}
	}
	return ""
}

// readsDatasets tells whether a call is os.Getenv("REPORTBOT_DATASETS").
func readsDatasets(call *ast.CallExpr, osName string) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 || s.Sel.Name != "Getenv" && s.Sel.Name != "LookupEnv" {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	literal, isLiteral := call.Args[0].(*ast.BasicLit)
	return ok && x.Name == osName && isLiteral && literal.Value == strconv.Quote(datasets)
}

// A folder is named for what is in it.
func TestFolders(t *testing.T) {
	for _, step := range steps {
		for _, folder := range step {
			for part := range strings.SplitSeq(folder, "/") {
				if slices.Contains([]string{"util", "utils", "common", "types", "config", "pkg", "internal"}, part) {
					t.Errorf("%s says nothing of what is in %s", part, folder)
				}
			}
		}
	}
}

// The rules can be broken.
func TestViolations(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"ingest/a.go", `import "reportbot/ingest/format"`, nil},
		{"ingest/a.go", `import "reportbot/retrieval"`, []string{"ingest may not import retrieval, which comes after it or stands beside it"}},
		{"ingest/figure/a.go", `import "reportbot/ingest/format"`, []string{"ingest/figure may not import ingest/format, which comes after it or stands beside it"}},
		{"eval/a.go", `import "reportbot/bot"`, []string{"eval may not import bot, which comes after it or stands beside it"}},
		{"eval/a_test.go", `import "reportbot/bot/cmd/reportbot"`, nil},
		{"ingest/util/a.go", ``, []string{"ingest/util has no place in the order of packages"}},
		{"eval/a.go", `import "github.com/philippgille/chromem-go"`, []string{"github.com/philippgille/chromem-go is for retrieval alone"}},
		{"retrieval/lexical/a.go", `import "github.com/philippgille/chromem-go"`, []string{"github.com/philippgille/chromem-go is for retrieval alone"}},
		{"retrieval/a.go", `import ("github.com/philippgille/chromem-go"; "database/sql"; _ "modernc.org/sqlite")`, nil},
		{"bot/state/a.go", `import sqlite3 "modernc.org/sqlite/lib"`, nil},
		{"bot/a.go", `import "database/sql"`, []string{"database/sql is for retrieval and bot/state alone"}},
		{"bot/a_test.go", `import "database/sql/driver"`, []string{"database/sql/driver is for retrieval and bot/state alone"}},
		{"bot/answer/a.go", `import "modernc.org/sqlite/lib"`, []string{"modernc.org/sqlite/lib is for retrieval and bot/state alone"}},
		{"bot/cmd/reportbot/a.go", `import "github.com/slack-go/slack/socketmode"`, []string{"github.com/slack-go/slack/socketmode is for bot and bot/blocks and bot/slacktest and bot/slacktest/console alone"}},
		{"bot/answer/a.go", `import "github.com/tmc/langchaingo/llms/openai"`, []string{"github.com/tmc/langchaingo/llms/openai is for bot/cmd/reportbot alone"}},
		{"bot/answer/a.go", `import "github.com/tmc/langchaingo/llms"`, nil},
		{"bot/cmd/reportbot/a.go", `import ("github.com/tmc/langchaingo/llms/ollama"; "github.com/alecthomas/kong"; "os"); var _ = os.Getenv("A")`, nil},
		{"eval/a.go", `import ("flag"; "github.com/alecthomas/kong")`, []string{"flag is for bot/cmd/reportbot alone", "github.com/alecthomas/kong is for bot/cmd/reportbot alone"}},
		{"eval/a_test.go", `import "flag"`, nil},
		{"eval/a.go", `import "os"; var _, _ = os.Getenv("REPORTBOT_DATASETS"), os.ReadFile`, []string{"os.Getenv is for bot/cmd/reportbot alone"}},
		{"eval/a.go", `import env "os"; func f() { env.LookupEnv("A"); env.Environ(); env.Exit(1) }`, []string{
			"os.LookupEnv is for bot/cmd/reportbot alone", "os.Environ is for bot/cmd/reportbot alone", "os.Exit is for bot/cmd/reportbot alone"}},
		{"eval/a_test.go", `import "os"; var _, _ = os.Getenv("REPORTBOT_DATASETS"), os.Getenv("HOME")`, []string{"os.Getenv is for bot/cmd/reportbot alone"}},
		{"eval/a_test.go", `import "os"; func f() { get := os.Getenv; get("HOME"); os.Exit(1) }`, []string{"os.Getenv is for bot/cmd/reportbot alone"}},
	}
	for _, tt := range tests {
		f, err := parser.ParseFile(token.NewFileSet(), tt.name, "package a; "+tt.source, 0)
		if err != nil {
			t.Fatalf("%s: %v", tt.source, err)
		}
		if diff := cmp.Diff(tt.want, violations(tt.name, f)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, tt.source, diff)
		}
	}
}
