package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// stubborn is a program that goes on for a minute after it was interrupted.
func stubborn() {
	ctx, stop := interruptible(context.Background(), os.Interrupt)
	defer stop()
	fmt.Println("ready")
	<-ctx.Done()
	fmt.Println("interrupted")
	time.Sleep(time.Minute)
}
