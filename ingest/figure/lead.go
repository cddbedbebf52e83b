package figure

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// lead is what the words before a number say.
type lead struct {
	verb   string // a verb that says what was done and belongs to the indicator: 新增, 拆除
	noun   string // "" when the noun stands behind the number or before it in the sentence
	change Direction
	level  bool // the change ends in the number: 提高到, 降至
	strong bool // the change is one whatever the unit: 增长, 下降
	each   bool // 分别, 各
	object bool // ends with a verb whose object stands behind the number
	// opensNoun: the noun is the object of the verb and complete: nothing behind
	// the number belongs to it.
	opensNoun bool
}

var (
	upEnd     = regexp.MustCompile(`(增长|增速为?|增速达|增幅为?|增幅达|增加|上升|提高|提升|上涨|扩大|回升|加快|净增|增产|增收|高出|高|快于|快|多|增|涨|升|领先)(?:了|约|到|至|幅度?|为|达|达到|均|超过)*$`)
	downEnd   = regexp.MustCompile(`(下降|减少|降低|压减|回落|缩小|缩短|压缩|下滑|减|降|低|少|收窄|减轻|下跌|下调|放缓|精简|节约|节省|负增长)(?:了|约|到|至|为|达|达到|均|超过)*$`)
	toLevel   = regexp.MustCompile(`(?:到|至|为|达|达到)了?$`)
	strongEnd = regexp.MustCompile(`(?:增长|增速|增幅|增加|提高|提升|降低|减轻|上升|上涨|回升|下降|降低|压减|回落|缩小|缩短|压缩|下滑|减少|净增|下跌|收窄|放缓|高出|快于|负增长|精简)`)
	eachWord  = regexp.MustCompile(`分别|各自|依次|均为`)
	// compareWords say what a change is measured against.
	compareWords = regexp.MustCompile(`(?:比|较)(?:上年同期|去年同期|上年末|上年底|上一年|上年|去年|前年|年初|(?:19|20)\d\d年(?:末|底)?|往年|计划)|同比|环比|按可比价格?计算|按不变价格?计算|按可比口径|可比口径`)
)

// heads are words that a lead may begin with and that name nothing, tails words
// that it may end with; words that begin or end like one are kept.
var (
	heads = newTrimmer(`其中 同时 并且 并 也 还 又 而 且 但 但是 尽管 虽然 即使 已经 已 共计 总共 共 累计 总计 合计 全年 预计 预期 力争 争取 确保 力求 计划 规定 要求
 目标是 目标 必须 要 将 使得 使 让 把 可以 可使 可 有 拥有 现有 目前 达到 达 实现 完成 超额完成 提前完成 全部 全面 均 都 再 仅 只有 约有 主要 分别 各 全镇 全县 全区 全市 全乡 全街道 我镇 我县 我区 我市 我国 本镇
 本区 本公司的 公司的 本公司 公司 该公司 全省 全国 一年来 五年来 年来 以来 截至 截止 到 至 在 对 为 从 由 按 经 及 和 与 以及 包括 如 即 是 的 了 据 顺利 基本 继续 进一步 大力 积极 扎实 深入 持续 有序 成功 科学合理的 首先 此外 使用`,
		`完成率 完成额 计划生育 目标任务 目标值 经济 经营 经费 经贸 经济作物 在册 在校 在建 在编 在职 在库 在岗 在外 到位 到访 到账 至善 从业 从事 由于 按揭 按期 及时 及格 和谐 和美 与会 如意 即时 是否 为民 对外 对口 对接 对象 共同 共富 共建 共享 共青
 各类 各级 各项 各村 要素 要件 将军 使用权 让利 把关 有效 有线 有机 有色 有限 有偿 有组织 全程 全域 全员 全覆盖 全部门 均衡 都市 再生 再就业 再融资 仅存 主要经济 主要指标 主要污染物 公司制 公司数 公司治理 达标 总计划 但求 可支配 可再生 可用 可利用 合计数 又快 据点 目标考核 基本医疗 基本养老 基本农田 基本公共 基本建设 基本 积极分子 成功率 首先进 持续时间 大力士`)
	tails = newTrimmer(`完成 实现 达到 达 为 是 共计 共有 共 有 约 突破 超过 占 到 至 分别 各 均 仅 只有 控制在 控制到 保持在 稳定在 稳定到 维持在 提高到 提升到 增加到 上升到 下降到 降低到 扩大到 发展到 增至 降至 升至 减至 位居 位列 名列 排名 跃居 排在
 列 居 排 已 累计 总计 合计 预计 达成 就 的 在 于 了 每年 年均 平均 大约 将 力争 争取 确保 要求 要 一举 首次 历史性 也 都 全部 全面 约为 高达 多达 可 能 以 按 由 从 又 仍 再 继续 需 必须 应 顺利 基本 不断 估计 计划 规定 中 等 即 近 还 一共 总共 连续 而`,
		`马达 发达 表达 到达 传达 行为 作为 因为 占比 人均 户均 亩均 平均 国有 所有 民有 公有 共有产权 签到 报到 公共 系列 阵列 移民安居 民居 定居 安居 侨居 减排 安排 牛排 自由 理由 成就 机构合计 可能 功能 节能 智能 储能 产能 动能 性能 新能 光能 纪要 需要 主要 重要 必要 摘要 目的 标的 等等 初等 中等 高等 平等 存在 现在 高中 初中 集中 附近 邻近 归还 偿还 国企改革中 大中 从中 城中 基本 职高中 投入产出中 家中 院中 其中 手续 持续 应急响应 对应 效应 反应 供应 感应 适应 相应 必需 军需 内需 所需`)
)

