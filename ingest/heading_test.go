package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"reportbot/ingest/format"
)

// blockOf is a paragraph that is the whole text.
func blockOf(text string) format.Block { return format.Block{Start: 0, End: len(text)} }

// describeParts writes "#heading" (with "!" when it is a sentence too) and
// "body" for each part.
func describeParts(text string, parts []part) []string {
	var out []string
	for _, p := range parts {
		s := text[p.span.Start:p.span.End]
		switch {
		case p.heading && p.keep:
			s = "#" + p.label + "!"
		case p.heading:
			s = "#" + p.label
		}
		out = append(out, s)
	}
	return out
}

func TestMarkedParts(t *testing.T) {
	tests := []struct {
		name, text  string
		want        []string
		headingLike bool
	}{
		{"a line of its own", "一、聚焦产业升级", []string{"#一、聚焦产业升级"}, true},
		{"with a full stop", "一、聚焦产业升级。", []string{"#一、聚焦产业升级"}, true},
		{"runs into its paragraph", "1.重点项目加速推进。全力推进园区建设。新开工5个。", []string{"#1.重点项目加速推进", "全力推进园区建设。新开工5个。"}, true},
		{"ASCII full stop", "1.重点项目加速推进.全力推进园区建设。", []string{"#1.重点项目加速推进", "全力推进园区建设。"}, true},
		{"a colon ends it", "（一）目标任务：完成投资3亿元，新开工项目5个。", []string{"#（一）目标任务", "完成投资3亿元，新开工项目5个。"}, true},
		{"white space ends it", "（一）健康档案　建档率达到95%，更新档案1.8万份。", []string{"#（一）健康档案", "建档率达到95%，更新档案1.8万份。"}, true},
		{"figures are kept as a sentence", "二、改造老旧小区11个", []string{"#二、改造老旧小区11个!"}, true},
		{"figures of a short run-in heading", "1.新增规上企业6家。产值达到18亿元。", []string{"#1.新增规上企业6家!", "产值达到18亿元。"}, true},
		{"years are no figures", "一、2023年工作总结", []string{"#一、2023年工作总结"}, true},
		{"ordinals are no figures", "一、迎接第三次全国普查", []string{"#一、迎接第三次全国普查"}, true},
		{"a sentence is a list item", "1.完成造林1200亩，栽植苗木9.6万株，成活率达到92%以上，新增护林员12名。", []string{"#1.完成造林1200亩", "1.完成造林1200亩，栽植苗木9.6万株，成活率达到92%以上，新增护林员12名。"}, false},
		{"a semicolon ends a list item", "1.抚育森林；", []string{"#1.抚育森林", "1.抚育森林；"}, false},
		{"a time is no colon", "1.会议于9:30开始，在镇政府三楼会议室举行，参会人员一共有四十余人。会期半天。", []string{"#1.会议于9", "1.会议于9:30开始，在镇政府三楼会议室举行，参会人员一共有四十余人。会期半天。"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := parseMarker(tt.text)
			if !ok {
				t.Fatal("no marker")
			}
			parts, headingLike := markedParts(tt.text, blockOf(tt.text), m)
			if diff := cmp.Diff(tt.want, describeParts(tt.text, parts)); diff != "" || headingLike != tt.headingLike {
				t.Errorf("heading-like %v, want %v (-want +got):\n%s", headingLike, tt.headingLike, diff)
			}
		})
	}
}

func TestBareHeading(t *testing.T) {
	const text = "今年来全街道新增停车泊位六百余个，群众出行更加方便。"
	tests := []struct {
		line, next string
		want       bool
	}{
		{"主要做法", text, true},
		{"主要做法", "一、加强领导", true},
		{"主要做法", "短句。", false},
		{"主要做法", "没有结束标点的一行文字也不能证明上面是标题而已", false},
		{"我们做了工作。", text, false},
		{"主要做法：", text, false},
		{"新建泊位120个", text, false},
		{"一个很长很长的没有标点的句子它虽然没有结束标点但是长得不像标题的样子", text, false},
		{"总计", text, false},
	}
	for _, tt := range tests {
		doc := docOf(tt.line + "\n" + tt.next)
		if got := bareHeading(doc.Text, doc.Blocks[0], doc.Blocks[1]); got != tt.want {
			t.Errorf("%q above %q: %v, want %v", tt.line, tt.next, got, tt.want)
		}
	}
}

