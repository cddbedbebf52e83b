package embed

import (
	"context"
	"strings"
	"testing"
)

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkChunk embeds chunks of 300 characters on one core.
func BenchmarkChunk(b *testing.B) {
	e := builtinEmbedder(b)
	text := []rune(strings.Repeat(chunkText, 3))
	chunk, dst := string(text[:300]), make([]float32, e.table.dims)
	var space bag
	b.ReportAllocs()
	for b.Loop() {
		e.table.embed(&space, chunk, dst)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "chunks/s")
}

// BenchmarkDocuments embeds a batch as an ingest does.
func BenchmarkDocuments(b *testing.B) {
	e := builtinEmbedder(b)
	texts := make([]string, 64)
	for i := range texts {
		texts[i] = chunkText
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.EmbedDocuments(context.Background(), texts); err != nil {
			b.Fatal(err)
		}
	}
}

const chunkText = "2023年，云溪镇坚持稳中求进，全年实现规上工业产值48.6亿元，同比增长7.2%。" +
	"新建标准厂房3.5万平方米，引进装备制造项目6个，协议投资9.8亿元。粮食播种面积2.1万亩，" +
	"总产量达到1.02万吨；改造提升高标准农田4300亩，修复水毁堤防2.6公里。完成通村道路硬化18条，" +
	"惠及群众1.3万人。新增城镇就业620人，发放困难群众救助金215万元。镇中心卫生院完成扩建，" +
	"新增床位40张；投入使用老年食堂5处，每天为320名老人提供午餐。生活垃圾分类覆盖所有行政村，" +
	"河道水质全年保持Ⅲ类以上。调解矛盾纠纷186件，办结率98.4%，未发生重大安全生产事故。"
