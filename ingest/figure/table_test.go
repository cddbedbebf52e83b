package figure

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseRow(t *testing.T) {
	for _, c := range []struct {
		name, header, row, caption string
		want                       []string
	}{
		{"unit column", "指标 | 单位 | 2031年目标 | 2031年预计完成 | 同比增长", "规上工业产值 | 亿元 | 71.5 | 70.2 | -3.4%", "", []string{
			"71.5: 7150000000 元 level 规上工业产值 2031年 target", "70.2: 7020000000 元 level 规上工业产值 2031年 expected", "-3.4%: 3.4 % change down 规上工业产值  actual"}},
		{"units in the heads", "品种 | 面积（万亩） | 产量（万吨） | 产量同比（%）", "油茶 | 4.2 | 0.31 | 6.5", "", []string{
			"4.2: 42000 亩 level 油茶面积  actual", "0.31: 3100 吨 level 油茶产量  actual", "6.5: 6.5 % change up 油茶  actual"}},
		{"unit in the caption", "指标 | 2030年 | 2031年", "税收收入 | 1.2 | 1.3", "单位：亿元", []string{
			"1.2: 120000000 元 level 税收收入 2030年 actual", "1.3: 130000000 元 level 税收收入 2031年 actual"}},
		{"unit in the cells", "指标 | 2031年", "接待游客 | 83.5万人次", "", []string{"83.5万人次: 835000 人次 level 接待游客 2031年 actual"}},
		{"unit in the name, a part", "指标 | 2031年", "其中：民间投资（万元） | 5,120", "", []string{"5,120: 51200000 元 level 民间投资 2031年 actual"}},
		{"masks and gaps", "指标 | 2031年目标 | 2031年完成", "财政总收入 | —— | x.x亿元", "", []string{"x.x亿元:  元 level 财政总收入 2031年 actual masked"}},
		{"serial numbers", "序号 | 项目 | 总投资（万元）", "3 | 古堰修缮 | 860", "", []string{"860: 8600000 元 level 古堰修缮总投资  actual"}},
		{"sums of money", "Fund | FY2030 actual | FY2031 plan | FY2031 actual", "Harbor fund | $1.9 million | $2,000,000 | $2.1 million", "", []string{
			"$1.9 million: 1900000 dollars level Harbor fund  actual", "$2,000,000: 2000000 美元 level Harbor fund  target",
			"$2.1 million: 2100000 dollars level Harbor fund  actual"}},
		{"metadata is no table of figures", "", "索引号: | 0012/2031-7 | 主题分类: | 综合", "", nil},
		{"no number", "村名 | 书记", "柳坪村 | 何方", "", nil},
	} {
		var got []string
		for _, f := range ParseRow(c.row, c.header, c.caption, Context{Year: 2031}) {
			s := fmt.Sprintf("%s: %s %s %s", f.Text, f.Value, f.Unit, f.Kind)
			if f.Direction != "" {
				s += " " + string(f.Direction)
			}
			s += fmt.Sprintf(" %s %s %s", f.Indicator, f.Period, f.Status)
			if f.Masked {
				s += " masked"
			}
			if got = append(got, s); string([]rune(c.row)[f.Start:f.End]) != f.Text {
				t.Errorf("%s: %q does not stand at %d–%d of %q", c.name, f.Text, f.Start, f.End, c.row)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// A column of a fiscal year is not of the year that the report tells of.
func TestFiscalColumns(t *testing.T) {
	figures := ParseRow("Harbor fund | $1.9 million | $2.1 million", "Fund | FY2030 actual | FY2031 actual", "", Context{Year: 2031})
	if len(figures) != 2 || figures[0].From != "2030-01-01" || figures[1].To != "2031-12-31" {
		t.Errorf("%+v", figures)
	}
}
