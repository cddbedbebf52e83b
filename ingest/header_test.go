package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadHeader(t *testing.T) {
	tests := []struct {
		name, text string
		title      string
		blocks     int
		table      map[string]string
	}{
		{"one line", "雁川镇2023年工作总结\n一、农业\n好。", "雁川镇2023年工作总结", 1, nil},
		{"two lines", "雁川镇2023年工作总结\n及2024年工作思路\n一、农业\n好。", "雁川镇2023年工作总结及2024年工作思路", 2, nil},
		{"body above the title", "雁川县人民政府\n2023年工作报告\n一、农业\n好。", "雁川县人民政府2023年工作报告", 2, nil},
		{"spread over the line", "政 府 工 作 报 告\n——2024年1月16日在大会上\n区长　何某\n各位代表：\n一、回顾\n好。", "政府工作报告", 4, nil},
		{"without a word of titles", "雁川镇2023年经济发展情况\n一、农业\n好。", "雁川镇2023年经济发展情况", 1, nil},
		{"letterhead", "雁川镇人民政府文件\n雁政发〔2024〕6号\n雁川镇2024年工作要点\n一、农业\n好。", "雁川镇2024年工作要点", 3, nil},
		{"English over two lines", "Town of Alder Bay\nAnnual Report 2023\nPart I. Roads\nGood.", "Town of Alder Bay Annual Report 2023", 2, nil},
		{"English with the town below", "Annual Report 2023\nTown of Alder Bay\nPart I. Roads\nGood.", "Annual Report 2023", 2, nil},
		{"heading of the format", "# 雁川镇情况\n## 一、农业\n好。", "雁川镇情况", 1, nil},
		{"two headings of one level", "# 一季度情况\n好。\n# 二季度情况\n好。", "", 0, nil},
		{"lines of two parts", "2022年工作总结\n一、农业\n好。\n2023年工作打算\n一、农业\n好。", "", 0, nil},
		{"numbered", "一、2023年工作总结\n好。", "", 0, nil},
		{"a sentence", "雁川镇2023年工作总结如下。\n好。", "", 0, nil},
		{"a date", "2023年12月8日\n雁川镇全年产值增长8%，税收增长6%，各项工作稳步推进。", "", 1, nil},
		{"table of metadata", "| 索引号： | YC-12 | 成文日期： | 2023-12-08\n| 发布机构：雁川镇人民政府\n雁川镇2023年工作总结\n一、农业\n好。", "雁川镇2023年工作总结", 3,
			map[string]string{"索引号": "YC-12", "成文日期": "2023-12-08", "发布机构": "雁川镇人民政府"}},
		{"lines of metadata", "索 引 号：YC-12\n发文机关：雁川镇人民政府\n雁川镇2023年工作总结\n一、农业\n好。", "雁川镇2023年工作总结", 3,
			map[string]string{"索引号": "YC-12", "发文机关": "雁川镇人民政府"}},
		{"a cell without value", "| 索引号： | | 成文日期： | 2023-12-08\n雁川镇2023年工作总结\n一、农业\n好。", "雁川镇2023年工作总结", 2,
			map[string]string{"索引号": "", "成文日期": "2023-12-08"}},
		{"a table of figures", "| 指标 | 数值\n| 产值 | 12亿元", "", 0, nil},
		{"nothing", "", "", 0, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := readHeader(docOf(tt.text), "a.txt")
			if h.title != tt.title || h.blocks != tt.blocks {
				t.Errorf("title %q in %d blocks, want %q in %d", h.title, h.blocks, tt.title, tt.blocks)
			}
			if tt.table == nil {
				tt.table = map[string]string{}
			}
			if diff := cmp.Diff(tt.table, h.table); diff != "" {
				t.Errorf("table (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWithoutSite(t *testing.T) {
	for title, want := range map[string]string{
		"雁川镇2023年工作总结_雁川县人民政府":           "雁川镇2023年工作总结",
		"雁川镇2023年工作总结 - 雁川县农业农村局":        "雁川镇2023年工作总结",
		"雁川镇2023年工作总结-信息公开-雁川县政府网":       "雁川镇2023年工作总结",
		"雁川县人民政府 | 雁川镇2023年工作总结":         "雁川镇2023年工作总结",
		"Annual Report 2023 | Alder Bay": "Annual Report 2023",
		"雁川镇2021-2023年工作总结":              "雁川镇2021-2023年工作总结",
		"政府工作报告——2024年在大会上":              "政府工作报告——2024年在大会上",
		"雁川镇概况_雁川县人民政府":                  "雁川镇概况",
		"":                               "",
	} {
		if got := withoutSite(title); got != want {
			t.Errorf("withoutSite(%q) = %q, want %q", title, got, want)
		}
	}
}

// TestTitle prefers the clean title to that of a site or a template, and front
// matter to all.
func TestTitle(t *testing.T) {
	const text = "雁川镇2023年工作总结\n一、农业\n好。"
	const bare = "一、农业\n全镇粮食产量增长，农民收入增加，农村面貌改善。"
	tests := []struct {
		name, source, text string
		meta               map[string]string
		want               string
	}{
		{"line of the text", "a.txt", text, nil, "雁川镇2023年工作总结"},
		{"front matter", "a.md", text, map[string]string{"title": "雁川镇2023年工作总结（送审稿）"}, "雁川镇2023年工作总结（送审稿）"},
		{"title of the page with its site", "a.html", text, map[string]string{"title": "雁川镇2023年工作总结_雁川县人民政府"}, "雁川镇2023年工作总结"},
		{"title of the article", "a.html", bare, map[string]string{"title": "雁川县人民政府", "articletitle": "雁川镇2023年工作总结"}, "雁川镇2023年工作总结"},
		{"page without a file name of its kind", "a.txt", text, map[string]string{"title": "政务公开_雁川县", "pubdate": "2024-01-09"}, "雁川镇2023年工作总结"},
		{"page without a line for it", "a.html", bare, map[string]string{"title": "雁川镇2023年工作总结 - 雁川县"}, "雁川镇2023年工作总结"},
		{"property of a template", "a.docx", text, map[string]string{"title": "公文模板"}, "雁川镇2023年工作总结"},
		{"property alone", "a.docx", bare, map[string]string{"title": "雁川镇2023年工作总结"}, "雁川镇2023年工作总结"},
		{"told apart by place and year", "a.txt", "政府工作报告\n——2024年1月16日在大会上\n雁川县人民政府县长　何某\n一、工作回顾\n好。", nil, "政府工作报告（雁川县，2024年）"},
		{"of the parts", "a.txt", "2022年工作总结\n一、农业\n好。\n2023年工作打算\n一、农业\n好。", nil, "2022年工作总结及2023年工作打算"},
		{"of the file", "a/b/notes.txt", "好。", nil, "notes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := docOf(tt.text)
			doc.Meta = tt.meta
			if got := Parse(doc, Origin{Source: tt.source}).Title; got != tt.want {
				t.Errorf("title %q, want %q", got, tt.want)
			}
		})
	}
}

// A title that stands twice does not end the lines below it.
func TestTitleTwice(t *testing.T) {
	r := parseText("2031年栖岭省政府工作报告\n\n政府工作报告\n\n——2031年3月5日在栖岭省第十四届人民代表大会第二次会议上\n\n各位代表：\n\n一、2030年工作回顾\n\n——经济总体向好。生产总值增长5%。\n\n二、2031年工作安排\n\n生产总值增长6%。\n", nil)
	for _, s := range r.Sections {
		if strings.Contains(r.Text[s.Start:s.End], "增长5%") && s.Status != StatusActual {
			t.Errorf("%q is %q", s.Path, s.Status)
		}
	}
}
