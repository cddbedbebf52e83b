package embed

import (
	"context"
	"testing"
)

// passages are sentences of an invented town; questions ask for them in other
// words, or in English.
var passages = []string{
	"改造提升公共厕所14座，农村户厕实现愿改尽改。",
	"全年新增城镇就业620人，组织技能培训9期。",
	"投用居家养老服务中心2处，为高龄独居者上门送餐。",
	"中心卫生院完成扩建，家庭医生签约率达到七成。",
	"硬化通村道路18公里，拓宽云溪大桥。",
	"加固堤防2.6公里，及时转移低洼地带群众，未发生人员伤亡。",
	"实现规上工业产值48.6亿元，同比增长7.2%。",
	"排查化解矛盾纠纷186件，信访总量下降两成。",
	"粮食播种面积2.1万亩，早稻亩产再创新高。",
	"关停散乱污企业5家，河道断面水质稳定在三类以上。",
	"新建小学教学楼一幢，学前教育普惠率达到九成。",
	"引进装备制造项目6个，协议投资9.8亿元。",
}

func TestMeaning(t *testing.T) {
	e := builtinEmbedder(t)
	vectors, err := e.EmbedDocuments(context.Background(), passages)
	if err != nil {
		t.Fatal(err)
	}
	questions := []struct {
		text string
		want int
	}{
		{"上洗手间方便了吗", 0},
		{"找工作难不难？", 1},
		{"老人吃饭有人管吗", 2},
		{"看病方便了没有", 3},
		{"修了多少路？", 4},
		{"发大水的时候怎么办", 5},
		{"工厂的生产总额是多少", 6},
		{"老百姓告状的多不多", 7},
		{"种了多少水稻", 8},
		{"污水治理得怎么样", 9},
		{"孩子上学的条件", 10},
		{"有多少老板来投资办厂", 11},
		{"How many public toilets were renovated?", 0},
		{"What was done for employment?", 1},
		{"care for elderly people living alone", 2},
		{"Was the hospital expanded?", 3},
		{"How many kilometers of rural roads were built?", 4},
		{"flood control", 5},
		{"industrial output value", 6},
		{"How large is the area sown to grain?", 8},
		{"water pollution", 9},
		{"primary schools and kindergartens", 10},
		{"Which projects attracted investment?", 11},
	}
	right := 0
	for _, q := range questions {
		query, err := e.EmbedQuery(context.Background(), q.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := nearest(vectors, query); got == q.want {
			right++
		} else {
			t.Logf("%s: %s", q.text, passages[got])
		}
	}
	if t.Logf("%d of %d", right, len(questions)); right < 18 {
		t.Errorf("%d of %d questions find their passage, want at least 18", right, len(questions))
	}
}

// nearest returns the number of the vector with the highest cosine to query.
func nearest(vectors [][]float32, query []float32) int {
	best, high := 0, float32(-2)
	for i, v := range vectors {
		var cosine float32
		for j := range v {
			cosine += v[j] * query[j]
		}
		if cosine > high {
			best, high = i, cosine
		}
	}
	return best
}
