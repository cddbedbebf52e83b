package main

import (
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"reportbot/bot/slacktest"
	"reportbot/bot/slacktest/blockkit"
)

const help = `Type a message to the bot, or:
  #general @bot …   ask in a channel        /ask …      the command
  :thread           go on in the last thread, or back   :stop   press the stop button
  :click N          press a button          :fill N …   fill in an input
  :submit, :close   the window that is open :tab        open the Messages tab
  :quit
`

// do does what a line says.
func (c *console) do(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "":
		return nil
	case "/ask":
		_, err := c.s.Command(c.user, c.place, word, rest)
		return err
	case ":click":
		return c.click(rest)
	case ":fill":
		return c.fill(rest)
	case ":submit":
		return c.submit()
	case ":close":
		c.s.CloseView(c.user)
		return nil
	case ":thread":
		return c.turn()
	case ":stop":
		_, err := c.s.StopSession(c.user, c.place, c.last)
		return err
	case ":tab":
		_, err := c.s.OpenMessagesTab(c.user)
		return err
	}
	if strings.HasPrefix(word, ":") {
		return fmt.Errorf("there is no %s", word)
	}
	return c.say(line)
}

// say writes a message: to the bot, or into the channel that it begins with.
func (c *console) say(line string) error {
	place := c.dm
	if name, rest, ok := strings.Cut(line, " "); ok && name == "#general" {
		place, line = c.general, rest
	}
	how := slacktest.Saying{}
	if c.thread != "" && place == c.place {
		how.ThreadTS = c.thread
	}
	sent, err := c.s.Say(c.user, place, strings.ReplaceAll(line, "@bot", c.s.Mention()), how)
	if err != nil {
		return err
	}
	c.place, c.last = place, sent.TS
	if how.ThreadTS != "" {
		c.last = how.ThreadTS
	}
	return nil
}

// turn goes into the thread of the last message, or out of it.
func (c *console) turn() error {
	if c.thread != "" {
		c.thread = ""
		c.print("(out of the thread)")
		return nil
	}
	if c.last == "" {
		return errors.New("there is no thread yet")
	}
	c.thread = c.last
	c.print("(in the thread; :thread leads out)")
	return nil
}

// button is a control that was shown under a number.
type button struct {
	blockkit.Control
	channel, ts string // of its message; "" for one of the window
}

func (c *console) numbered(text string) (button, string, error) {
	number, rest, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil || n < 1 || n > len(c.buttons) {
		return button{}, "", fmt.Errorf("there is no button %q", number)
	}
	return c.buttons[n-1], strings.TrimSpace(rest), nil
}

// click presses a button; an option of a menu is told by its label.
func (c *console) click(text string) error {
	b, label, err := c.numbered(text)
	if err != nil {
		return err
	}
	value := b.choose(label)
	if b.ts == "" {
		_, err = c.s.ClickView(c.user, b.ActionID, value)
	} else {
		_, err = c.s.Click(c.user, b.channel, b.ts, b.ActionID, value)
	}
	return err
}

func (c *console) fill(text string) error {
	b, value, err := c.numbered(text)
	switch {
	case err != nil:
		return err
	case !b.Input:
		return fmt.Errorf("%s is no input", b.Label)
	}
	if len(b.Options) > 0 {
		value = b.choose(value)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.filled[b.ActionID] = value
	return nil
}

func (c *console) submit() error {
	c.mu.Lock()
	filled := maps.Clone(c.filled)
	c.mu.Unlock()
	_, err := c.s.Submit(c.user, filled)
	return err
}

// choose is the value of the option with a label, or that of the button.
func (b button) choose(label string) string {
	for _, o := range b.Options {
		if o.Label == label || o.Value == label {
			return o.Value
		}
	}
	return b.Value
}
