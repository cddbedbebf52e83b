package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// canMount tells whether a disk in memory can be mounted.
var canMount = sync.OnceValue(func() bool {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		return false
	}
	dir, err := os.MkdirTemp("", "mount")
	if err != nil {
		return false
	}
	defer os.Remove(dir)
	return mount(dir, 64) == nil && unmount(dir) == nil
})

// mount puts a disk in memory of some kilobytes on a folder, or changes the size
// of the one that is there.
func mount(dir string, size int) error {
	remount := exec.Command("mount", "-o", fmt.Sprintf("remount,size=%dk", size), dir)
	if remount.Run() == nil {
		return nil
	}
	return exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", size), "reportbot-test", dir).Run()
}

func unmount(dir string) error { return exec.Command("umount", dir).Run() }

// mountDisk makes a small disk: disk FOLDER KILOBYTES.
func mountDisk(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	_, err := os.Stat(dir)
	ts.Check(os.MkdirAll(dir, 0o700))
	ts.Check(mount(dir, number(ts, args[1])))
	if err != nil { // it was not there before
		ts.Defer(func() { _ = unmount(dir) })
	}
}
