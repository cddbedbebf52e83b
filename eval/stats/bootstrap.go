package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

const resamples = 2000

// Bootstrap returns the bounds of the 95% percentile interval of the mean of some
// values (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13),
// drawn 2000 times with a fixed seed: the same values always get the same bounds. For
// two paired runs, the values are the differences. 0, 0 without values.
func Bootstrap(values []float64) (low, high float64) {
	if len(values) == 0 {
		return 0, 0
	}
	random := rand.New(rand.NewPCG(2004, 1))
	means := make([]float64, resamples)
	for i := range means {
		for range values {
			means[i] += values[random.IntN(len(values))]
		}
		means[i] /= float64(len(values))
	}
	slices.Sort(means)
	return means[resamples*25/1000], means[resamples*975/1000-1]
}

// Percentile is the p-th percentile by nearest rank, p from 1 to 100: the least value
// that p of 100 do not exceed. 0 without values. It sorts them.
func Percentile[T int64 | float64](values []T, p int) T {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[(p*len(values)+99)/100-1]
}

// Spread returns the mean and the standard deviation of a sample; the deviation of
// fewer than two values is 0.
func Spread(values []float64) (mean, deviation float64) {
	if len(values) == 0 {
		return 0, 0
	}
	for _, v := range values {
		mean += v / float64(len(values))
	}
	if len(values) < 2 {
		return mean, 0
	}
	sum := 0.0
	for _, v := range values {
		sum += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(sum / float64(len(values)-1))
}
