package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"reportbot/retrieval"
	"reportbot/retrieval/lexical"
	question "reportbot/retrieval/query"
)

// askedWord is a word of a question, with what reports write for it.
type askedWord struct {
	text   string
	names  []string // other names, and what is written where people say it; nil for a word that the terms do not know
	units  []unit   // of text
	weight float64
}

// everydayWords returns the words of a topic: those that the terms know, the longest
// where several begin, and what is left between them without the words that only bind.
func everydayWords(found *retrieval.Result, topic string) []askedWord {
	var out []askedWord
	at := 0
	known := question.KindSaid | question.KindSame | question.KindChinese
	for _, m := range found.Terms.Find(topic, known) {
		out = appendLeft(out, found, topic[at:m.Start])
		at = m.End
		w := newAskedWord(found, topic[m.Start:m.End])
		w.names = slices.Concat(found.Terms.Written(m.Term), found.Terms.Same(m.Term), found.Terms.Narrower(m.Term))
		w.weigh(found)
		out = append(out, w)
	}
	return appendLeft(out, found, topic[at:])
}

// appendLeft adds what stands between known words: verbs of one character, the names
// of things of one character, and words that the terms do not know. Any other
// character alone says too little.
func appendLeft(out []askedWord, found *retrieval.Result, left string) []askedWord {
	for _, piece := range strings.Fields(bindingWords.ReplaceAllString(left, " ")) {
		for _, word := range splitPiece(found, []rune(strings.Trim(piece, bindingCharacters))) {
			if word == "" {
				continue
			}
			w := newAskedWord(found, word)
			w.names = writtenVerbs[word]
			if utf8.RuneCountInString(word) > 1 || w.names != nil || strings.Contains(thingCharacters, word) {
				w.weigh(found)
				if w.names != nil {
					w.weight = minWeight
				}
				out = append(out, w)
			}
		}
	}
	return out
}

// splitPiece parts the verbs of one character off the ends of a piece, and cuts a long
// one around the first pair of characters that the reports have, which is a word.
func splitPiece(found *retrieval.Result, piece []rune) []string {
	n := len(piece)
	switch {
	case n < 2:
		return []string{string(piece)}
	case n == 2 && strings.ContainsRune(aroundVerbs, piece[1]) && writtenVerbs[string(piece[:1])] != nil:
		return []string{string(piece[:1])}
	case n == 2 && strings.ContainsRune(aroundVerbs, piece[0]) && writtenVerbs[string(piece[1:])] != nil:
		return []string{string(piece[1:])}
	case n > 2 && writtenVerbs[string(piece[:1])] != nil:
		rest := strings.Trim(string(piece[1:]), bindingCharacters)
		return append([]string{string(piece[:1])}, splitPiece(found, []rune(rest))...)
	case n > 2 && writtenVerbs[string(piece[n-1:])] != nil:
		return append(splitPiece(found, piece[:n-1]), string(piece[n-1:]))
	case n > 3:
		for i := 0; i+2 <= n; i++ {
			if _, ok := rarity(found, string(piece[i:i+2])); ok {
				return slices.DeleteFunc([]string{string(piece[:i]), string(piece[i : i+2]), string(piece[i+2:])}, func(s string) bool { return s == "" })
			}
		}
	}
	return []string{string(piece)}
}

// aroundVerbs are characters that add little to a verb beside them.
const aroundVerbs = "新老旧大小好满完过着住掉多少上下出进到"

// Words of everyday speech that bind and frame, and name nothing.
var bindingWords = regexp.MustCompile(`一共|总共|全部|总的|加起来|拢共|时候|以后|之后|以前|之前|那会儿|现在|到年底|年底|年末|今年|去年|大概|大约|差不多|左右|已经|平均|全[省市县区镇乡]|那[个年次条种些几]|这[个些年种次]|起来|出来|下来|上来|回来|进去|过来|下去|出去|过去|身上|找到|碰上|遇到|赶上|别人|一[个家所座条套间]|头一[回次]|第一[回次]|大家|自己|咱们?|我们|他们|人家|有人|没有|怎么样|情况|事情|事儿|东西|[一二三两]下子?|为啥|为什么|怎么`)

