package answer_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"reportbot/bot/answer"
	"reportbot/retrieval"
)

// BenchmarkAsk answers questions over the five town reports of the data folder, or
// over the ledger of the tests when it is not there.
func BenchmarkAsk(b *testing.B) {
	a := answererOver(b)
	for _, question := range []string{
		"1-9月规上工业产值是多少，同比增长多少？",
		"哪些镇公布了拆除违法建筑的面积，各是多少？",
		"2022年栖桐镇和岑溪湾街道粮食总产量合计多少万吨？",
		"卫生院为什么推迟结顶？",
	} {
		b.Run(question, func(b *testing.B) {
			for b.Loop() {
				a.Ask(context.Background(), answer.Question{Text: question})
			}
		})
	}
}

func answererOver(b *testing.B) *answer.Answerer {
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		return answerer(b, ledger)
	}
	store, err := retrieval.Open(b.Context(), b.TempDir(), retrieval.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	if _, err := retrieval.Sync(b.Context(), store, nil, []string{filepath.Join(root, "reports")}, retrieval.SyncOptions{}); err != nil {
		b.Fatal(err)
	}
	return &answer.Answerer{Retriever: &retrieval.Retriever{Store: store}}
}
