package blocks_test

import (
	"testing"

	"reportbot/bot/blocks"
)

func checkLimits(t testing.TB, messages []blocks.Message) {}