func TestHasFigure(t *testing.T) {
	for s, want := range map[string]bool{
		"新增企业6家": true, "增长８％": true, "产值*.*亿元": true, "新增xx人": true, "建成三所学校": true, "3.2 million yuan": true,
		"2023年工作": false, "第三届文化节": false, "一批项目落地": false, "“三个一”工程": false, "走进千家万户": false, "工作总结": false,
	} {
		if got := hasFigure(s); got != want {
			t.Errorf("hasFigure(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestInnerParts(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"unmarked topics",
			"总体经济平稳运行。2022年我镇财政总收入完成2.1亿元，同比增长6.3%。农业生产稳步发展。截至10月底，全镇粮食播种面积2.4万亩，产量1.1万吨。",
			[]string{"#总体经济平稳运行", "2022年我镇财政总收入完成2.1亿元，同比增长6.3%。", "#农业生产稳步发展", "截至10月底，全镇粮食播种面积2.4万亩，产量1.1万吨。"}},
		{"one topic alone is none",
			"总体经济平稳运行。2022年我镇财政总收入完成2.1亿元，同比增长6.3%。截至10月底，全镇粮食播种面积2.4万亩，产量1.1万吨。",
			[]string{"总体经济平稳运行。2022年我镇财政总收入完成2.1亿元，同比增长6.3%。截至10月底，全镇粮食播种面积2.4万亩，产量1.1万吨。"}},
		{"a paragraph that opens otherwise has none",
			"财政总收入完成2.1亿元。总体经济平稳运行。2022年我镇财政总收入完成2.1亿元，同比增长6.3%。农业生产稳步发展。截至10月底，全镇粮食播种面积2.4万亩。",
			[]string{"财政总收入完成2.1亿元。总体经济平稳运行。2022年我镇财政总收入完成2.1亿元，同比增长6.3%。农业生产稳步发展。截至10月底，全镇粮食播种面积2.4万亩。"}},
		{"enumerated topics",
			"一是打造为民政府。推进政务公开，提升服务水平。二是打造高效政府。优化流程，提高效能。",
			[]string{"#一是打造为民政府", "推进政务公开，提升服务水平。", "#二是打造高效政府", "优化流程，提高效能。"}},
		{"enumerated topics behind a lead",
			"重点抓了两件事。一是修路架桥。全年修路12公里。二是引水入户。改水860户。",
			[]string{"重点抓了两件事。", "#一是修路架桥", "全年修路12公里。", "#二是引水入户", "改水860户。"}},
		{"enumeration inside one sentence",
			"重点抓了两件事：一是修路12公里；二是改水860户。成效明显。",
			[]string{"重点抓了两件事：一是修路12公里；二是改水860户。成效明显。"}},
		{"enumerated sentences",
			"一是坚持以学促干，全年培训干部260人次。二是坚持问题导向，整改问题35个。",
			[]string{"一是坚持以学促干，全年培训干部260人次。二是坚持问题导向，整改问题35个。"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := bodyPart(Span{0, len(tt.text)}, blockOf(tt.text))
			if diff := cmp.Diff(tt.want, describeParts(tt.text, innerParts(tt.text, body))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTopicSentence(t *testing.T) {
	for s, want := range map[string]bool{
		"农业生产稳步发展。": true, "深化依法行政，打造“阳光政府”。": true, "坚持党建引领。": true,
		"农业生产稳步发展": false, "农业。": false, "粮食产量2万吨。": false, "我们取得了成绩。": false, "完成了各项任务。": false,
		"各位代表！": false, "》，加快建设步伐。": false, "重点项目建设成效显现并且带动了全镇经济社会全面向前发展。": false,
	} {
		if got := topicSentence(s); got != want {
			t.Errorf("topicSentence(%q) = %v, want %v", s, got, want)
		}
	}
}

// TestHeadTopics turns the first sentences of neighbouring paragraphs into
// headings, and leaves one alone as it is.
func TestHeadTopics(t *testing.T) {
	const a, b, c = "就业渠道不断拓宽。全年新增城镇就业420人，培训680人次。", "教育质量稳步提升。镇中心小学改扩建完工，新增学位360个。", "全镇一年来没有发生重大事故，调解纠纷136件。"
	tests := []struct {
		name  string
		lines []string
		want  []string
	}{
		{"two and another", []string{a, b, c}, []string{"#就业渠道不断拓宽", "全年新增城镇就业420人，培训680人次。", "#教育质量稳步提升", "镇中心小学改扩建完工，新增学位360个。", c}},
		{"one", []string{a, c}, []string{a, c}},
		{"parted by a table", []string{a, "| 指标 | 数值", b}, []string{a, "指标 | 数值", b}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := docOf(strings.Join(tt.lines, "\n"))
			var parts []part
			for _, blk := range doc.Blocks {
				parts = append(parts, bodyPart(Span{blk.Start, blk.End}, blk))
			}
			if diff := cmp.Diff(tt.want, describeParts(doc.Text, headTopics(doc.Text, parts))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
