package answer

import "testing"

// A word of an operation is none where it is part of a name: 矛盾纠纷 are disputes.
func TestOperationOf(t *testing.T) {
	for text, want := range map[string]operation{
		"柳坞镇2023年排查调处矛盾纠纷多少件？":     state,
		"柳坞镇两份报告里的粮食产量有没有矛盾？":      agree,
		"柳坞镇2022年和2023年的产值与增速矛盾吗？": agree,
		"柳坞镇2023年粮食产量是多少？":         state,
		"柳坞镇和石汀镇的粮食产量合计多少？":        sum,
		"哪个镇的粮食产量最高？":              largest,
	} {
		if got := operationOf(text); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
