package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program runs reportbot in a folder of its own, with variables of its own.
type program struct {
	t    *testing.T
	dir  string
	vars []string
}

func newProgram(t *testing.T, vars ...string) *program {
	return &program{t: t, dir: t.TempDir(), vars: vars}
}

// write writes a file into the folder.
func (p *program) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// command prepares a run; reportbot is the copy of the test binary that
// testscript.Main puts on the path.
func (p *program) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "reportbot", args...)
	cmd.Dir = p.dir
	cmd.Env = append([]string{"HOME=/no-home", "GORACE=" + quickRace, "GOCOVERDIR=" + os.Getenv("GOCOVERDIR"), "SYSTEMROOT=" + os.Getenv("SYSTEMROOT")}, p.vars...)
	return cmd
}

// ran is what came of a run.
type ran struct {
	code     int
	out, err string
	took     time.Duration
}

func (p *program) run(args ...string) ran {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), time.Minute)
	defer cancel()
	cmd := p.command(ctx, args...)
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	start := time.Now()
	err := cmd.Run()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		p.t.Fatalf("reportbot %v: %v", args, err)
	}
	return ran{cmd.ProcessState.ExitCode(), out.String(), stderr.String(), time.Since(start)}
}

// want checks the exit code, and that each text stands in what was printed.
func (r ran) want(t *testing.T, code int, texts ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d", r.code, code)
	}
	for _, text := range texts {
		if !strings.Contains(r.out+r.err, text) {
			t.Errorf("it does not print %q", text)
		}
	}
	if t.Failed() {
		t.Fatalf("out:\n%s\nerr:\n%s", r.out, r.err)
	}
}

const (
	liuxi   = "柳溪镇2023年工作总结\n一、农业\n全年粮食产量1980吨，同比增长1.5%。\n二、工业\n规上工业产值31.2亿元，同比增长6.4%。\n"
	songlin = "松岭镇2023年工作总结\n一、农业\n全年粮食产量2410吨，同比增长2.5%。\n二、工业\n规上工业产值12.7亿元，同比增长3.3%。\n"
)