// trimmer takes words off the beginning or the end of a string, the longest
// first, but not where a word that is kept begins or ends there.
type trimmer struct{ words, kept []string }

func newTrimmer(words, kept string) trimmer {
	t := trimmer{strings.Fields(words), strings.Fields(kept)}
	longest := func(a, b string) int { return len(b) - len(a) }
	slices.SortStableFunc(t.words, longest)
	return t
}

const trimMarks = " 、\"“”‘’—-·.()（）:：;；，,\t\u200b"

func (t trimmer) head(s string) string {
	for {
		s = strings.TrimLeft(s, trimMarks)
		w := longestOf(t.words, s, strings.HasPrefix)
		if w == "" || len(longestOf(t.kept, s, strings.HasPrefix)) > len(w) {
			return s
		}
		s = s[len(w):]
	}
}

func (t trimmer) tail(s string) string {
	for {
		s = strings.TrimRight(s, trimMarks)
		w := longestOf(t.words, s, strings.HasSuffix)
		if w == "" || len(longestOf(t.kept, s, strings.HasSuffix)) > len(w) {
			return s
		}
		s = s[:len(s)-len(w)]
	}
}

func longestOf(words []string, s string, fits func(s, w string) bool) string {
	best := ""
	for _, w := range words {
		if len(w) > len(best) && fits(s, w) {
			best = w
		}
	}
	return best
}

// keptVerbs say what was done and belong to the indicator.
var keptVerbs = regexp.MustCompile(`^(?:新增加?|新建成?|新建设|新开工|新培育|新认定|新引进|新签约|新改建|新改扩建|改扩建|改建|扩建|建成|建立|建设|开工建设|开工|竣工|投产|拆除|改造提升|改造|整治|整改|排查|检查|查处|查办|立案|处置|处理|办理|办结|化解|调解|受理|发放|投入|落实|争取|引进|招引|签约|接洽|培育|培训|举办|开展|组织|创建|打造|盘活|流转|栽种|种植|新植|造林|清理|关停|淘汰|救助|帮扶|惠及|服务|接待|接种|发展|转移|安置|搬迁|征收|收储|出让|供应|发行|融资|减免|退税|实施|推进|启动|谋划|储备|设置|设立|配备|划分|选派|选拔|招录|招聘|输送|吸引|带动|减少|压减|解决|帮助|评为|获评|获得|获|荣获|创成|入选|认定|成立|组建|出台|制定|修订|印发|召开|收到|收集|完善|修复|修建|修缮|疏浚|铺设|安装|加装|添置|购置|采购|复垦|复耕|整理|治理|管护|养护|拓宽|硬化|绿化|亮化|净增|脱贫|减贫|审批|核发|登记|公布|追缴|挽回|没收|罚没|处罚|处分|问责|劝阻|巡查|走访|慰问|募集|捐赠|捐款|支付|支出|拨付|兑现|补助|补贴|资助|奖励)`)

// actualVerbs show that a clause states something of its own.
var verbStarts = []string{
	"完成", "实现", "达到", "新增", "新建", "建成", "建立", "稳步", "已", "正", "在", "全部", "均", "开工", "投产", "获", "入选", "被", "列入", "纳入",
	"通过", "成功", "落地", "推进", "签约", "参与", "得到", "享受", "启动", "进行", "予以", "用于", "投入", "拆除", "改造", "整改", "办结", "化解",
	"增长", "下降", "减少", "增加", "提高", "占", "达", "同比", "其中", "累计", "总", "发放", "惠及", "带动", "吸引", "培训", "开展", "为", "是",
	"提供", "覆盖", "服务", "救助", "引进", "成立", "组织", "举办", "评为", "荣获", "创建", "实施", "处理", "检查", "排查", "发现", "取得", "位居", "位列", "居", "由", "从",
}

