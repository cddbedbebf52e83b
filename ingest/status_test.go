package ingest

import "testing"

func TestStatusOfHeading(t *testing.T) {
	const none, actual, plan = StatusUnknown, StatusActual, StatusPlan
	tests := []struct {
		heading string
		status  Status
		year    int
	}{
		{"一、2023年工作总结", actual, 2023},
		{"（一）今年来主要工作完成情况", actual, 0},
		{"过去一年工作回顾", actual, 0},
		{"二、主要成效：", actual, 0},
		{"二〇二三年工作总结", actual, 2023},
		{"２０２３年工作回顾", actual, 2023},
		{"二、2024年工作思路", plan, 2024},
		{"下一步工作打算如下：", plan, 0},
		{"下半年重点抓好的几项工作", plan, 0},
		{"三、2024年总体要求和目标任务", plan, 2024},
		{"对今年政府工作的建议", plan, 0},
		{"2021—2025年发展规划", plan, 2025},
		{"2023年工作总结和2024年工作打算", none, 0},
		{"1998年工作回顾和1999年工作的总体要求", none, 0},
		{"工作总结暨下阶段计划", none, 0},
		{"（一）圆满完成全年目标任务", none, 0},
		{"就业超过预期目标", none, 0},
		{"实施乡村建设行动计划", none, 0},
		{"扎实推进重点工作", none, 0},
		{"全面落实各项工作部署", none, 0},
		{"聚焦产业升级，抓好重点任务", none, 0},
		{"实施引才计划，壮大人才队伍", none, 0},
		{"一、党的建设", none, 0},
		{"2. Review of 2023", actual, 2023},
		{"Goals for Fiscal Year 2024", plan, 2024},
		{"The town’s plans", plan, 0},
		{"Roads and bridges", none, 0},
		{"", none, 0},
	}
	for _, tt := range tests {
		got := statusOfHeading(tt.heading)
		if got.status != tt.status || got.year != tt.year {
			t.Errorf("statusOfHeading(%q) = %q %d, want %q %d", tt.heading, got.status, got.year, tt.status, tt.year)
		}
	}
}

func TestWholeStatus(t *testing.T) {
	for title, want := range map[string]sectionStatus{
		"雁川镇2023年工作总结":           {status: StatusActual, year: 2023},
		"雁川镇关于2023年工作总结的报告":      {status: StatusActual, year: 2023},
		"雁川县水利局2024年工作要点":        {status: StatusPlan, year: 2024},
		"关于印发2024年工作要点的通知":       {status: StatusPlan, year: 2024},
		"雁川县2022年统计公报":           {status: StatusActual, year: 2022},
		"岭西市教育年度报告（2022年）":       {status: StatusActual, year: 2022},
		"雁川镇2023年工作总结及2024年工作思路": {},
		"政府工作报告":                 {},
		"":                       {},
	} {
		if got := wholeStatus(title); got != want {
			t.Errorf("wholeStatus(%q) = %+v, want %+v", title, got, want)
		}
	}
}

func TestStatusHeading(t *testing.T) {
	for line, want := range map[string]bool{
		"2023年工作总结": true, "下阶段工作打算": true, "下一步重点工作": true, "2024年重点任务": true, "Review of 2023": true,
		"主要做法": false, "工作措施": false, "重点任务": false, "农业": false,
		"2023年以来在上级部门的正确领导下全镇上下团结一心完成的各项工作总结": false,
	} {
		if got := statusHeading(line); got != want {
			t.Errorf("statusHeading(%q) = %v, want %v", line, got, want)
		}
	}
}
