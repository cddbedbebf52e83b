package main

import (
	"context"
	"os"
	"os/signal"
)

// interruptible returns a context that the first of these signals ends. Nobody
// catches the second one: it kills the program.
func interruptible(parent context.Context, signals ...os.Signal) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(parent, signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
