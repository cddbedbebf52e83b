package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// quickRace spares each process the second that the race detector waits at its
// end.
const quickRace = "atexit_sleep_ms=0"

var update = flag.Bool("update", false, "write what is printed into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"reportbot": main, "stubborn": stubborn})
}

// The scripts run the program in processes of their own. $SAMPLES is the folder
// of the sample reports, $CASES the file of the cases on them.
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../../eval/testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", filepath.Join(samples, "reports"))
			e.Setenv("CASES", filepath.Join(samples, "cases.jsonl"))
			e.Setenv("PROVINCES", filepath.Join(samples, "provinces"))
			e.Setenv("GORACE", quickRace)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "shape": shape, "pick": pick, "narrow": narrow,
			"reports": makeReports, "docx": makeDocx, "bomb": makeBomb, "cut": cut,
			"oneline": makeLine, "sparse": makeSparse, "binary": makeBinary,
			"setversion": setVersion, "disk": mountDisk,
			"slack": startSlack,
		},
		Condition:           condition,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
	})
}

// condition adds two conditions to those of testscript: root, and mount, which is
// the right to mount a disk.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "mount":
		return canMount(), nil
	}
	return false, fmt.Errorf("unknown condition %s", name)
}

// exits runs the program and checks its exit code: exits CODE [ARG…].
func exits(ts *testscript.TestScript, _ bool, args []string) {
	code := 0
	if err := ts.Exec("reportbot", args[1:]...); err != nil {
		e, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("run reportbot: %v", err)
		}
		code = e.ExitCode()
	}
	if want := number(ts, args[0]); code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

func number(ts *testscript.TestScript, text string) int {
	n, err := strconv.Atoi(text)
	ts.Check(err)
	return n
}