const (
	bindingCharacters = "的了是有给把被让叫在到来去里那这还又都也就才能会要想用从跟和与对向往着过得地个些每各等及之内人钱点说做弄办搞成当算因以可再没不占起请问呢吗吧啊回次们家"
	thingCharacters   = "猪牛羊鸡鸭鱼虾蜂船车路桥灯树林草田粮米菜果茶棉糖煤油气电水火雪房楼校药书井河湖山矿税病床饭肉蛋花瓜豆竹砖布"
)

// writtenVerbs holds verbs of one character, with what reports write for them. They
// stand inside too many words to be terms.
var writtenVerbs = map[string][]string{
	"修": {"新建", "改建", "改造", "修缮", "修建", "修复", "维修", "建成", "整治", "加固"},
	"盖": {"新建", "建成", "建设", "扩建", "改扩建", "开工", "新增"},
	"建": {"新建", "建成", "建设", "扩建", "改扩建"},
	"拆": {"拆除", "拆迁", "拆违", "征收"},
	"改": {"改造", "整改", "修订", "改建", "改厕"},
	"装": {"安装", "加装", "新建", "配置", "新增"},
	"种": {"种植", "播种", "栽植", "营造", "新造"},
	"栽": {"栽植", "营造", "造林", "绿化"},
	"养": {"饲养", "存栏", "养殖", "出栏"},
	"挖": {"产量", "掘进", "开采", "开挖"},
	"产": {"产量", "生产", "产值"},
	"抓": {"查处", "抓获", "立案", "破获", "打击"},
	"查": {"检查", "排查", "抽检", "查处", "核查", "筛查"},
	"罚": {"罚没", "处罚", "罚款", "处分"},
	"卖": {"销售", "零售", "成交", "出口", "售"},
	"买": {"购置", "采购", "购买", "消费"},
	"赚": {"利润", "盈利", "收入", "增收"},
	"挣": {"收入", "增收", "创收", "利润"},
	"赔": {"理赔", "赔付", "赔款", "亏损"},
	"亏": {"亏损", "减收", "损失"},
	"花": {"投资", "投入", "支出", "资金"},
	"投": {"投资", "投入", "利用外资", "使用外资"},
	"发": {"发放", "拨付", "兑付", "发电"},
	"补": {"补贴", "补助", "奖补", "补偿", "贴息"},
	"领": {"发放", "享受", "标准"},
	"缺": {"缺口", "不足", "短缺"},
	"教": {"培训", "教育"},
	"学": {"培训", "研学", "学习"},
	"招": {"招聘", "招收", "招录", "引进", "招引"},
	"收": {"收入", "受理", "征收", "产量", "收集"},
	"管": {"管理", "监管", "助餐", "服务"},
	"救": {"救助", "救援", "救治"},
	"搬": {"搬迁", "安置", "转移"},
	"住": {"入住", "住宿", "居住", "床位"},
	"跑": {"开行", "走访", "拜访", "运营"},
	"送": {"输送", "发放", "配送"},
	"签": {"签约", "签订", "签署"},
	"拿": {"获得", "夺得", "荣获", "争取"},
	"借": {"贷款", "借款", "发放"},
	"关": {"关停", "关闭", "取缔"},
	"清": {"清理", "清除", "清零", "清淤"},
	"铺": {"铺设", "硬化", "改造"},
	"通": {"通车", "贯通", "开通"},
	"开": {"开工", "开办", "开业", "开展", "建成", "开通"},
	"帮": {"帮扶", "帮助", "救助", "援助"},
	"骗": {"诈骗", "反诈"},
	"逮": {"查处", "抓获"},
	"调": {"协调", "调运", "调解", "调度"},
	"烧": {"火灾", "焚烧"},
	"治": {"治理", "整治", "修复"},
	"饭": {"助餐", "食堂", "用餐"},
	"涨": {"增长", "提高", "上涨", "上升"},
}

