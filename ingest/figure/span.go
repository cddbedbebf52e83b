package figure

import "strings"

// rangeAt reads 3-5个, 3%—5%, 3至5, 三到五家, 3%和5%之间; without a unit it is no
// figure.
func (t *text) rangeAt(i int, first numeral) (token, int, bool) {
	firstUnit, k := t.unit(first.end)
	j, between := t.rangeMark(i, k, k > first.end)
	if j == k {
		return token{}, 0, false
	}
	second, ok := t.numeral(j)
	if !ok || second.han != first.han {
		return token{}, 0, false
	}
	u, end := t.unit(t.skipSpace(second.end))
	if between && t.from(end, 2) != "之间" || !t.boundsAgree(second, k > first.end, firstUnit, u, end) {
		return token{}, 0, false
	}
	low, high := bounds(first, second, k > first.end)
	if u.class == "year" || u.class == "age" || u.class == "day" {
		return token{}, end, true
	}
	if !lessDecimal(low, high) {
		return token{}, end, false
	}
	return token{start: i, end: end, low: low, high: high, unit: u}, end, true
}

// rangeMark returns the offset after the mark of a range at k, k when there is
// none; between says that it is one only before 之间.
func (t *text) rangeMark(start, k int, unit bool) (after int, between bool) {
	switch t.at(k) {
	case '-', '~':
		return k + 1, false
	case '—':
		if t.at(k+1) == '—' {
			k++
		}
		return k + 1, false
	case '至', '到':
		if unit && fromBefore(t.at(start-1)) {
			return k, false
		}
		return k + 1, false
	case '和', '与':
		return k + 1, true
	}
	return k, false
}

// boundsAgree tells that two numbers can bound one range: of one unit, or the
// first without.
func (t *text) boundsAgree(second numeral, ownUnit bool, firstUnit, u unitEntry, end int) bool {
	return end > t.skipSpace(second.end) && (!ownUnit || firstUnit.name == u.name)
}

// bounds returns the two ends; the multiplier of the second holds for both when the
// first has none: 3-5万元.
func bounds(first, second numeral, ownUnit bool) (low, high string) {
	low, high = first.value.String(), second.value.String()
	if first.scaled || ownUnit || !second.scaled || second.han {
		return low, high
	}
	scaled := first.value
	scaled.exp += second.scale
	if s := scaled.String(); lessDecimal(s, high) {
		return s, high
	}
	return low, high
}

// ratioAt reads 3.2:45.1:51.7; two parts that can be a time of day are none.
func (t *text) ratioAt(i int, first numeral) (token, int, bool) {
	end, parts, last := first.end, 1, first
	for {
		k := t.skipSpace(end)
		if t.at(k) != ':' {
			break
		}
		n, ok := t.numeral(t.skipSpace(k + 1))
		if !ok || n.han {
			break
		}
		end, last = n.end, n
		parts++
	}
	if parts == 1 || first.han {
		return token{}, 0, false
	}
	if t.timeOfDay(i, parts, first, last) {
		return token{}, end, true
	}
	return token{start: i, end: end, ratio: true}, end, true
}

func (t *text) timeOfDay(i, parts int, first, last numeral) bool {
	return parts == 2 && first.plain() && last.plain() && last.width == 2 && first.width <= 2 &&
		!strings.ContainsAny(t.before(i, 10), "比例")
}
