package format

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTmpChardet(t *testing.T) {
	root := os.Getenv("REPORTBOT_DATASETS")
	files, _ := filepath.Glob(filepath.Join(root, "bench/ingest/chardet/*/*"))
	for _, f := range files {
		data, _ := os.ReadFile(f)
		enc, err := legacyEncoding(data)
		_, u := nearlyUTF8(data)
		s := sampleLines(data)
		t.Log(filepath.Base(filepath.Dir(f)), filepath.Base(f), len(data), enc, err, u, unmarkedUTF16(data), chineseShare(convert(encodingNamed("gb2312"), s)), chineseShare(convert(encodingNamed("big5"), s)), declaredEncoding(data))
	}
}
