package match

import (
	"slices"
	"strings"
)

// SameReport tells whether a report, named by its path below the folder, is the one
// that a case names: the same path, or the end of it after a "/".
func SameReport(report, want string) bool {
	return report == want || want != "" && strings.HasSuffix(report, "/"+want)
}

// OfReports tells whether a report is one of those that a case names.
func OfReports(report string, wants []string) bool {
	return slices.ContainsFunc(wants, func(want string) bool { return SameReport(report, want) })
}

// InSections tells whether a section, given as the headings from the root joined by
// " › ", is one of those that a case names: one of its headings holds the wanted one,
// or both are empty.
func InSections(section string, wants []string) bool {
	headings := strings.Split(section, " › ")
	for i, heading := range headings {
		headings[i] = Fold(heading)
	}
	return slices.ContainsFunc(wants, func(want string) bool {
		want = Fold(want)
		if want == "" {
			return Fold(section) == ""
		}
		return slices.ContainsFunc(headings, func(heading string) bool {
			return strings.Contains(heading, want)
		})
	})
}
