package format

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestDump(t *testing.T) {
	fs, _ := filepath.Glob(os.Getenv("DUMP"))
	for _, f := range fs {
		data, _ := os.ReadFile(f)
		doc, err := Read(f, data)
		if err != nil {
			fmt.Println("ERR", f, err)
			continue
		}
		lines, multi := 0, 0
		for _, b := range doc.Blocks {
			lines++
			for _, c := range doc.Text[b.Start:b.End] {
				if c == '\n' {
					multi++
				}
			}
		}
		fmt.Println(filepath.Base(f), len(doc.Text), "blocks", lines, "joins", multi, doc.Meta)
		if os.Getenv("V") != "" {
			for _, l := range show(doc) {
				fmt.Printf("%.150q\n", l)
			}
		}
	}
}
