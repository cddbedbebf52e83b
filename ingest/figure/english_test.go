package figure

import "testing"

func TestBindEnglish(t *testing.T) {
	testBinding(t, "english.txt", 60, Context{Year: 2031, Actual: true})
}

func TestNoEnglishFigures(t *testing.T) {
	for _, s := range []string{
		"The bridge opened on June 30, 2031.", "It opened on 30 June.", "Fiscal year 2031 was hard.", "FY2031 closed in March.", "See Section 3.2 for details.", "Chapter 4 covers schools.",
		"Resolution No. 12 was passed.", "The office is at 14 Ferry Street.", "Call 555-0142 for help.", "The desk is staffed 24/7.", "Route 9 was closed.", "The first phase is done.", "The second reading passed.",
		"One of the roads was closed.", "Dozens of residents came.", "Hundreds of trees fell.", "The five-year plan ended.", "A three-day festival was held.", "COVID-19 measures ended.", "5G service began.",
		"1. Repair the weir.", "1.1 Revenue", "The meeting began at 9 a.m. sharp.", "Doors opened at 10:30 sharp.", "Residents aged 65 were served.", "In the past five years much has changed.", "Work will start within two weeks.",
		"Grade 3 pupils visited.", "The 2031 budget passed.", "PM2.5 readings improved.", "Ward 4 was redrawn.",
	} {
		if figures := Parse(s, Context{Year: 2031}); len(figures) > 0 {
			t.Errorf("%s: read %q", s, figures[0].Text)
		}
	}
}

func TestEnglishText(t *testing.T) {
	for _, test := range []struct{ sentence, text, value, unit string }{
		{"They spent 1.2 million yuan there.", "1.2 million yuan", "1200000", "yuan"}, {"They spent RMB 3.4bn there.", "RMB 3.4bn", "3400000000", "yuan"}, {"They spent US$5m there.", "US$5m", "5000000", "dollars"},
		{"They spent $2,500,000 there.", "$2,500,000", "2500000", "dollars"}, {"They spent €40k there.", "€40k", "40000", "euros"}, {"They spent £3.5 million there.", "£3.5 million", "3500000", "pounds"},
		{"Some 5 per cent stayed.", "5 per cent", "5", "%"}, {"Some 5.1% stayed.", "5.1%", "5.1", "%"}, {"They planted 40 hectares.", "40 hectares", "40", "hectares"}, {"They planted 3,000 mu there.", "3,000 mu", "3000", "mu"},
		{"They paved 12 km there.", "12 km", "12", "kilometres"}, {"They paved 300 square meters there.", "300 square meters", "300", "square metres"}, {"They moved 90 tonnes there.", "90 tonnes", "90", "tonnes"},
		{"They paid 600 yuan per person.", "600 yuan per person", "600", "yuan/person"}, {"They built three schools.", "three", "3", ""}, {"They built twenty-one schools.", "twenty-one", "21", ""}, {"They built two hundred schools.", "two hundred", "200", ""},
		{"They built 2,012 homes.", "2,012", "2012", ""}, {"The mill has a 60-hectare site.", "60-hectare", "60", "hectares"},
	} {
		figures := Parse(test.sentence, Context{})
		if len(figures) != 1 || figures[0].Text != test.text || figures[0].Value != test.value || figures[0].Unit != test.unit {
			t.Errorf("%s: %+v, want %s = %s %s", test.sentence, figures, test.text, test.value, test.unit)
		}
	}
}

func TestEnglishPeriods(t *testing.T) {
	for _, test := range []struct{ sentence, words, from, to string }{
		{"In 2029 the town planted 12 trees.", "2029", "2029-01-01", "2029-12-31"}, {"By the end of October the town planted 12 trees.", "By the end of October", "2031-01-01", "2031-10-31"},
		{"The town planted 12 trees in fiscal year 2030.", "fiscal year 2030", "", ""}, {"In the first half the town planted 12 trees.", "the first half", "2031-01-01", "2031-06-30"},
		{"The town planted 12 trees from January to September.", "from January to September", "2031-01-01", "2031-09-30"}, {"As of June 30, 2030 the town had planted 12 trees.", "As of June 30, 2030", "2030-01-01", "2030-06-30"},
		{"Last year the town planted 12 trees.", "Last year", "2030-01-01", "2030-12-31"}, {"Over the past five years the town planted 12 trees.", "the past five years", "2027-01-01", "2031-12-31"},
		{"Between 2029 and 2031 the town planted 12 trees.", "2029 and 2031", "2029-01-01", "2031-12-31"}, {"In the third quarter of 2030 the town planted 12 trees.", "the third quarter of 2030", "2030-07-01", "2030-09-30"},
		{"The town planted 12 trees, more than in 2030.", "", "", ""}, {"The town planted 12 trees.", "", "", ""},
	} {
		figures := Parse(test.sentence, Context{Year: 2031})
		if len(figures) != 1 || figures[0].Period != test.words || figures[0].From != test.from || figures[0].To != test.to {
			t.Errorf("%s: %+v, want %q %s–%s", test.sentence, figures, test.words, test.from, test.to)
		}
	}
}
