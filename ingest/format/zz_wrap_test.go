package format

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wrapAt breaks s at width columns, not before closing punctuation.
func wrapAt(s string, width int, byRunes bool) []string {
	var out []string
	line, w := "", 0
	for _, r := range s {
		rw := 1
		if isWide(r) && !byRunes {
			rw = 2
		}
		if w+rw > width && !strings.ContainsRune("，。、；：！？）》”", r) {
			out = append(out, line)
			line, w = "", 0
		}
		line += string(r)
		w += rw
	}
	return append(out, line)
}

func TestRewrap(t *testing.T) {
	var files []string
	for _, g := range []string{"reports/*.txt", "bench/reports-state-council/*.txt", "bench/reports-hailar-gb18030/*.txt"} {
		fs, _ := filepath.Glob("/work/shared/" + g)
		files = append(files, fs...)
	}
	for _, width := range []int{56, 64, 76, 80} {
		for _, byRunes := range []bool{false, true} {
			for _, indent := range []string{"", "　　"} {
				notFound, under, over, total := 0, 0, 0, 0
				for _, f := range files {
					data, _ := os.ReadFile(f)
					doc, err := Read(f, data)
					if err != nil {
						t.Log(f, err)
						continue
					}
					var w strings.Builder
					starts := map[string]bool{}
					var paras []string
					for _, b := range doc.Blocks {
						s := strings.Join(strings.Fields(doc.Text[b.Start:b.End]), "")
						paras = append(paras, s)
						starts[s[:min(len(s), 30)]] = true
						wd := width
						if byRunes {
							wd /= 2
						}
						w.WriteString(strings.Join(wrapAt(indent+s, wd, byRunes), "\n") + "\n")
					}
					got, err := Read("a.txt", []byte(w.String()))
					if err != nil {
						t.Fatal(err)
					}
					joins := 0
					gotText := map[string]bool{}
					for _, b := range got.Blocks {
						s := got.Text[b.Start:b.End]
						joins += strings.Count(s, "\n")
						gotText[strings.ReplaceAll(s, "\n", "")] = true
						if !strings.ContainsRune("。！？；：!?;:…”）", []rune(s)[len([]rune(s))-1]) && b.End-b.Start > 120 {
							under++
						}
					}
					if joins == 0 {
						notFound++
					}
					// over: a paragraph start inside a block
					for _, b := range got.Blocks {
						s := strings.Split(got.Text[b.Start:b.End], "\n")
						for _, l := range s[1:] {
							if strings.HasPrefix(l, "　　") {
								over++
							}
						}
						joined := strings.Join(s, "")
						for i, p := range paras {
							if i > 0 && len(p) > 60 && strings.Contains(joined, paras[i-1][max(0, len(paras[i-1])-24):]+p[:30]) {
								over++
							}
						}
					}
					total += len(paras)
				}
				fmt.Println("width", width, "runes", byRunes, "indent", len(indent), "files", len(files), "not found", notFound, "overjoined", over, "cut mid", under, "of", total)
			}
		}
	}
}
