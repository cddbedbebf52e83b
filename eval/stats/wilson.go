package stats

import "math"

// z is the 97.5th percentile of the normal distribution.
const z = 1.959963984540054

// Wilson returns the bounds of the 95% score interval of a share of hits among n,
// each from 0 to 1 (Wilson, Probable Inference, the Law of Succession, and
// Statistical Inference, JASA 22, 1927). hits may be a fraction: a mean of shares. 0, 1
// when n is 0.
func Wilson(hits float64, n int) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	of := float64(n)
	p := hits / of
	middle := p + z*z/(2*of)
	spread := z * math.Sqrt(max(0, p*(1-p)/of)+z*z/(4*of*of))
	scale := 1 + z*z/of
	return max(0, (middle-spread)/scale), min(1, (middle+spread)/scale)
}
