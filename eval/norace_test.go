//go:build !race

package eval

// raceDetector tells that the race detector is on, with which the large sets take
// minutes.
const raceDetector = false
