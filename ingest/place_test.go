package ingest

import (
	"strings"
	"testing"
)

func TestPlaceInTitle(t *testing.T) {
	const hidden = "hidden"
	for title, want := range map[string]string{
		"雁川镇2023年工作总结": "雁川镇", "云岭市东岸区澄湖镇人民政府2023年工作总结": "澄湖镇", "白鹿街道办事处2023年工作总结": "白鹿街道",
		"关于雁川县2023年国民经济和社会发展计划执行情况的报告": "雁川县", "2023年雁川县政府工作报告": "雁川县", "东岭省2024年政府工作报告": "东岭省",
		"乌兰前旗2023年工作总结": "乌兰前旗", "凉河自治州2023年工作总结": "凉河自治州", "赵县2023年工作总结": "赵县", "镇屏市2023年工作总结": "镇屏市",
		"新市镇2023年工作总结": "新市镇", "沅市市2023年工作总结": "沅市市", "漪州市2023年工作总结": "漪州市", "漪州湾街道2023年工作总结": "漪州湾街道",
		"云岭市乡村振兴局2023年工作总结": "云岭市", "雁川县市场监督管理局2023年工作总结": "雁川县", "云岭市区块链产业工作总结": "云岭市",
		"云岭市老旧小区改造工作总结": "云岭市", "雁川县第三中学2022年工作总结": "雁川县", "滨江新区2023年工作总结": "滨江新区", "云岭市高新区2023年工作总结": "云岭市",
		"关于印发柳林镇2024年工作要点的通知": "柳林镇", "茅坪镇党委会议纪要": "茅坪镇", "中共雁川县委办公室2023年工作总结": "雁川县",
		"二〇二三年雁川镇工作总结": "雁川镇",
		"镇2022年工作总结":   hidden, "*镇2022年工作总结": hidden, "＊＊镇2022年工作总结": hidden, "某镇2022年工作总结": hidden, "xx镇2022年工作总结": hidden,
		"×镇2022年工作总结": hidden, "（略）镇2023年工作总结": hidden, "○○县政府2023年工作总结": hidden, "雁川县*镇2023年工作总结": hidden, "区2023年工作总结": hidden,
		"我镇2023年工作总结": "", "全县教育工作总结": "", "乡镇年度工作总结和下阶段工作思路": "", "城市管理局2023年工作总结": "",
		"乡村振兴局2023年工作总结": "", "长青小学2023年工作总结": "", "市场监管工作总结": "", "政府工作报告": "", "": "",
	} {
		place, hid := placeInTitle(title)
		if hid {
			place += hidden
		}
		if place != want {
			t.Errorf("placeInTitle(%q) = %q, want %q", title, place, want)
		}
	}
}

func TestIssuerInTitle(t *testing.T) {
	for title, want := range map[string]string{
		"雁川县水利局2023年工作总结": "雁川县水利局", "白鹿街道办事处2023年工作总结": "白鹿街道办事处", "长青小学2023年工作总结": "长青小学",
		"国家税务总局雁川县税务局2023年工作总结": "国家税务总局雁川县税务局", "雁川县中医医院关于2023年工作的报告": "雁川县中医医院",
		"雁川县人民政府工作报告": "雁川县人民政府", "云岭市发展和改革委员会2023年工作要点": "云岭市发展和改革委员会",
		"雁川镇2023年工作总结": "", "政府工作报告": "", "": "",
	} {
		if got := issuerInTitle(title); got != want {
			t.Errorf("issuerInTitle(%q) = %q, want %q", title, got, want)
		}
	}
}

// TestPlace finds the place of short documents.
func TestPlace(t *testing.T) {
	own := strings.Repeat("全镇产值增长。柳河镇人民政府办好实事。", 4)
	tests := []struct {
		name, text    string
		meta          map[string]string
		place, issuer string
	}{
		{name: "title", text: "雁川镇2023年工作总结\n一、农业\n好。", place: "雁川镇"},
		{name: "department", text: "雁川县水利局2023年工作总结\n一、农业\n好。", place: "雁川县", issuer: "雁川县水利局"},
		{name: "school", text: "长青小学2023年工作总结\n一、教学\n好。", place: "长青小学", issuer: "长青小学"},
		{name: "speaker", text: "政府工作报告\n雁川县人民政府县长　何某\n一、工作回顾\n好。", place: "雁川县", issuer: "雁川县人民政府"},
		{name: "signature", text: "工作总结\n一、农业\n好。\n雁川镇人民政府\n2023年12月8日", place: "雁川镇", issuer: "雁川镇人民政府"},
		{name: "metadata table", text: "| 发布机构： | 雁川镇人民政府\n工作总结\n一、农业\n好。", place: "雁川镇", issuer: "雁川镇人民政府"},
		{name: "front matter", text: "雁川镇2023年工作总结\n一、农业\n好。", meta: map[string]string{"place": "南屏镇", "issuer": "南屏镇党政办"}, place: "南屏镇", issuer: "南屏镇党政办"},
		{name: "name that the text repeats", text: "2023年工作总结\n一、农业\n" + own, place: "柳河镇"},
		{name: "hidden in the title", text: "*镇2023年工作总结\n一、农业\n" + own},
		{name: "missing in the title", text: "镇2023年工作总结\n一、农业\n好。"},
		{name: "hidden in the signature", text: "2023年工作总结\n一、农业\n好。\n某镇人民政府\n2023年12月8日", issuer: "某镇人民政府"},
		{name: "English", text: "Annual Report 2023\nCounty of Larkmere\nPart I. Roads\nGood.", place: "Larkmere"},
		{name: "none", text: "产值增长8%，税收增长6%，各项工作稳步推进。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := parseText(tt.text, tt.meta)
			if r.Place != tt.place || r.Issuer != tt.issuer {
				t.Errorf("place %q, issuer %q; want %q, %q", r.Place, r.Issuer, tt.place, tt.issuer)
			}
		})
	}
}

// TestPlaceOverride lets the origin override front matter and text.
func TestPlaceOverride(t *testing.T) {
	doc := docOf("*镇2023年工作总结\n一、农业\n好。")
	doc.Meta = map[string]string{"place": "南屏镇"}
	if got := Parse(doc, Origin{Source: "a.txt", Place: "雁川镇"}).Place; got != "雁川镇" {
		t.Errorf("place %q, want 雁川镇", got)
	}
}

func TestKindOf(t *testing.T) {
	for title, want := range map[string]string{
		"雁川镇2023年工作总结": "工作总结", "政府工作报告": "政府工作报告", "雁川县2024年工作要点": "工作要点", "述职报告": "述职报告",
		"Annual Report 2023": "annual report", "会议纪要": "", "": "",
	} {
		if got := kindOf(title); got != want {
			t.Errorf("kindOf(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestPlaceOfSession(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"政府工作报告\n——2022年1月18日在栖岭省第十三届人民代表大会第五次会议上\n栖岭省省长  某甲\n", "栖岭省"},
		{"政府工作报告\n（2023年2月8日在云麓市岑溪区第五届人民代表大会第二次会议上）\n", "岑溪区"},
		{"政府工作报告\n——在澄湖县第十届人民代表大会第三次会议上\n", "澄湖县"},
		{"政府工作报告\n澄湖县人民政府县长  某乙\n", "澄湖县"},
		{"政府工作报告\n岑溪区区长  某丙\n", "岑溪区"},
		{"政府工作报告\n各位代表：\n现在，我代表省人民政府，向大会报告工作。\n", ""},
		{"工作总结\n一、在全区人民代表大会上作报告\n", ""},
	} {
		if got := placeOfSession(test.text); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}
