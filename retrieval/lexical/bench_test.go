package lexical

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The benchmarks run on made-up reports whose characters are as skewed as
// those of work reports: the commonest is in nearly all chunks, the 50th in
// two thirds, the 300th in 13%, the 1000th in 3%. A chunk of about 310
// characters has 420 distinct terms and a report of 100 chunks 16,000, a fifth
// and a half more than work reports have.

const commonWords = `的 和 在 了 年 全镇 工作 建设 发展 推进 完成 实施 加强 项目 服务 管理 提升 开展 进一步 重点
持续 全面 积极 企业 产业 经济 增长 同比 亿元 万元 投资 农业 农村 乡村 振兴 环境 整治 安全 生产 生态 文明 文化 旅游
教育 医疗 养老 社区 群众 党员 干部 基层 治理 平安 稳定 矛盾 调解 信访 防汛 防台 消防 道路 交通 桥梁 水库 河道 海堤
渔港 码头 垃圾 分类 污水 处理 厕所 美丽 庭院 示范 样板 村庄 规划 土地 征收 拆迁 安置 房屋 危房 改造 招商 引资 签约
落地 开工 竣工 投产 规上 工业 产值 增加值 批发 零售 销售额 住宿 餐饮 出口 税收 财政 收入 支出 预算 公开 监督 审计 作风
廉政 学习 培训 宣传 活动 志愿者 人才 科技 创新 数字化 平台 系统 改革 试点 机制 制度 责任 落实 考核 目标 任务 计划 力争
新增 就业 创业 社保 低保 救助 残疾人 退役 军人 妇女 儿童 青年 工会 商会 合作社 农户 粮食 种植 面积 亩 蔬菜 水果 杨梅
柑橘 养殖 对虾 加工 品牌 电商 直播 仓储 物流 园区 标准地 厂房 用地 审批 证照 办理 窗口 一站式 满意度 下一步 存在 问题
不足 困难 措施 不断 深入 有效 切实 以及 通过 对 为 到 以 等 个 项 家 人 次 户 公里 左右 超过 达到 实现 其中 我镇`

const sampleQuestion = "栗湾镇去年全镇规上工业产值完成多少亿元，同比增长多少？"

// corpusWriter writes deterministic sample reports.
type corpusWriter struct {
	rng    *rand.Rand
	common []string
	rare   []string // two to five characters each, for all reports
	names  []string // for the report being written

	chars   []rune     // what rare words and names are made of
	anyChar *rand.Zipf // index in chars
	anyWord *rand.Zipf // index in common, then rare
}

func newCorpusWriter() *corpusWriter {
	w := &corpusWriter{rng: rand.New(rand.NewPCG(1, 2)), common: strings.Fields(commonWords)}
	w.chars = []rune(strings.ReplaceAll(strings.Join(w.common, ""), " ", ""))
	for i := range rune(3000) {
		w.chars = append(w.chars, 0x4E00+i*6)
	}
	w.anyChar = rand.NewZipf(w.rng, 1.4, 120, uint64(len(w.chars)-1))
	w.rare = w.words(60_000)
	w.anyWord = rand.NewZipf(w.rng, 1.2, 12, uint64(len(w.common)+len(w.rare)-1))
	return w
}

func (w *corpusWriter) words(n int) []string {
	words := make([]string, n)
	for i := range words {
		for range 2 + w.rng.IntN(4) {
			words[i] += string(w.chars[w.anyChar.Uint64()])
		}
	}
	return words
}

// report returns n chunks; each report has names of its own.
func (w *corpusWriter) report(n int) []string {
	w.names = w.words(200)
	chunks := make([]string, n)
	for i := range chunks {
		chunks[i] = w.chunk()
	}
	return chunks
}

func (w *corpusWriter) chunk() string {
	var b strings.Builder
	for b.Len() < 3*290 {
		switch w.rng.IntN(20) {
		case 0:
			fmt.Fprintf(&b, "%.2f亿元", w.rng.ExpFloat64()*20)
		case 1, 2:
			b.WriteString(w.names[w.rng.IntN(len(w.names))])
		case 3, 4:
			b.WriteString("，")
		case 5:
			b.WriteString("。")
		default:
			b.WriteString(w.word())
		}
	}
	return b.String()
}

func (w *corpusWriter) word() string {
	i := int(w.anyWord.Uint64())
	if i < len(w.common) {
		return w.common[i]
	}
	return w.rare[i-len(w.common)]
}

// blobs returns 1,000 reports of 100 chunks, encoded once a process.
var blobs = sync.OnceValue(func() []Postings {
	w := newCorpusWriter()
	blobs := make([]Postings, 1000)
	for i := range blobs {
		blobs[i] = Encode(terms(w.report(100)...))
	}
	return blobs
})

func BenchmarkTerms(b *testing.B) {
	chunks := newCorpusWriter().report(100)
	b.SetBytes(int64(len(strings.Join(chunks, ""))))
	for b.Loop() {
		for _, text := range chunks {
			Terms(text)
		}
	}
}

// BenchmarkEncode encodes one report of 100 chunks.
func BenchmarkEncode(b *testing.B) {
	text := newCorpusWriter().report(100)
	chunks := terms(text...)
	b.SetBytes(int64(len(strings.Join(text, ""))))
	for b.Loop() {
		Encode(chunks)
	}
}

// BenchmarkJoin joins 100,000 chunks and reports what the index holds and the
// highest memory use beyond the blobs while it is made (sampled).
func BenchmarkJoin(b *testing.B) {
	blobs := blobs()
	base := heapAfterGC()
	var ix *Index
	var peak uint64
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		ix = nil
		heapAfterGC()
		b.StartTimer()
		peak = max(peak, peakHeap(func() { ix, _ = Join(blobs) }))
	}
	b.StopTimer()
	b.ReportMetric(float64(heapAfterGC()-base)/1e6, "MB-held")
	b.ReportMetric(float64(peak-base)/1e6, "MB-peak")
	b.ReportMetric(float64(len(ix.postings))/1e6, "Mpostings")
	b.ReportMetric(float64(len(ix.terms))/1e6, "Mterms")
}

func heapAfterGC() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// peakHeap runs work and returns the highest heap use seen meanwhile.
func peakHeap(work func()) (peak uint64) {
	done, sampled := make(chan struct{}), make(chan uint64)
	go func() {
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
			select {
			case <-done:
				sampled <- peak
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	work()
	close(done)
	return <-sampled
}

// BenchmarkScores scores 100,000 chunks for questions of 25 characters.
func BenchmarkScores(b *testing.B) {
	ix, err := Join(blobs())
	if err != nil {
		b.Fatal(err)
	}
	queries := []Query{NewQuery(sampleQuestion)}
	for w := newCorpusWriter(); len(queries) < 200; {
		text := []rune(w.report(1)[0])
		queries = append(queries, NewQuery(string(text[:25])))
	}
	b.Run("chunks", func(b *testing.B) {
		dst := make([]float32, ix.Len())
		measureQueries(b, queries, func(q Query) { ix.Scores(q, dst) })
	})
	b.Run("groups", func(b *testing.B) {
		dst := make([]float32, ix.Groups())
		measureQueries(b, queries, func(q Query) { ix.GroupScores(q, dst) })
	})
}

func measureQueries(b *testing.B, queries []Query, score func(Query)) {
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		score(queries[i%len(queries)])
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1e3, "ms-p50")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1e3, "ms-p95")
}
