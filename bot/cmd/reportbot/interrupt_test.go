package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// soon is how long a program may take to end once it is interrupted.
const soon = 10 * time.Second

// stubborn is a program that goes on for a minute after it was interrupted.
func stubborn() {
	ctx, stop := interruptible(context.Background(), os.Interrupt)
	defer stop()
	fmt.Println("ready")
	<-ctx.Done()
	fmt.Println("interrupted")
	time.Sleep(time.Minute)
}

func skipWithoutSignals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can't send Ctrl-C to another one on Windows")
	}
}

func interrupt(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
}

// start starts a program with a pipe to its standard input. It is killed when
// the test ends.
func start(t *testing.T, cmd *exec.Cmd) io.WriteCloser {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return in
}

// ends waits for a program that was interrupted.
func ends(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(soon):
		t.Fatalf("it did not end within %v", soon)
	}
}

// The second Ctrl-C kills a program that does not end after the first.
func TestSecondInterruptKills(t *testing.T) {
	skipWithoutSignals(t)
	cmd := exec.Command("stubborn")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, cmd)
	lines := bufio.NewScanner(out)
	for _, want := range []string{"ready", "interrupted"} {
		if !lines.Scan() || lines.Text() != want {
			t.Fatalf("it says %q, want %q", lines.Text(), want)
		}
		time.Sleep(50 * time.Millisecond) // the catching ends just after the context
		interrupt(t, cmd)
	}
	ends(t, cmd)
	if status := cmd.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() {
		t.Errorf("it ended with %v, not by the signal", cmd.ProcessState)
	}
}

// Ctrl-C in the middle of ingest: what was read stays, and the next ingest goes
// on from there.
func TestInterruptedIngest(t *testing.T) {
	skipWithoutSignals(t)
	s := newEmbedServer(t)
	p := newProgram(t, "REPORTBOT_EMBEDDINGS=openai:test", "OPENAI_BASE_URL="+s.URL+"/v1")
	if err := writeReports(p.dir+"/reports", 40); err != nil {
		t.Fatal(err)
	}
	const quick = 10
	stuck := make(chan struct{}, 100)
	s.answerBy(func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if n <= quick {
			return false
		}
		stuck <- struct{}{}
		<-r.Context().Done() // until the program is gone
		return true
	})
	cmd := p.command(t.Context(), "ingest", "reports")
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	start(t, cmd)
	<-stuck
	for !strings.Contains(p.run("--embeddings", "none", "reports").out, fmt.Sprint(quick, " reports")) {
		time.Sleep(20 * time.Millisecond) // until the last one is written
	}
	interrupt(t, cmd)
	ends(t, cmd)
	ran{code: cmd.ProcessState.ExitCode(), out: out.String(), err: stderr.String()}.want(t, 1, fmt.Sprint(quick, " added"),
		"reportbot: error: interrupted\nhint: the reports read so far are kept; run it again to go on\n")

	s.answerBy(nil)
	p.run("reports").want(t, 0, fmt.Sprint(quick, " reports"))
	p.run("ingest", "reports").want(t, 0, fmt.Sprintf("%d added, 0 changed, %d unchanged", 40-quick, quick))
}

// Ctrl-C while a huge file is parsed: nobody waits for it.
func TestInterruptedParsing(t *testing.T) {
	skipWithoutSignals(t)
	p := newProgram(t)
	p.write("huge.txt", strings.Repeat("全村完成农业产值一百万元。", 400_000))
	cmd := p.command(t.Context(), "ingest", "huge.txt")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start(t, cmd)
	for _, err := os.Stat(p.dir + "/reportbot-data/index.db"); err != nil; _, err = os.Stat(p.dir + "/reportbot-data/index.db") {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond)
	interrupt(t, cmd)
	ends(t, cmd)
	const want = "reportbot: error: interrupted\nhint: what was stored so far is kept\n"
	if code := cmd.ProcessState.ExitCode(); code != 1 || stderr.String() != want {
		t.Errorf("exit code %d, standard error %q", code, stderr.String())
	}
	p.write("huge.txt", liuxi)
	p.run("ingest", "huge.txt").want(t, 0, "1 added")
}

// Ctrl-C ends questions that come from a pipe, and a batch: while one is being
// answered, and while the program waits for the next.
func TestInterruptedQuestions(t *testing.T) {
	skipWithoutSignals(t)
	const question = "柳溪镇粮食产量多少吨？"
	tests := []struct {
		name     string
		args     []string
		in       string
		answered int // requests, before one is never answered; a question takes two, for its topic and the whole of it
	}{
		{"one", []string{"ask", question}, "", 0},
		{"pipe", []string{"ask"}, question + "\n", 0},
		{"pipe that waits", []string{"ask", "--json"}, question + "\n", 2},
		{"batch", []string{"ask", "--batch", "-"}, `{"question": "` + question + `"}` + "\n", 0},
		{"batch that waits", []string{"ask", "--batch", "-"}, `{"question": "` + question + `"}` + "\n", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, s := withReports(t)
			p.run("ingest", "reports").want(t, 0, "2 added")
			stuck := make(chan struct{}, 1)
			s.answerBy(func(n int, _ http.ResponseWriter, r *http.Request) bool {
				if n <= tt.answered {
					return false
				}
				stuck <- struct{}{}
				<-r.Context().Done()
				return true
			})
			cmd := p.command(t.Context(), tt.args...)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			in := start(t, cmd)
			if _, err := io.WriteString(in, tt.in); err != nil {
				t.Fatal(err)
			}
			if tt.answered > 0 {
				if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
					t.Fatalf("no answer: %v", err)
				}
			} else {
				<-stuck
			}
			interrupt(t, cmd)
			ends(t, cmd)
			if code := cmd.ProcessState.ExitCode(); code != 1 || stderr.String() != "reportbot: error: interrupted\n" {
				t.Errorf("exit code %d, standard error %q", code, stderr.String())
			}
		})
	}
}
