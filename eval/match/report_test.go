package match

import "testing"

func TestSameReport(t *testing.T) {
	tests := []struct {
		report, want string
		same         bool
	}{
		{"qingxi.txt", "qingxi.txt", true},
		{"2021/qingxi.txt", "qingxi.txt", true},
		{"a/2021/qingxi.txt", "2021/qingxi.txt", true},
		{"qingxi.txt", "2021/qingxi.txt", false},
		{"xiaoqingxi.txt", "qingxi.txt", false},
		{"a/", "", false},
	}
	for _, test := range tests {
		if got := SameReport(test.report, test.want); got != test.same {
			t.Errorf("SameReport(%q, %q) = %t", test.report, test.want, got)
		}
	}
}

func TestInSections(t *testing.T) {
	tests := []struct {
		section string
		wants   []string
		in      bool
	}{
		{"一、回顾 › （一）农业稳步发展", []string{"（一）农业稳步发展"}, true},
		{"一、回顾 › （一）农业稳步发展", []string{"(一)农业"}, true},
		{"一、回顾 › （一）农业稳步发展", []string{"二、打算", "一、回顾"}, true},
		{"一、回顾 › （一）农业稳步发展", []string{"回顾 › （一）"}, false},
		{"一、回顾", []string{""}, false},
		{"", []string{""}, true},
		{"", []string{"一、回顾"}, false},
		{"一、回顾", nil, false},
	}
	for _, test := range tests {
		if got := InSections(test.section, test.wants); got != test.in {
			t.Errorf("InSections(%q, %q) = %t", test.section, test.wants, got)
		}
	}
}
