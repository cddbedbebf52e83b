package answer_test

import (
	"strings"
	"testing"

	"reportbot/bot/answer"
)

// A town whose report answers some everyday questions, and sounds as if it answered
// others.
var everyday = map[string]string{
	"yanqiao-2022.txt": `砚桥镇2022年工作总结
一、2022年工作总结
（一）民生保障有力。全镇在册低保对象208户311人，发放低保金186.4万元；走访慰问困难群众96户。为1120名65岁以上老人免费体检，镇敬老院新增床位40张。
（二）乡村面貌改善。改造农村户厕263座，新建通村公路5.8公里，安装路灯140盏。拆除违法建筑2.3万平方米。
（三）社会安定有序。调解矛盾纠纷87件，受理信访事项41件。汛期紧急转移安置群众260人，没有发生人员伤亡。
（四）产业稳步发展。接待游客12.6万人次，旅游收入4300万元，网络零售额2150万元。累计建成高标准农田1.2万亩，当年新建高标准农田1600亩。
`,
	"lucen-2022.txt": `鹿岑镇2022年工作总结
一、2022年工作总结
（一）乡村面貌改善。改造农村户厕88座，新建通村公路2.1公里。
`,
}

func TestEverydayQuestions(t *testing.T) {
	a := answerer(t, everyday)
	for _, c := range []struct {
		question, says string // "": the report does not say
	}{
		{"砚桥镇2022年给吃低保的一共发了多少钱？", "186.4万元"},
		{"砚桥镇2022年改了多少座茅房？", "263座"},
		{"砚桥镇2022年修了多少公里进村的路？", "5.8公里"},
		{"砚桥镇2022年装了多少盏街灯？", "140盏"},
		{"砚桥镇2022年闹洪水的时候撤走了多少老百姓？", "260人"},
		{"砚桥镇2022年摆平了多少起吵架扯皮的事？", "87件"},
		{"砚桥镇2022年来玩的有多少人？", "12.6万人次"},
		{"砚桥镇2022年给多少老人家做了不要钱的体检？", "1120名"},
		{"砚桥镇2022年乱搭乱盖的拆了多少？", "2.3万平方米"},
		{"砚桥镇2022年网上卖货卖了多少钱？", "2150万元"},
		{"砚桥镇2022年给老楼装了多少部电梯？", ""},
		{"砚桥镇2022年闹洪水淹死了多少人？", "没有发生人员伤亡"},
		{"砚桥镇2022年打热线反映问题的有多少起？", ""},
		{"砚桥镇2022年给没工作的人发了多少钱？", ""},
		{"砚桥镇2022年骗子骗走了多少钱？", ""},
		{"砚桥镇2022年盖了几所学校？", ""},
		{"鹿岑镇2022年给吃低保的一共发了多少钱？", ""},
		{"鹿岑镇2022年来玩的有多少人？", ""},
	} {
		ans := a.Ask(t.Context(), answer.Question{Text: c.question})
		switch {
		case c.says == "" && ans.Kind != answer.Refused:
			t.Errorf("%s: %s %q, want a refusal", c.question, ans.Kind, ans.Text)
		case c.says != "" && (ans.Kind != answer.Answered || !strings.Contains(ans.Text, c.says)):
			t.Errorf("%s: %s %q, want %s", c.question, ans.Kind, ans.Text, c.says)
		}
	}
}