// firstVerb returns the rune offset of the first verb in s, -1 when there is
// none. A noun stands before it.
func firstVerb(s string) int {
	runes := []rune(s)
	for i := 1; i < len(runes); i++ {
		rest := string(runes[i:min(i+3, len(runes))])
		for _, v := range verbStarts {
			if strings.HasPrefix(rest, v) {
				return i
			}
		}
	}
	return -1
}

// maxLead is how much of the words before a number is looked at, in characters.
const maxLead = 60

// itemMark is the number that an item of the sentence begins with.
var itemMark = regexp.MustCompile(`^(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+，|[①-⑳])`)

// ownBody is the body that reports, before what it reports on: 某某有限公司的营业收入.
var ownBody = regexp.MustCompile(`^[^，、]{0,16}?(?:公司|集团|中心|学院|大学|医院|银行)的(\p{Han}{2,})$`)

// objectVerbs end a lead whose object stands behind the number: 分发1.5元股利.
var objectVerbs = regexp.MustCompile(`(?:分发|派发|减少|增加|获得|取得|使用|动用|投入|支付|任命|聘任|募集|筹集|收购|出售|偿还|安排|拨付|下达|争取到|完成|实现|设立|拥有|需要|节约|节省|补充|制定和颁布|颁布)了?$`)

// analyse reads the words before a number.
func analyse(s string) lead {
	if n := utf8.RuneCountInString(s); n > maxLead {
		s = string([]rune(s)[n-maxLead:])
	}
	s = itemMark.ReplaceAllString(strings.TrimSpace(s), "")
	l := lead{each: eachWord.MatchString(s)}
	s = eachWord.ReplaceAllString(stripPeriods(s), "")
	l.object = objectVerbs.MatchString(s)
	s = cutComparison(l.readChange(s), l.change != "")
	s = heads.head(tails.tail(s))
	if m := keptVerbs.FindString(s); m != "" {
		l.verb, s = m, s[len(m):]
		if !strings.HasPrefix(m, "新") && changeVerb.MatchString(m) && l.change == "" && s != "" && !toLevel.MatchString(s) {
			l.change, l.strong = changeOf(m), true
		}
		s = heads.head(strings.TrimPrefix(s, "了"))
	}
	l.noun = tails.tail(s)
	if m := ownBody.FindStringSubmatch(l.noun); m != nil {
		l.noun = m[1]
	}
	switch l.noun {
	case "人均", "户均", "年均", "平均", "人", "同期":
		l.noun = ""
	}
	l.opensNoun = l.noun != "" && endsNoun(l.noun)
	return l
}

// changeVerb begins a lead that tells of a change of its object: 降低费用负担.
var changeVerb = regexp.MustCompile(`^(?:增加|减少|降低|减轻|压减|提高)$`)

func changeOf(verb string) Direction {
	if verb == "增加" || verb == "提高" {
		return Up
	}
	return Down
}

// cutComparison takes off what a number is compared with: 比上年, 较前五年累计, 高于全
// 省平均.
func cutComparison(s string, changes bool) string {
	s = compareWords.ReplaceAllString(s, "")
	s = aboveWords.ReplaceAllString(s, "")
	if !changes {
		return s
	}
	for _, w := range []string{"比", "较"} {
		at := strings.LastIndex(s, w)
		if at < 0 || utf8.RuneCountInString(s[at:]) > 14 || startsWith(s[at+len(w):], "重", "例", "率", "较", "价", "大", "为") || strings.HasSuffix(s[:at], "占") {
			continue
		}
		return s[:at]
	}
	return s
}

var aboveWords = regexp.MustCompile(`(?:分别)?(?:高于|低于|快于|慢于|高出|低出|好于|领先于?)[\p{Han}]{1,12}$`)