func newAskedWord(found *retrieval.Result, text string) askedWord {
	return askedWord{text: text, units: unitsOf(found, text, nil)}
}

// weigh sets the weight of a word: of its forms, that which the reports use most tells
// how much it says.
func (w *askedWord) weigh(found *retrieval.Result) {
	w.weight = maxWeight
	for _, form := range append([]string{w.text}, w.names...) {
		if idf, ok := rarity(found, form); ok {
			w.weight = min(w.weight, idf)
		}
	}
	w.weight = max(w.weight, minWeight)
	if whoeverActs.MatchString(w.text) {
		w.weight = actorWeight
	}
}

// whoeverActs finds those of whom all that offices do is told: reports leave them out.
var whoeverActs = regexp.MustCompile(`^(?:老?百姓|大伙儿?|乡亲们?|住户|居民|群众|村民|农民|市民|企业|公司|厂子?|厂里|厂家|村[里子]|镇[里上]|县里|政府)$`)

const actorWeight = 0.5

// rarity is the mean IDF of the pairs of a form; false where the reports lack one.
func rarity(found *retrieval.Result, form string) (mean float64, ok bool) {
	pairs := pairsOf(form)
	for _, p := range pairs {
		if found.Snapshot.Lexical.DocFreq(p) == 0 {
			return 0, false
		}
		mean += float64(found.IDF(p))
	}
	return mean / float64(len(pairs)), len(pairs) > 0
}

// in is how far a text speaks of a word: 1 when it holds it or what is written for it,
// less when it holds but some of its characters.
func (w askedWord) in(text string, set map[lexical.Term]bool) float64 {
	if strings.Contains(text, w.text) {
		return 1
	}
	if slices.ContainsFunc(w.names, func(name string) bool { return strings.Contains(text, name) }) {
		return writtenShare
	}
	if w.names != nil && utf8.RuneCountInString(w.text) < minLeft {
		return 0 // the terms know it: a chance character of it says nothing
	}
	if found := share(w.units, set, nil); w.names != nil || found >= scattered {
		return found
	}
	return w.scatteredIn(text)
}

// scatteredIn is how far a short text holds the characters of a word that the terms do
// not know in another order: 编竹子 and 竹编匠人. One alone may be chance.
func (w askedWord) scatteredIn(text string) float64 {
	if utf8.RuneCountInString(text) > maxScattered {
		return 0
	}
	found, all := 0.0, 0.0
	stem := strings.TrimRight(w.text, "子儿头")
	if stem != w.text && utf8.RuneCountInString(stem) == 1 && strings.Contains(text, stem) {
		return scattered // 桩子: 充电桩
	}
	for _, r := range stem {
		all++
		if strings.ContainsRune(text, r) {
			found++
		}
	}
	if found < 2 || found < all*2/3 {
		return 0
	}
	return scattered * found / all
}

const (
	writtenShare = 0.95 // of a word for which the text has what reports write for it
	scattered    = 0.8  // of a word whose characters stand apart
	maxScattered = 40   // characters of a text in which they may
	minLeft      = 3    // characters of a known word, from which a part of it may stand for it
)

// withoutSaidOrigins cuts out of a topic the everyday words that limit whence
// something comes: what is written for them says it in its own way (外地来的:
// 外来务工人员, 卖到国外: 出口).
func (t *topic) withoutSaidOrigins(topic string) string {
	for _, m := range slices.Backward(t.terms.Find(topic, question.KindSaid)) {
		limits := t.limits(m.Term)
		if len(limits) > 0 && !slices.ContainsFunc(limits, func(l string) bool {
			class, _ := t.terms.Scope(l)
			return class != "origin"
		}) {
			topic = topic[:m.Start] + " " + topic[m.End:]
		}
	}
	return topic
}
