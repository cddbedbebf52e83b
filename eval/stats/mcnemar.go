package stats

import "math"

// McNemar returns the two-sided p of the exact test that what one of two runs got
// right and the other wrong falls to either side by chance: fixed and broken count
// these pairs (McNemar, Psychometrika 12, 1947; exact as a binomial test with 1/2).
// 1 when both are 0.
func McNemar(fixed, broken int) float64 {
	n, fewer := fixed+broken, min(fixed, broken)
	logOf := func(k int) float64 { v, _ := math.Lgamma(float64(k) + 1); return v }
	p := 0.0
	for k := range fewer + 1 {
		p += math.Exp(logOf(n) - logOf(k) - logOf(n-k) - float64(n)*math.Ln2)
	}
	return min(1, 2*p)
}
