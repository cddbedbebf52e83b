package stats

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 0.0005 }

// The values are those of the published formulae, reckoned by other programs.
func TestWilson(t *testing.T) {
	for _, tt := range []struct {
		hits      float64
		n         int
		low, high float64
	}{
		{0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {5, 10, 0.2366, 0.7634},
		{81, 263, 0.2553, 0.3662}, // Newcombe, Statistics in Medicine 17, 1998, table I
		{15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
		{0, 0, 0, 1},
	} {
		if low, high := Wilson(tt.hits, tt.n); !near(low, tt.low) || !near(high, tt.high) {
			t.Errorf("Wilson(%v, %d) = %.4f, %.4f; want %.4f, %.4f", tt.hits, tt.n, low, high, tt.low, tt.high)
		}
	}
}

func TestMcNemar(t *testing.T) {
	for _, tt := range []struct {
		fixed, broken int
		p             float64
	}{
		{0, 0, 1}, {1, 0, 1}, {5, 0, 0.0625}, {6, 0, 0.03125}, {0, 6, 0.03125}, {10, 2, 0.0386}, {7, 7, 1}, {300, 300, 1},
	} {
		if p := McNemar(tt.fixed, tt.broken); !near(p, tt.p) {
			t.Errorf("McNemar(%d, %d) = %.5f, want %.5f", tt.fixed, tt.broken, p, tt.p)
		}
	}
}

func TestBootstrap(t *testing.T) {
	values := make([]float64, 100) // of mean 0.5 and deviation 0.5: a standard error of 0.05
	for i := range 50 {
		values[i] = 1
	}
	low, high := Bootstrap(values)
	if math.Abs(low-0.40) > 0.02 || math.Abs(high-0.60) > 0.02 {
		t.Errorf("bounds %.3f, %.3f", low, high)
	}
	if l, h := Bootstrap(values); l != low || h != high {
		t.Error("the same values got other bounds")
	}
	if l, h := Bootstrap([]float64{3}); l != 3 || h != 3 {
		t.Errorf("one value: %v, %v", l, h)
	}
	if l, h := Bootstrap(nil); l != 0 || h != 0 {
		t.Errorf("no value: %v, %v", l, h)
	}
}

func TestPercentile(t *testing.T) {
	hundred := make([]int64, 100)
	for i := range hundred {
		hundred[i] = int64(100 - i)
	}
	for _, tt := range []struct {
		values []int64
		p      int
		want   int64
	}{{nil, 50, 0}, {[]int64{7}, 95, 7}, {[]int64{3, 1, 2}, 50, 2}, {[]int64{3, 1, 2}, 95, 3}, {hundred, 50, 50}, {hundred, 95, 95}} {
		if got := Percentile(tt.values, tt.p); got != tt.want {
			t.Errorf("percentile %d of %v = %d, want %d", tt.p, tt.values, got, tt.want)
		}
	}
}

func TestSpread(t *testing.T) {
	if mean, sd := Spread([]float64{2, 4, 4, 4, 5, 5, 7, 9}); !near(mean, 5) || !near(sd, 2.1381) {
		t.Errorf("%v, %v", mean, sd)
	}
	if mean, sd := Spread([]float64{3}); mean != 3 || sd != 0 {
		t.Errorf("%v, %v", mean, sd)
	}
}
