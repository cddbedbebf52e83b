package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"reportbot/bot/modeltest"
)

// screen is a terminal that a program runs in, as a person sees it.
type screen struct {
	t    *testing.T
	cmd  *exec.Cmd
	keys *os.File

	mu   sync.Mutex
	text strings.Builder
	read int // what wait has passed, in bytes
}

// show starts a program on a screen.
func show(t *testing.T, cmd *exec.Cmd) *screen {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { _ = keys.Close() })
	fd := int(keys.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80}); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	s := &screen{t: t, cmd: cmd, keys: keys}
	go s.watch()
	return s
}

// watch reads the screen until the program is gone.
func (s *screen) watch() {
	buffer := make([]byte, 4096)
	for {
		n, err := s.keys.Read(buffer)
		s.mu.Lock()
		s.text.Write(buffer[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// typed presses keys; \x03 is Ctrl-C, \x04 is Ctrl-D.
func (s *screen) typed(keys string) {
	s.t.Helper()
	if _, err := s.keys.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// wait waits until a text is on the screen, after what was waited for before.
func (s *screen) wait(text string) {
	s.t.Helper()
	for end := time.Now().Add(soon); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		s.mu.Lock()
		at := strings.Index(s.text.String()[s.read:], text)
		if at >= 0 {
			s.read += at + len(text)
		}
		s.mu.Unlock()
		if at >= 0 {
			return
		}
	}
	s.t.Fatalf("the screen does not show %q:\n%s", text, s.shown())
}

func (s *screen) shown() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// ends waits for the end of the program and checks its exit code.
func (s *screen) ends(code int) {
	s.t.Helper()
	ends(s.t, s.cmd)
	if got := s.cmd.ProcessState.ExitCode(); got != code {
		s.t.Errorf("exit code %d, want %d; the screen shows:\n%s", got, code, s.shown())
	}
}

// A person asks, leans on what was asked, and ends with Ctrl-D, an empty line or
// Ctrl-C.
func TestConversation(t *testing.T) {
	p := newProgram(t)
	p.write("reports/a.txt", liuxi)
	p.write("reports/b.txt", songlin)
	for name, end := range map[string]string{"Ctrl-D": "\x04", "empty line": "\n", "Ctrl-C": "\x03"} {
		t.Run(name, func(t *testing.T) {
			s := show(t, p.command(context.Background(), "ask", "--reports", "reports"))
			s.wait("Ask a question; an empty line or Ctrl-D ends.")
			s.wait("> ")
			s.typed("柳溪镇2023年粮食产量多少吨？\n")
			s.wait("1980吨")
			s.wait("\x1b[1m[1]\x1b[0m 柳溪镇2023年工作总结")
			s.wait("\n> ")
			s.typed("松岭镇呢？\n")
			s.wait("2410吨")
			s.wait("\n> ")
			s.typed(end)
			s.ends(0)
		})
	}
}

// Ctrl-C ends the question that is being answered, not the conversation.
func TestInterruptedQuestion(t *testing.T) {
	p, server := withReports(t)
	p.run("ingest", "reports").want(t, 0, "2 added")
	stuck := make(chan struct{}, 1)
	server.answerBy(func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if n > 1 {
			return false
		}
		stuck <- struct{}{}
		<-r.Context().Done()
		return true
	})
	s := show(t, p.command(context.Background(), "ask"))
	s.wait("> ")
	s.typed("柳溪镇粮食产量多少吨？\n")
	<-stuck
	s.typed("\x03")
	s.wait("interrupted; ask another question, or press Ctrl-C again to end")
	s.wait("> ")
	s.typed("松岭镇粮食产量多少吨？\n")
	s.wait("2410吨")
	s.wait("> ")
	s.typed("\x03")
	s.ends(0)
}

// A statement is on the screen as soon as it is checked, though the model goes on;
// Ctrl-C ends the question, not the conversation.
func TestStreamedStatements(t *testing.T) {
	second := `{"quote": "因汛期冲刷桥墩，镇里委托省古建院修缮永安桥，工程由文物专班负责。", "text": "工程由文物专班负责` + strings.Repeat(" ", 200) + `"}]}`
	p, server := withModel(t, modeltest.Ollama, modeltest.Options{Reply: func(r modeltest.Request) string {
		return strings.TrimSuffix(bridge(r), "]}") + ", " + second
	}})
	server.Fail(modeltest.Fault{Stall: true})
	s := show(t, p.command(context.Background(), "ask"))
	s.wait("> ")
	s.typed(why + "\n")
	s.wait(said + " [1]")
	s.typed("\x03")
	s.wait("interrupted; ask another question, or press Ctrl-C again to end")
	s.wait("> ")
	s.typed(why + "\n")
	s.wait(said + " [1]")
	s.wait("工程由文物专班负责 [1]")
	s.wait("粟溪镇2022年工作总结 › 一、古桥修缮")
	s.wait("> ")
	s.typed("\x03")
	s.ends(0)
	if strings.Count(s.shown(), "工程由文物专班负责 [1]") != 1 {
		t.Errorf("the screen shows:\n%s", s.shown())
	}
}

// Colour is for terminals, and not for people who do not want it.
func TestColour(t *testing.T) {
	for _, tt := range []struct {
		variable string
		colour   bool
	}{{"TERM=xterm", true}, {"NO_COLOR=1", false}, {"TERM=dumb", false}} {
		t.Run(tt.variable, func(t *testing.T) {
			p := newProgram(t, tt.variable)
			p.write("a.txt", liuxi)
			s := show(t, p.command(context.Background(), "ask", "--reports", "a.txt", "柳溪镇粮食产量多少吨？"))
			s.wait("[1]")
			s.wait("”")
			s.ends(0)
			if got := strings.Contains(s.shown(), "\x1b[1m"); got != tt.colour {
				t.Errorf("colour: %v, want %v; the screen shows %q", got, tt.colour, s.shown())
			}
		})
	}
}

// A progress bar is shown while reports are read, and is gone afterwards.
func TestProgress(t *testing.T) {
	p, server := withReports(t)
	server.answerBy(func(int, http.ResponseWriter, *http.Request) bool {
		time.Sleep(500 * time.Millisecond) // the bar is drawn every 150 ms
		return false
	})
	s := show(t, p.command(context.Background(), "ingest", "reports"))
	s.wait("reading reports 0/2")
	s.wait("2 added")
	s.ends(0)
}
