package gate

import (
	"testing"

	"reportbot/ingest/figure"
)

func TestSameValue(t *testing.T) {
	for _, tt := range []struct {
		said, have string
		want       bool
	}{
		{"投入46.82亿元", "投入46.82亿元", true},
		{"投入468200万元", "投入46.82亿元", true},
		{"投入四十六亿八千二百万元", "投入46.82亿元", true},
		{"投入46.82万元", "投入46.82亿元", false},
		{"We spent 4.682 billion yuan.", "投入46.82亿元", true},
		{"We spent $4.682 billion.", "投入46.82亿元", false},
		{"投入约47亿元", "投入46.82亿元", true},
		{"投入约46.8亿元", "投入46.82亿元", true},
		{"投入47亿元", "投入46.82亿元", false},
		{"投入约46亿元", "投入46.82亿元", false},
		{"投入约50亿元", "投入46.82亿元", false},
		{"投入超过46亿元", "投入46.82亿元", true},
		{"投入超过47亿元", "投入46.82亿元", false},
		{"投入不到47亿元", "投入46.82亿元", true},
		{"户籍人口约4.13万人", "户籍人口41286人", true},
		{"户籍人口约41000人", "户籍人口41286人", true},
		{"户籍人口约40000人", "户籍人口41286人", false},
		{"面积3公顷", "面积45亩", true},
		{"面积3.46万亩", "面积3.46万平方米", false},
		{"长8400米", "长8.4公里", true},
		{"覆盖率达到八成", "覆盖率80%", true},
		{"提高0.4%", "提高0.4个百分点", false},
		{"救助586户", "救助586人", false},
		{"救助586人次", "救助586人", false},
		{"产值突破10亿元", "产值不超过10亿元", false},
		{"增长3%-5%", "增长3%-5%", true},
		{"增长3%-6%", "增长3%-5%", false},
		{"排第4位", "排第4位", true},
		{"设4处", "排第4位", false},
		{"产业结构为6.8：43.5：49.7", "产业结构为6.8:43.5:49.7", true},
		{"收入xx.x亿元", "收入xx.x亿元", true},
		{"收入12.3亿元", "收入xx.x亿元", false},
	} {
		said, have := figure.Parse(tt.said, figure.Context{}), figure.Parse(tt.have, figure.Context{})
		if len(said) != 1 || len(have) != 1 {
			t.Fatalf("%q, %q: %d and %d figures", tt.said, tt.have, len(said), len(have))
		}
		if got := sameValue(said[0], have[0]); got != tt.want {
			t.Errorf("%q for %q: %v", tt.said, tt.have, got)
		}
	}
}
