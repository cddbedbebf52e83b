package answer

import (
	"regexp"
	"strings"
)

// orders are sentences that speak to the program that reads them, not to people: they
// tell it to forget its rules, take another part, say or print something, or they look
// like its own conversation. No report of an office says such things of its work.
var orders = regexp.MustCompile(`(?i)` +
	`(?:忽略|无视|忘记|忘掉|抛开|不要?(?:再)?(?:遵守|理会|管)|跳过|绕过|推翻)[^。！？]{0,12}(?:规则|指令|指示|提示|要求|设定|限制|约束|核对|上文|前文)` +
	`|(?:系统|隐藏|初始|原始)(?:提示|指令|消息)词?|提示词|(?:人工智能|\bAI|语言模型|大模型|机器人|问答|聊天)(?:助手|程序|系统|模型)?(?:[，,：:]|都|一律)?(?:请|必须|务必|须|应当?|注意|你)` +
	`|(?:^|[，。：；！？\s“"（(])(?:现在|请|务必|必须|只(?:能|许|要|需)|一律|直接|统一){0,3}(?:回答|回复|输出|打印|告诉(?:用户|读者|提问)|复述|重复|改口)[^。！？]{0,4}(?:[：:“"‘'「]|说|为|成|以下|下面|所有|全部|你|用户|问题时)` +
	`|(?:回答|回复|答案|引用)[^。！？]{0,8}(?:时|中|里|前|后)?[，,]?(?:一律|必须|务必|统一|都要|改[为成])` +
	`|(?:请|须|必须|务必)[^。！？]{0,6}(?:回答|答案|回复)(?:里|中|后|前|时|的)|请(?:引导|让|提醒|告知|通知|要求)?(?:用户|读者|提问)|把[^。！？]{1,20}(?:说成|改成|写成|答成)` +
	`|(?:你|您)(?:现在|从现在起|今后)?(?:是|扮演|必须|只能|要|应当?|将|不再|可以不)` +
	`|(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:instruction|rule|prompt|previous|above|prior|guideline|check)` +
	`|system\s*(?:prompt|message)|developer\s*mode|jailbreak|\bas an? (?:ai|language model|assistant)\b|\byou (?:are now|will now|should now|must now)\b` +
	`|\b(?:answer|respond|reply)\s+(?:only\s+)?(?:with|that|in|as)\b|\b(?:print|output|reveal|repeat)\b[^.!?]{0,20}\b(?:prompt|instruction|rule|above|following|word)` +
	`|(?:^|\n)\W*(?:system|assistant|user|human)\s*[:：]|<\|?/?\s*(?:im_start|im_end|system|user|assistant|script|img|iframe)\b|\[/?INST\]|###\s*(?:instruction|system|response)` +
	`|[@＠](?:channel|here|everyone|所有人|全体)|<[@!#][^<>\s]*>` +
	`|!\[[^\]]*\]\(|^\W*\[[^\]]*\]\(\s*(?:https?|data|javascript):|"(?:quote|text|statements|role|content)"\s*:`)

// triggers are parts of orders, without case, one of which stands in each: looking for
// them is a hundred times faster than for orders.
var triggers = []string{
	"忽略", "无视", "忘记", "忘掉", "抛开", "遵守", "理会", "不管", "不要管", "跳过", "绕过", "推翻",
	"提示", "指令", "消息", "ai", "模型", "机器人", "智能", "问答", "聊天",
	"用户", "读者", "提问", "说成", "改成", "写成", "回答", "回复", "输出", "打印", "告诉", "复述", "重复", "改口", "答案", "引用", "你", "您",
	"ignore", "disregard", "forget", "override", "bypass", "system", "developer", "jailbreak", "you ", "assistant",
	"answer", "respond", "reply", "print", "output", "reveal", "repeat", "user", "human", "inst", "response",
	"@", "＠", "<", "](", `"quote"`, `"text"`, `"statements"`, `"role"`, `"content"`,
}

// givesOrders tells whether a sentence of a report speaks to the program that reads
// it. Such a sentence is never shown to a model, and answers nothing.
func givesOrders(sentence string) bool {
	lower := strings.ToLower(sentence)
	for _, t := range triggers {
		if strings.Contains(lower, t) {
			return orders.MatchString(sentence)
		}
	}
	return false
}