func startsWith(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// readChange takes a word of change off the end.
func (l *lead) readChange(s string) string {
	for _, form := range []struct {
		re *regexp.Regexp
		to Direction
	}{{upEnd, Up}, {downEnd, Down}} {
		loc := form.re.FindStringSubmatchIndex(s)
		if loc == nil {
			continue
		}
		word, rest := s[loc[2]:loc[3]], s[loc[3]:]
		l.change = form.to
		l.level = toLevel.MatchString(rest) && !strings.HasPrefix(word, "增速") && !strings.HasPrefix(word, "增幅")
		l.strong = strongEnd.MatchString(word) || word == "减" || word == "降" || word == "增" && strings.HasSuffix(s, "增")
		return s[:loc[2]]
	}
	return s
}

// stripPeriods takes words of time out.
func stripPeriods(s string) string {
	return periodForm.ReplaceAllString(s, "")
}

// endsNoun tells that a noun names an amount by itself, so that what follows the
// number is no part of it: 工作岗位94个 is complete, 建成61个投放点 is not.
func endsNoun(s string) bool {
	for _, w := range []string{"额", "率", "值", "量", "数", "收入", "支出", "投资", "面积", "人口", "资金", "金", "费", "比重", "占比", "覆盖", "项目", "企业", "岗位", "贷款", "余额", "利润", "税收"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// tailNoun is the noun right behind a number with a counting unit, up to the verb.
func tailNoun(s string) string {
	s = strings.TrimSpace(s)
	for _, cutAt := range []string{"，", ",", "；", ";", "。", "、", "（", "("} {
		if at := strings.Index(s, cutAt); at >= 0 {
			s = s[:at]
		}
	}
	s = strings.TrimPrefix(s, "的")
	if at := firstVerb(s); at > 0 {
		s = string([]rune(s)[:at])
	}
	for _, v := range verbStarts {
		if strings.HasPrefix(s, v) && v != "总" {
			return ""
		}
	}
	if strings.HasSuffix(s, "的") || utf8.RuneCountInString(s) > 24 {
		return ""
	}
	return strings.TrimRight(s, "和与及等 ”")
}

// compares tells that a clause sets a number against another time or place.
func compares(clause string) bool {
	for _, w := range []string{"比", "较", "同比", "环比"} {
		if strings.Contains(clause, w) {
			return true
		}
	}
	return false
}

// directionIn reads the direction from a clause whose last words do not tell it:
// 增速高于全省平均1.2个百分点.
func directionIn(clause string) Direction {
	best, dir := -1, Direction("")
	for _, w := range []struct {
		word string
		dir  Direction
	}{
		{"高于", Up}, {"高出", Up}, {"快于", Up}, {"领先", Up}, {"提高", Up}, {"提升", Up}, {"上升", Up}, {"增加", Up}, {"增长", Up}, {"扩大", Up}, {"高", Up}, {"多", Up}, {"加快", Up}, {"提前", Up},
		{"低于", Down}, {"慢于", Down}, {"下降", Down}, {"降低", Down}, {"回落", Down}, {"减少", Down}, {"缩小", Down}, {"低", Down}, {"减", Down}, {"收窄", Down}, {"落后", Down},
	} {
		if at := strings.LastIndex(clause, w.word); at > best {
			best, dir = at, w.dir
		}
	}
	return dir
}

// clauseSubject is the noun that a clause without figures is about.
func clauseSubject(s string) string {
	s = cutComparison(stripPeriods(itemMark.ReplaceAllString(strings.TrimSpace(s), "")), true)
	s = tails.tail(heads.head(s))
	if at := firstVerb(s); at > 0 && !endsNoun(s) {
		s = string([]rune(s)[:at])
	}
	s = tails.tail(s)
	if m := keptVerbs.FindString(s); m != "" && m != s {
		s = heads.head(s[len(m):])
	}
	if n := utf8.RuneCountInString(s); n < 2 || n > 24 || strings.ContainsAny(s, "0123456789") {
		return ""
	}
	return s
}

// splitNames parts a row of nouns into n names and gives each the head that the
// last one has: 城镇和农村居民人均可支配收入.
func splitNames(s string, n int) []string {
	if n == 2 {
		if at := strings.Index(s, "城乡"); at >= 0 && !strings.ContainsAny(s, "、和与及") {
			return []string{s[:at] + "城镇" + s[at+len("城乡"):], s[:at] + "农村" + s[at+len("城乡"):]}
		}
	}
	names := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、和与及", r) })
	if len(names) != n || n < 2 {
		return nil
	}
	return shareHead(names)
}

// shareHead completes names that leave out the head of the last one: those that
// are as long as the word that takes their place there.
func shareHead(names []string) []string {
	last := []rune(names[len(names)-1])
	for i, name := range names[:len(names)-1] {
		runes := []rune(name)
		if len(runes) < len(last) && !endsNoun(name) && len(runes) <= 6 {
			names[i] = name + string(last[len(runes):])
		}
	}
	return names
}
