package format

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// datasets is the folder of real files to measure with.
func datasets(t *testing.T) string {
	t.Helper()
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set")
	}
	return root
}

// TestReadRealFiles reads every file of the parser collections: none may make
// it panic, and all but a few must hold text.
func TestReadRealFiles(t *testing.T) {
	root := filepath.Join(datasets(t), "bench", "ingest")
	read, refused := 0, 0
	for _, dir := range []string{"chardet", "docling", "unstructured", "mineru"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !Supported(path) {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			doc, err := Read(path, data)
			if err != nil {
				refused++
				t.Logf("%s: %v", strings.TrimPrefix(path, root), err)
				return nil
			}
			read++
			checkDocument(t, path, doc)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("read %d files, refused %d", read, refused)
	if read < 150 || refused > 5 {
		t.Errorf("read %d files and refused %d, want at least 150 and at most 5", read, refused)
	}
}

// TestEncodingsOfRealFiles compares what decode makes of files in many
// encodings with the encoding that their folder names.
func TestEncodingsOfRealFiles(t *testing.T) {
	root := filepath.Join(datasets(t), "bench", "ingest", "chardet")
	for _, name := range []string{"GB2312", "Big5", "utf-8", "UTF-16", "EUC-TW"} {
		files, err := filepath.Glob(filepath.Join(root, name, "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", name, err)
		}
		right := 0
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text, err := decode(data)
			if name == "EUC-TW" {
				if !errors.Is(err, ErrUnsupported) {
					t.Errorf("%s: error %v, want ErrUnsupported", file, err)
				}
				continue
			}
			want := strings.TrimPrefix(wanted(name, data), "\uFEFF")
			if err != nil || text != want {
				t.Errorf("%s was not read as %s: %v", file, name, err)
				continue
			}
			right++
		}
		t.Logf("%s: %d of %d", name, right, len(files))
	}
}

// wanted is the text of a file in the encoding of the given name.
func wanted(name string, data []byte) string {
	switch {
	case name == "utf-8":
		return string(data)
	case name == "UTF-16" && data[0] == 0xFF:
		return convert(utf16LE, data)
	case name == "UTF-16":
		return convert(utf16BE, data)
	}
	return convert(encodingNamed(name), data)
}

// TestAgainstGroundTruth measures which share of the words of the expected
// Markdown is found in what is read.
func TestAgainstGroundTruth(t *testing.T) {
	root := filepath.Join(datasets(t), "bench", "ingest", "docling")
	for _, kind := range []string{"docx", "html"} {
		files, err := filepath.Glob(filepath.Join(root, kind+"-groundtruth", "*.md"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no ground truth for %s: %v", kind, err)
		}
		found, all := 0, 0
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".md")
			data, err := os.ReadFile(filepath.Join(root, kind, name))
			if err != nil {
				continue
			}
			f, n := sharedWords(t, file, name, data)
			if n > 0 && f*10 < n*9 {
				t.Logf("%s: %d of %d words", name, f, n)
			}
			found, all = found+f, all+n
		}
		share := float64(found) / float64(all)
		t.Logf("%s: %.3f of %d words", kind, share, all)
		if share < 0.9 {
			t.Errorf("%s: %.3f of the words found, want at least 0.9", kind, share)
		}
	}
}

// sharedWords counts the words of the ground truth, and those of them that are
// in what is read of the data.
func sharedWords(t *testing.T, truth, name string, data []byte) (found, all int) {
	want, err := os.ReadFile(truth)
	if err != nil {
		t.Fatal(err)
	}
	have := make(map[string]int)
	if doc, err := Read(name, data); err == nil {
		for _, w := range words(doc.Text) {
			have[w]++
		}
	}
	for _, w := range words(string(want)) {
		all++
		if have[w] > 0 {
			have[w]--
			found++
		}
	}
	return found, all
}

// unseen is what Markdown holds and a reader does not see: addresses of links
// and comments.
var unseen = regexp.MustCompile(`\]\([^)]*\)|<!--.*?-->|&[a-z]+;`)

// words are the runs of letters and digits; Chinese characters are words each.
func words(s string) []string {
	s = unseen.ReplaceAllString(s, " ")
	var out []string
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if strings.ContainsFunc(f, isHan) {
			for _, r := range f {
				out = append(out, string(r))
			}
			continue
		}
		out = append(out, strings.ToLower(f))
	}
	return out
}
