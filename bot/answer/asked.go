package answer

import (
	"regexp"
	"slices"
	"strings"

	"reportbot/ingest/figure"
	"reportbot/retrieval"
)

// unitClass is what a unit counts or measures.
type unitClass string

const (
	unitAny    unitClass = "" // not said
	unitMoney  unitClass = "money"
	unitPeople unitClass = "people"
	unitHomes  unitClass = "homes" // households and firms: 户, 家
	unitTime   unitClass = "time"
	unitArea   unitClass = "area"
	unitLength unitClass = "length"
	unitWeight unitClass = "weight"
	unitEnergy unitClass = "energy"
	unitShare  unitClass = "share"
	unitThings unitClass = "things"
)

// unitClasses finds the class of a unit, the first that holds.
var unitClasses = []struct {
	class unitClass
	unit  *regexp.Regexp
}{
	{unitMoney, regexp.MustCompile(`元|美元|钱`)},
	{unitShare, regexp.MustCompile(`[%％‰]|百分|成$`)},
	{unitPeople, regexp.MustCompile(`^(?:人|名|位|人次)`)},
	{unitHomes, regexp.MustCompile(`^(?:户|家)`)},
	{unitTime, regexp.MustCompile(`天|日$|小时|分钟|^年|月$`)},
	{unitArea, regexp.MustCompile(`亩|平方|平米|公顷|[^人次]方米$`)},
	{unitLength, regexp.MustCompile(`^(?:公里|米|千米|里)`)},
	{unitWeight, regexp.MustCompile(`吨|公斤|斤`)},
	{unitEnergy, regexp.MustCompile(`千瓦时|^度$`)},
	{unitThings, regexp.MustCompile(`^\p{Han}`)},
}

func classOfUnit(unit string) unitClass {
	for _, c := range unitClasses {
		if c.unit.MatchString(unit) {
			return c.class
		}
	}
	return unitAny
}

// classOf is the class of the unit of a figure.
func classOf(e retrieval.LedgerEntry) unitClass {
	switch {
	case isShare(e):
		return unitShare
	case e.Unit == "":
		return unitAny
	}
	return classOfUnit(e.Unit)
}

// What a question asks for by the words of its number.
var (
	asksHowMuch   = regexp.MustCompile(`(?:多少|几)(?:十|百|千|万|亿)*个?(\p{Han}{1,4})?`)
	asksHowLong   = regexp.MustCompile(`多(?:久|少天|少年|少日子)|几天|几年|几个月`)
	asksEnergy    = regexp.MustCompile(`(?:多少|几)(?:[万亿]+)?度?电(?:[^\p{Han}]|$)`)
	asksDistance  = regexp.MustCompile(`多[长远]`)
	asksPartOf    = regexp.MustCompile(`几成|百分之|多大比例|占多少|占几|比例|占比|的[^，,]{0,3}率|多大一?部分`)
	asksPeople    = regexp.MustCompile(`(?:多少|几)(?:十|百|千|万)*[个名位]?[^，,。？?多少]{0,6}?(?:人|老百姓|百姓|群众|老人|娃娃?|学生|孩子|医生|大夫|护士|老师|工人|党员|干部|妇女|女的|渔民|农民|村民|居民|青年|年轻人|毕业生|专家|人才|残疾人|志愿者|兵|大爷|大妈)(?:[^家口均心\p{Han}]|$|[来去在到签领拿吃住上做看被有进出能找没差])`)
	moneyAsked    = regexp.MustCompile(`(?:多少|几)(?:[万亿千百]+)?(?:钱|块|元|资金|经费)|钱.{0,8}(?:多少|几)|(?:花|砸|投|赔|赚|挣|亏|欠|借)了?(?:进去)?多少$`)
	commonCounter = []string{"个", "人", "名", "户", "家", "件", "起", "例", "宗", "次", "场", "回", "趟", "列", "条", "艘", "只", "头", "台", "部", "辆", "座", "栋", "幢", "间", "套", "所", "处", "项", "张", "株", "棵", "盏", "支", "块", "枚", "单", "期", "批", "桩", "根", "剂次", "份"}
)

// notCounted finds nouns that begin with a word of counting.
var notCounted = regexp.MustCompile(`^(?:名[额单字]|家[庭长]|个体|台账|部[门队分]|项目|条[例件]|人[才口]|次数|处[罚分]|场[地所馆]|支[出持]|座[位谈]|列车|份额|期限|张数)`)

// classAsked is the class of the number that a question asks for, and its own word
// of counting, "" when it has none.
func classAsked(text string) (class unitClass, counter string) {
	switch {
	case asksPartOf.MatchString(text):
		return unitShare, ""
	case moneyAsked.MatchString(text):
		return unitMoney, ""
	case asksHowLong.MatchString(text):
		return unitTime, ""
	case asksPeople.MatchString(text):
		return unitPeople, ""
	case asksEnergy.MatchString(text):
		return unitEnergy, ""
	case asksDistance.MatchString(text):
		return unitLength, ""
	}
	m := asksHowMuch.FindStringSubmatch(text)
	if m == nil || m[1] == "" {
		return unitAny, ""
	}
	for _, c := range commonCounter {
		if notCounted.MatchString(m[1]) {
			return unitAny, ""
		}
		if strings.HasPrefix(m[1], c) {
			return classOfUnit(c), c
		}
	}
	first := string([]rune(m[1])[:1])
	switch class = classOfUnit(m[1]); class {
	case unitThings:
		return unitAny, "" // 多少煤 names the thing
	case unitArea, unitWeight:
		return class, first
	}
	return class, ""
}

// How well the unit of a figure answers for the class that is asked for.
const (
	likeClass  = 0.9 // counted otherwise: 件 for 起, 户 for 家
	looseClass = 0.8 // 家 for 个
)

// fitsClass is how well a figure is of the class that is asked for, 0 when it can't be.
func fitsClass(e retrieval.LedgerEntry, class unitClass, counter string) float64 {
	own := classOf(e)
	if own == unitAny && e.Unit == "" && class == unitMoney && isMoney(e) {
		own = unitMoney
	}
	switch {
	case class == unitAny && own == unitShare:
		return 0
	case class == unitAny:
		return 1
	case own == class && (counter == "" || e.Unit == counter || own != unitThings):
		return 1
	case own == class:
		return likeClass
	case counter == "个" && slices.Contains([]unitClass{unitPeople, unitHomes}, own),
		class == unitHomes && own == unitThings, class == unitThings && own == unitHomes:
		return looseClass
	case class == unitPeople && own == unitHomes:
		return looseClass
	}
	return 0
}

// plainLevel tells whether a figure tells how much there is, or a share of it.
func plainLevel(e retrieval.LedgerEntry) bool {
	return (e.Kind == figure.Level || e.Kind == figure.Share) && !e.Base
}
