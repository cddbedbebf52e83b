package blocks

import (
	"path"
	"slices"
	"strings"

	"reportbot/bot/blocks/markdown"
	"reportbot/ingest"
)

// maxNearest is how many sections are named that come near to what was not found.
const maxNearest = 3

// refused says what was searched, which sections come nearest, and what to try.
func (m *maker) refused() {
	if m.options.Reports > 0 {
		m.paper.paragraph(plainRuns(m.words.searchedReports(m.options.Reports, m.options.Years), markdown.Style{}))
	}
	if near := m.nearest(); len(near) > 0 && len(m.ans.Citations) == 0 {
		m.paper.paragraph(plainRuns(m.words.nearest, markdown.Style{}))
		for _, section := range near {
			m.paper.item(plainRuns(section, markdown.Style{}), -1, 0)
		}
	}
	m.paper.paragraph(plainRuns(m.words.rephrase, markdown.Style{}))
}

// nearest names the sections that the best chunks are of; not one that the answer
// names already.
func (m *maker) nearest() []string {
	var out []string
	for _, f := range m.ans.Retrieval {
		headings := strings.Split(f.Section, ingest.PathSeparator)
		last := headings[len(headings)-1]
		name := m.reportName(f.Report)
		if f.Section != "" {
			name += ingest.PathSeparator + label(f.Section, maxSection)
		}
		if last != "" && strings.Contains(m.ans.Text, last) || slices.Contains(out, name) {
			continue
		}
		if out = append(out, name); len(out) == maxNearest {
			break
		}
	}
	return out
}

// reportName is the title of a report, else the name of its file.
func (m *maker) reportName(file string) string {
	title := m.options.Titles[file]
	if title == "" {
		title = strings.TrimSuffix(path.Base(file), path.Ext(file))
	}
	return m.words.title(title)
}

// choices tells what an unclear answer's buttons do.
func (m *maker) choices() {
	if len(m.ans.Choices) > 0 {
		m.paper.paragraph(plainRuns(m.words.unclearHint, markdown.Style{}))
	}
}
