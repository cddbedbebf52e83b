package retrieval

import "slices"

// likelyShare is the part of the best score from which another report may be meant
// when the question names none.
const likelyShare = 0.9

// candidates returns the reports of different places that the question may mean
// alike; see [Result.Candidates].
func (res *Result) candidates() []int {
	switch res.By {
	case ByPlace:
		return res.onePerPlace(res.Query.Candidates)
	case ByYear:
		return res.onePerPlace(slices.DeleteFunc(slices.Clone(res.Called), func(i int) bool {
			return slices.Contains(res.Query.Exact, i) && !slices.Contains(res.Query.Candidates, i)
		}))
	case BySimilar:
		return res.onePerPlace(res.Similar)
	case ByName, BySound:
		return res.onePerPlace(res.Holders)
	case ByDescription:
		return res.onePerPlace(res.Snapshot.reportsWith(res.Query.Described, res.Visible))
	case ByText:
		return res.onePerPlace(res.likely())
	}
	return nil
}

// likely returns the reports of passages that are about as good as the best one.
func (res *Result) likely() []int {
	var found []int
	for _, p := range res.Passages {
		if p.Score >= likelyShare*res.Passages[0].Score {
			found = append(found, res.Snapshot.Meta(p.Doc).Report)
		}
	}
	return found
}

// onePerPlace returns the newest report of each place, in ascending order; nil when
// they are all of one place.
func (res *Result) onePerPlace(reports []int) []int {
	newest := map[string]int{}
	for _, i := range reports {
		place := res.Snapshot.placeOf(i)
		if old, ok := newest[place]; !ok || res.Snapshot.Reports[i].Year() > res.Snapshot.Reports[old].Year() {
			newest[place] = i
		}
	}
	if len(newest) < 2 {
		return nil
	}
	var out []int
	for _, i := range newest {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

// placeOf returns the place of a report; one that hides it stands for itself.
func (s *Snapshot) placeOf(i int) string {
	if r := s.Reports[i]; r.Place != "" {
		return r.Place
	}
	return s.Reports[i].ID
}
