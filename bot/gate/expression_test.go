package gate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEquations(t *testing.T) {
	for _, tt := range []struct {
		text     string
		operands []string // of the first equation, as written; nil: there is none
		holds    bool
	}{
		{"合计55.61 + 20.3 = 75.91亿元", []string{"55.61亿元", "20.3亿元"}, true},
		{"合计55.61亿元＋20.3亿元＝75.91亿元。", []string{"55.61亿元", "20.3亿元"}, true},
		{"合计55.61 + 20.3 = 75.92亿元", []string{"55.61亿元", "20.3亿元"}, false},
		{"5.2亿元 − 4800万元 = 4.72亿元", []string{"5.2亿元", "4800万元"}, true},
		{"（57.3 − 52.6）÷ 52.6 = 8.9%", []string{"57.3", "52.6", "52.6"}, true},
		{"(57.3-52.6)/52.6*100% = 8.9%", []string{"57.3", "52.6", "52.6", "100%"}, true},
		{"(57.3-52.6)/52.6 = 9%", []string{"57.3", "52.6", "52.6"}, true},
		{"(57.3-52.6)/52.6 = 8.8%", []string{"57.3", "52.6", "52.6"}, false},
		{"79% − 71% = 8个百分点", []string{"79%", "71%"}, true},
		{"$9.74 million - $11.2 million = -$1.46 million", []string{"9.74milliondollars", "11.2milliondollars"}, true},
		{"(12+15)÷2=13.5家", []string{"12", "15", "2"}, true},
		{"1÷0=1", []string{"1", "0"}, false},
		{"2×3≈7", []string{"2", "3"}, false},
		{"1-10月产值46亿元", nil, false},
		{"产值=46亿元", nil, false},
		{"1 + 2 + = 3", nil, false},
		{strings.Repeat("(", 100) + "1+1=2", nil, false},
	} {
		found := equations(plainCalculation(tt.text))
		if len(found) == 0 || tt.operands == nil {
			if tt.operands != nil || len(found) > 0 && strings.Count(tt.text, "(") < 2 {
				t.Errorf("%s: %d equations", tt.text, len(found))
			}
			continue
		}
		e := found[0]
		e.inherit()
		var operands []string
		for _, o := range e.operands {
			operands = append(operands, o.written())
		}
		if diff := cmp.Diff(tt.operands, operands); diff != "" {
			t.Errorf("%s: operands (-want +got):\n%s", tt.text, diff)
		}
		if got := e.holds(); got != tt.holds {
			t.Errorf("%s: holds %v", tt.text, got)
		}
	}
}
