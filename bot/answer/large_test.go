package answer_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"reportbot/bot/answer"
	"reportbot/retrieval"
	"reportbot/retrieval/embed"
)

// The size that an answer has to bear: 100,000 chunks, in ten yearly reports of each
// of a hundred places.
const (
	largePlaces   = 100
	largeFirst    = 2014 // year of the first report
	largeYears    = 10
	largeSections = 100 // of a report, each about a chunk
)

// BenchmarkLarge asks for figures over 100,000 chunks, and compares the time of an
// answer with that of its search alone; an answer should take less than twice as long.
// Both are medians, and taken in turns: the ratio holds on a busy machine too.
func BenchmarkLarge(b *testing.B) {
	a := largeAnswerer(b)
	for _, c := range []struct{ name, question string }{
		{"place and year", largePlace(7) + "2018年渔业产值是多少？"},
		{"place alone", largePlace(8) + "粮食销售额是多少？"},
		{"growth", largePlace(9) + "2019年旅游收入比2018年增加多少？"},
		{"two measures", largePlace(7) + "2021年茶叶产值和渔业投资分别是多少？"},
		{"many places", "各镇2020年蔬菜产值各是多少？"},
		{"no place", "2022年渔业投资增长多少？"},
		{"no figure", "渔港为什么推迟开工？"},
	} {
		b.Run(c.name, func(b *testing.B) { compareTimes(b, a, c.question) })
	}
}

func compareTimes(b *testing.B, a *answer.Answerer, text string) {
	var searches, answers []time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := a.Retriever.Search(b.Context(), text, nil, nil, 10); err != nil {
			b.Fatal(err)
		}
		searches = append(searches, time.Since(start))
		start = time.Now()
		if ans := a.Ask(b.Context(), answer.Question{Text: text}); ans.Kind == answer.Failed {
			b.Fatal(ans.Error)
		}
		answers = append(answers, time.Since(start))
	}
	search, all := median(searches), median(answers)
	b.ReportMetric(ms(search), "search-ms")
	b.ReportMetric(ms(all), "answer-ms")
	b.ReportMetric(float64(all)/float64(search), "ratio")
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// largeAnswerer makes the reports, reads them in, and answers from them.
func largeAnswerer(b *testing.B) *answer.Answerer {
	b.Helper()
	dir := b.TempDir()
	random := rand.New(rand.NewPCG(7, 8))
	for i := range largePlaces {
		for year := largeFirst; year < largeFirst+largeYears; year++ {
			path := filepath.Join(dir, fmt.Sprintf("%d-%d.txt", i, year))
			if err := os.WriteFile(path, []byte(largeReport(random, i, year)), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	embedder, err := embed.New()
	if err != nil {
		b.Fatal(err)
	}
	store, err := retrieval.Open(b.Context(), b.TempDir(), retrieval.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	if _, err := retrieval.Sync(b.Context(), store, embedder, []string{dir}, retrieval.SyncOptions{Model: embedder.Name()}); err != nil {
		b.Fatal(err)
	}
	s, err := store.Snapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if s.Len() < 90_000 || s.Len() > 110_000 {
		b.Fatalf("%d chunks, want about 100,000", s.Len())
	}
	return &answer.Answerer{Retriever: &retrieval.Retriever{Store: store, Embedder: embedder}}
}

// largePlace is the name of a town, another for each number.
func largePlace(i int) string {
	const first, second = "青白乌红黄紫苍墨赤银", "岑溪汀榆枫梧栖澄湄荷"
	return string([]rune{[]rune(first)[i/10], []rune(second)[i%10], '镇'})
}

// largeReport is a yearly report of which each section holds two figures, and about
// 250 characters in all.
func largeReport(random *rand.Rand, place, year int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%d年工作总结及%d年工作思路\n\n一、%d年工作总结\n\n", largePlace(place), year, year+1, year)
	for section := range largeSections {
		if section == largeSections*3/4 {
			fmt.Fprintf(&b, "二、%d年工作思路\n\n", year+1)
		}
		fmt.Fprintf(&b, "（%s）%s\n\n", largeWord(random)+largeWord(random), largeWord(random))
		for range 2 {
			fmt.Fprintf(&b, "%s，%s%d.%d亿元，同比增长%d.%d%%。", largeWords(random, 6), largeIndicator(random),
				1+random.IntN(90), random.IntN(10), 1+random.IntN(20), random.IntN(10))
			b.WriteString(largeWords(random, 35) + "。")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func largeIndicator(random *rand.Rand) string {
	of := []string{"渔业", "粮食", "茶叶", "蔬菜", "林业", "畜牧业", "旅游", "规上工业", "建筑业", "物流业", "乡村民宿", "固定资产", "数字经济", "农产品加工业"}
	measures := []string{"产值", "增加值", "销售额", "收入", "投资", "利润"}
	return of[random.IntN(len(of))] + measures[random.IntN(len(measures))]
}

func largeWords(random *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(largeWord(random))
	}
	return b.String()
}

// largeWord is one of 20,000 words of two characters, some much more frequent than
// others.
func largeWord(random *rand.Rand) string {
	n := int(20000 * random.Float64() * random.Float64() * random.Float64())
	const first, characters = 0x4e00, 2500
	return string([]rune{rune(first + n%characters), rune(first + (n*7919+n/characters)%characters)})
}
