package format

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// minChinese is the share of common characters from which bytes read as Chinese
// are taken to be Chinese. Real text has above 0.4; the same bytes in a wrong
// encoding, and Korean or Japanese read as Chinese, have below 0.15.
const minChinese = 0.25

// common holds the most frequent characters of Chinese writing and of official
// reports, simplified and traditional, with the punctuation.
var common = runeSet(
	"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经" +
		"十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形" +
		"相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展" +
		"五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战" +
		"先回则任取据处理府研质信四口式九非村乡镇县市街道社区委书记办推进落项目投额亿万元增加速度完善服务安全环境治理保障积极坚持升企业" +
		"创产值财税收支农户居民健康教育医疗文明城规划整改检查宣传群众干部组织培训领导班子责任制度监督督促排查隐患应急值守疫情防控扶贫困振" +
		"兴生态绿色河湖垃圾污染厂房园商贸旅游科技型高新引才招商引资签约投产达产优化营商调查研究报告总结思路目标指标同比增长下降左右预计累" +
		"计今年去年以来我们他什么没有可以自己这样知道时候还是就是因为所以但是如果东南北省州吧吗呢啊给让叫跟走吃喝看听写读问答请谢再真每" +
		"這個們來時為國說對發會過學動種後經現實電與關從業體點機當應開還間樣數內線氣變條沒結問題軍無長見計別決處區農強戰據則務產鄉鎮縣" +
		"項億萬額環護創財稅戶層級勞動質門網頁書記專頭車馬東報紙聽讀寫話請謝讓給嗎麼樂愛親買賣錢號碼臺灣權義許設備該認識總統選舉黨議員" +
		"，。、；：！？“”‘’（）《》〈〉【】「」『』—…·　％")

func runeSet(s string) map[rune]bool {
	set := make(map[rune]bool)
	for _, r := range s {
		set[r] = true
	}
	return set
}

// chineseShare is the share of common Chinese characters among the characters
// above ASCII, from 0 to 1; a wrong one counts against three. 0 when there are
// none.
func chineseShare(text string) float64 {
	all, good := 0, 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			continue
		case common[r]:
			good++
		case r == utf8.RuneError, isPrivate(r):
			good -= 3
		}
		all++
	}
	if all == 0 {
		return 0
	}
	return max(0, float64(good)/float64(all))
}

// inGB2312 tells whether all bytes above ASCII are pairs of GB2312 and most of
// them less frequent Han (its second half, leads from 0xD8), as in a list of
// rare names: Korean in EUC-KR is made of pairs too, but of the first half.
func inGB2312(sample []byte) bool {
	pairs, rare := 0, 0
	for i := 0; i < len(sample); i++ {
		lead := sample[i]
		if lead < utf8.RuneSelf {
			continue
		}
		if i+1 == len(sample) {
			break
		}
		if lead < 0xA1 || lead > 0xF7 || sample[i+1] < 0xA1 || sample[i+1] == 0xFF {
			return false
		}
		i++
		pairs++
		if lead >= 0xD8 {
			rare++
		}
	}
	return rare*2 > pairs
}

func isPrivate(r rune) bool { return r >= 0xE000 && r <= 0xF8FF }

// unmarkedUTF16 finds UTF-16 without a byte order mark, nil when the bytes are
// something else: by NUL bytes that all stand on one side (Latin text), or by
// reading as Chinese from one side only.
func unmarkedUTF16(data []byte) encoding.Encoding {
	head := data[:min(len(data), sampleSize)&^1]
	if len(head) < 2 || bytes.IndexByte(head, 0) < 0 && utf8.Valid(cutHalfRune(head)) {
		return nil
	}
	le, be := readableShare(convert(utf16LE, head)), readableShare(convert(utf16BE, head))
	switch {
	case le >= 0.5 && le >= 2*be:
		return utf16LE
	case be >= 0.5 && be >= 2*le:
		return utf16BE
	}
	return nulSide(head)
}

// readableShare is the share of printable ASCII, line ends and common Chinese
// characters, from 0 to 1.
func readableShare(text string) float64 {
	all, good := 0, 0
	for _, r := range text {
		if common[r] || r >= ' ' && r <= '~' || r == '\n' || r == '\r' || r == '\t' {
			good++
		}
		all++
	}
	return float64(good) / float64(max(all, 1))
}

// nulSide finds UTF-16 of other scripts: spaces and line ends have a NUL byte,
// all on the same side, at least one in twenty characters.
func nulSide(head []byte) encoding.Encoding {
	var nuls, control [2]int
	for i, c := range head {
		if c == 0 {
			nuls[i&1]++
		} else if c < 8 && i+1 < len(head) && head[i^1] == 0 {
			control[i&1]++
		}
	}
	const few = 20
	switch {
	case nuls[0] == 0 && control[0] == 0 && nuls[1]*2*few >= len(head):
		return utf16LE
	case nuls[1] == 0 && control[1] == 0 && nuls[0]*2*few >= len(head):
		return utf16BE
	}
	return nil
}
