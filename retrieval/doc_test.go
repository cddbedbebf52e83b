package retrieval

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The example of the package comment: what it shows is what a search gives.
func TestWorkedExample(t *testing.T) {
	const question = "晨星纺织所在的镇，2021年用电量多少？"
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"溪桥2020.txt": "溪桥镇2020年工作总结\n一、2020年工作总结\n晨星纺织扩建厂房。全镇用电量6100万千瓦时。\n",
		"溪桥2021.txt": "溪桥镇2021年工作总结和2022年工作打算\n一、2021年工作总结\n晨星纺织二期投产。全镇用电量6400万千瓦时。\n二、2022年工作打算\n用电量6500万千瓦时以内，比2021年略增。\n",
		"云杉2021.txt": "云杉镇2021年工作总结\n一、2021年工作总结\n用电量3200万千瓦时，工业用电量2100万千瓦时。\n",
	})
	s := open(t, t.TempDir())
	sync1(t, s, nil, SyncOptions{}, dir)
	found, err := (&Retriever{Store: s}).Search(t.Context(), question, nil, nil, 10)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), question) {
		t.Errorf("doc.go lacks %s", question)
	}
	last := -1
	for _, p := range found.Passages {
		if len(p.Path) == 0 {
			continue // the title
		}
		kind := p.Path[0][len("一、2021年"):]
		line := fmt.Sprintf("//\t%.2f = %.2f · %.2f · %.2f · %.2f  %s %s", p.Score, p.Words, p.Weights.Report, p.Weights.Year, p.Weights.Status,
			strings.TrimSuffix(p.Report.Source, ".txt"), kind)
		if at := strings.Index(string(doc), line+"\n"); at <= last {
			t.Errorf("doc.go lacks this line, or has it elsewhere:\n%s", line)
		} else {
			last = at
		}
	}
	if last < 0 {
		t.Error("no passage is shown in doc.go")
	}
}
