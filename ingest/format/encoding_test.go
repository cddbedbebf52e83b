package format

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// encode writes text in an encoding that has all its characters.
func encode(t testing.TB, enc encoding.Encoding, text string) string {
	t.Helper()
	out, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatalf("encode %.20q: %v", text, err)
	}
	return out
}

func bytesBE(s string) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}

const (
	simplified  = "柳溪镇去年完成规模以上工业总产值十二亿元，同比增长百分之八。全镇新建道路三条，惠及群众两千余人。\n"
	traditional = "柳溪鎮去年完成規模以上工業總產值十二億元，同比增長百分之八。全鎮新建道路三條，惠及群眾兩千餘人。\n"
	ascii       = "The town built three roads last year, and output rose by 8.2%.\n"
)

func TestDecode(t *testing.T) {
	gb := simplifiedchinese.GB18030
	utf16Chinese := strings.ReplaceAll(strings.Repeat(simplified, 3), "\n", "")
	for _, c := range []struct{ name, data, want string }{
		{"ascii", ascii, ascii},
		{"utf-8", simplified, simplified},
		{"utf-8 with a mark", "\ufeff" + simplified, simplified},
		{"utf-8 cut in a character", "柳溪镇", "柳溪镇"},
		{"utf-8 cut after one byte", "柳溪镇"[:7], "柳溪"},
		{"utf-8 cut after two bytes", "柳溪镇"[:8], "柳溪"},
		{"utf-8 with a bad byte", simplified + "甲\xff乙", simplified + "甲\uFFFD乙"},
		{"gbk", encode(t, gb, simplified), simplified},
		{"gbk, one word", encode(t, gb, "槲滨镇"), "槲滨镇"},
		{"gbk, a short heading", encode(t, gb, "一、经济运行"), "一、经济运行"},
		{"gbk, a title", encode(t, gb, "柳溪镇2031年工作总结"), "柳溪镇2031年工作总结"},
		{"gbk, rare names", encode(t, gb, "蘅芷、鄢懿"), "蘅芷、鄢懿"},
		{"gbk, much ASCII", encode(t, gb, strings.Repeat(ascii, 50)+"柳溪镇的工作"), strings.Repeat(ascii, 50) + "柳溪镇的工作"},
		{"gbk, after more ASCII than is looked at", encode(t, gb, strings.Repeat(ascii, 2000)+"柳溪镇的工作"), strings.Repeat(ascii, 2000) + "柳溪镇的工作"},
		{"gbk, traditional", encode(t, gb, traditional), traditional},
		{"gb18030, four bytes", encode(t, gb, simplified+"㐂𠮷"), simplified + "㐂𠮷"},
		{"gbk, cut in a character", encode(t, gb, simplified+"柳")[:len(encode(t, gb, simplified))+1], simplified + "\uFFFD"},
		{"big5", encode(t, traditionalchinese.Big5, traditional), traditional},
		{"big5, short", encode(t, traditionalchinese.Big5, "今年的工作報告"), "今年的工作報告"},
		{"utf-16le with a mark", "\xff\xfe" + string(utf16Bytes(simplified)), simplified},
		{"utf-16be with a mark", "\xfe\xff" + bytesBE(simplified), simplified},
		{"utf-16le, Latin", string(utf16Bytes(ascii)), ascii},
		{"utf-16be, Latin", bytesBE(ascii), ascii},
		{"utf-16le, Chinese alone", string(utf16Bytes(utf16Chinese)), utf16Chinese},
		{"utf-16be, Chinese alone", bytesBE(utf16Chinese), utf16Chinese},
		{"utf-16le, Chinese with the byte 00", string(utf16Bytes(simplified + "一一一")), simplified + "一一一"},
		{"utf-16le, Russian", string(utf16Bytes("Работа посёлка за год завершена в полном объёме.\n")), "Работа посёлка за год завершена в полном объёме.\n"},
		{"windows-1252", encode(t, charmap.Windows1252, "The café’s résumé is déjà vu, naïve and Zürich-based.\n"), "The café’s résumé is déjà vu, naïve and Zürich-based.\n"},
		{"euc-kr", encode(t, korean.EUCKR, strings.Repeat("우리 마을은 작년에 도로 세 개를 새로 만들었습니다. ", 4)), strings.Repeat("우리 마을은 작년에 도로 세 개를 새로 만들었습니다. ", 4)},
		{"shift_jis", encode(t, japanese.ShiftJIS, strings.Repeat("町は昨年、道路を三本つくりました。とてもよかったです。", 4)), strings.Repeat("町は昨年、道路を三本つくりました。とてもよかったです。", 4)},
		{"declared gb2312", `<meta charset="gb2312">` + encode(t, gb, "鄢家湾"), `<meta charset="gb2312">鄢家湾`},
		{"declared koi8-r", `<meta charset="koi8-r">` + encode(t, charmap.KOI8R, "Ёж"), `<meta charset="koi8-r">Ёж`},
		{"declared gb2312, is utf-8", `<meta charset="gb2312">` + simplified, `<meta charset="gb2312">` + simplified},
		{"declared in a content type", `<meta http-equiv="Content-Type" content="text/html; charset=big5">` + encode(t, traditionalchinese.Big5, "鄉"), `<meta http-equiv="Content-Type" content="text/html; charset=big5">鄉`},
	} {
		got, err := decode([]byte(c.data))
		if err != nil || got != c.want {
			t.Errorf("%s: decode = %.80q, %v; want %.80q", c.name, got, err, c.want)
		}
	}
}

// TestDecodeCutAnywhere: UTF-8 cut at any byte stays UTF-8.
func TestDecodeCutAnywhere(t *testing.T) {
	for n := 1; n < len(simplified); n++ {
		got, err := decode([]byte(simplified[:n]))
		if n > 2 && (err != nil || !strings.HasPrefix(simplified, got)) {
			t.Errorf("cut after %d bytes: %q, %v", n, got, err)
		}
	}
}

// TestDecodeShortGBK: each clause of a text on its own is told to be GBK, and
// as Big5 to be Big5.
func TestDecodeShortGBK(t *testing.T) {
	split := func(r rune) bool { return strings.ContainsRune("，。\n", r) }
	for _, clause := range strings.FieldsFunc(simplified, split) {
		if got, err := decode([]byte(encode(t, simplifiedchinese.GBK, clause))); err != nil || got != clause {
			t.Errorf("GBK %q read as %q, %v", clause, got, err)
		}
	}
	for _, clause := range strings.FieldsFunc(traditional, split) {
		if got, err := decode([]byte(encode(t, traditionalchinese.Big5, clause))); err != nil || got != clause {
			t.Errorf("Big5 %q read as %q, %v", clause, got, err)
		}
	}
}
