// Package slacktest is a strict fake of Slack: a workspace in this process, in which
// people write and click, and which speaks to one app as Slack does. What Slack
// refuses it refuses, with the same error codes.
//
//	a test, a person                the fake                        the app under test
//	────────────────   ────────────────────────────────────────   ─────────────────────
//	Say, Edit, Click ─▶ users, channels, messages,  ─▶ Delivery ─▶ socket mode, or signed
//	Submit, Command     threads, views, streams,       (retries)   HTTP requests: acks
//	                    statuses, files
//	Messages, Thread ◀─           ▲
//	View, Status                  └──── methods ◀── checks ◀───── Web API at APIURL,
//	Calls, Acks, Wait                   (method.go: facts)         response_url
//	                    Fail, Chaos: faults on the way in and out; Clock: its time
//
// A test does something as a user and waits for what comes of it:
//
//	s := slacktest.New(slacktest.Options{})
//	defer s.Close()
//	wang := s.AddUser(slacktest.User{Name: "wang"})
//	sent, err := s.Say(wang, s.DM(wang), "产值？", slacktest.Saying{})
//	err = sent.Wait(ctx)                                            // acknowledged
//	err = s.Wait(ctx, func() bool { return len(s.Thread(s.DM(wang), sent.TS)) > 1 }) // answered
//
// Facts come from Slack's reference (docs.slack.dev), from slack-go's source and from
// what others met on live Slack; where one was not to be found, the comment beside it
// says that it is guessed.
package slacktest
