package slacktest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"reportbot/bot/slacktest"
)

// reply is what a method of the Web API answers.
type reply struct {
	OK       bool
	Error    string
	Needed   string
	Provided string
	TS       string
	Metadata struct{ Messages []string } `json:"response_metadata"`
	View     struct{ ID, Hash string }
}

// call calls a method with arguments as a form: "channel=C1 text=hi", divided by
// spaces, with + for a space in a value.
func (w *workspace) call(token, method, args string) reply {
	w.t.Helper()
	form := url.Values{"token": {token}}
	for pair := range strings.FieldsSeq(args) {
		name, value, _ := strings.Cut(pair, "=")
		form.Set(name, strings.ReplaceAll(value, "+", " "))
	}
	return w.send(method, form)
}

func (w *workspace) send(method string, form url.Values) reply {
	w.t.Helper()
	r, err := http.PostForm(w.APIURL()+method, form)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	var got reply
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
		w.t.Fatal(err)
	}
	return got
}

// places are what the arguments of the refused calls name.
type places struct {
	*workspace
	own, asked, reply string // messages: of the bot, of a user, a user's reply
	stranger          string // a user in none of the channels
	private, foreign  string // channels without the bot: a private one, a public one
	archived          string
	stream            string // a stream under way
	dead              string // one that ended
	pressed           string // one that the user stopped
	fresh, old, used  string // triggers
	view              string // an open one
}

func lay(t *testing.T) *places {
	p := &places{workspace: open(t, slacktest.Options{NoRateLimits: true})}
	p.asked = p.said(p.user, p.channel, "hi", slacktest.Saying{}).TS
	p.reply = p.said(p.user, p.channel, "and?", slacktest.Saying{ThreadTS: p.asked}).TS
	p.own = p.call(p.BotToken, "chat.postMessage", "channel="+p.channel+" text=hello").TS
	p.stranger = p.AddUser(slacktest.User{Name: "li"})
	p.private = p.AddChannel(slacktest.Channel{Kind: slacktest.Private, Members: []string{p.user}})
	p.foreign = p.AddChannel(slacktest.Channel{Members: []string{p.user}})
	p.archived = p.AddChannel(slacktest.Channel{Members: []string{p.user, p.BotUserID}, Archived: true})
	stream := "channel=" + p.channel + " thread_ts=" + p.asked + " recipient_user_id=" + p.user + " recipient_team_id=" + p.TeamID
	p.pressed = p.call(p.BotToken, "chat.startStream", stream).TS
	if _, err := p.StopSession(p.user, p.channel, p.asked); err != nil {
		t.Fatal(err)
	}
	p.dead = p.call(p.BotToken, "chat.startStream", stream).TS
	p.clock.Advance(5 * time.Minute)
	p.old = p.trigger()
	p.clock.Advance(3 * time.Second)
	p.used, p.fresh = p.trigger(), p.trigger()
	p.view = p.call(p.BotToken, "views.open", "trigger_id="+p.used+" view="+aView("modal", "x1")).View.ID
	p.stream = p.call(p.BotToken, "chat.startStream", stream).TS
	for _, made := range []string{p.own, p.dead, p.stream, p.view, p.pressed} {
		if made == "" {
			t.Fatalf("%+v", p)
		}
	}
	return p
}

// trigger is the one that a command brings.
func (w *workspace) trigger() string {
	w.t.Helper()
	sent, err := w.Command(w.user, w.channel, "/ask", "x")
	if err != nil {
		w.t.Fatal(err)
	}
	var fields struct {
		TriggerID string `json:"trigger_id"`
	}
	if err := json.Unmarshal(sent.Deliveries[0].Payload, &fields); err != nil {
		w.t.Fatal(err)
	}
	return fields.TriggerID
}

// aView is a view in JSON without spaces.
func aView(kind, externalID string) string {
	title := `"title":{"type":"plain_text","text":"T"},`
	if kind == "home" {
		title = ""
	}
	return fmt.Sprintf(`{"type":%q,"external_id":%q,%s"blocks":[{"type":"divider"}]}`, kind, externalID, title)
}

const (
	badBlocks  = `[{"type":"section"}]`
	longBlocks = `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"LONG"}]}]}]`
	attached   = `[{"text":"a"}]`
)

// Each error code of each method, and a call that meets it.
func TestRefused(t *testing.T) {
	p := lay(t)
	long := strings.ReplaceAll(longBlocks, "LONG", strings.Repeat("字", 13201))
	attachments := "[" + strings.TrimSuffix(strings.Repeat(`{"text":"a"},`, 101), ",") + "]"
	fifty := `[{"type":"blocks","blocks":[` + strings.TrimSuffix(strings.Repeat(`{"type":"divider"},`, 26), ",") + `]},{"type":"blocks","blocks":[` + strings.TrimSuffix(strings.Repeat(`{"type":"divider"},`, 26), ",") + `]}]`
	chunkOf := func(blocks string) string { return `[{"type":"blocks","blocks":` + blocks + `}]` }
	post, update, whisper := "channel="+p.channel+" ", "channel="+p.channel+" ts="+p.own+" ", "channel="+p.channel+" user="+p.user+" "
	start := "channel=" + p.channel + " thread_ts=" + p.asked + " recipient_user_id=" + p.user + " recipient_team_id=" + p.TeamID + " "
	add, stop := "channel="+p.channel+" ts="+p.stream+" ", "channel="+p.channel+" ts="+p.stream+" "
	react := "channel=" + p.channel + " name=eyes timestamp="
	thread := "channel_id=" + p.channel + " thread_ts=" + p.asked + " "
	p.call(p.BotToken, "reactions.add", react+p.asked)
	text := p.call(p.BotToken, "chat.startStream", start+"markdown_text=a").TS
	ended := p.call(p.BotToken, "chat.startStream", start).TS
	p.call(p.BotToken, "chat.stopStream", "channel="+p.channel+" ts="+ended)
	p.call(p.BotToken, "views.publish", "user_id="+p.stranger+" view="+aView("home", "x2"))
	gone := p.AddUser(slacktest.User{Deleted: true})

	tests := []struct{ method, args, want string }{
		{"chat.postMessage", "channel=C0 text=a", "channel_not_found"},
		{"chat.postMessage", "channel=" + p.private + " text=a", "channel_not_found"},
		{"chat.postMessage", "channel=" + p.archived + " text=a", "is_archived"},
		{"chat.postMessage", post, "no_text"},
		{"chat.postMessage", post + "blocks=[]", "no_text"},
		{"chat.postMessage", post + "blocks=" + badBlocks, "invalid_blocks"},
		{"chat.postMessage", post + `blocks={}`, "invalid_blocks_format"},
		{"chat.postMessage", post + "blocks=" + long, "msg_blocks_too_long"},
		{"chat.postMessage", post + "markdown_text=a text=b", "markdown_text_conflict"},
		{"chat.postMessage", post + `markdown_text=a blocks=[{"type":"divider"}]`, "markdown_text_conflict"},
		{"chat.postMessage", post + "markdown_text=" + strings.Repeat("a", 12001), "invalid_arguments"},
		{"chat.postMessage", post + "text=a thread_ts=1.1", "cannot_reply_to_message"},
		{"chat.postMessage", post + "text=a thread_ts=" + p.reply, "cannot_reply_to_message"},
		{"chat.postMessage", post + `text=a metadata={"event_type":"q"}`, "invalid_metadata_format"},
		{"chat.postMessage", post + `text=a metadata=[]`, "invalid_metadata_format"},
		{"chat.postMessage", post + "attachments=" + attachments, "too_many_attachments"},
		{"chat.postMessage", post + "text=a reply_broadcast=yes", "invalid_arguments"},
		{"chat.postMessage", post + "text=a colour=red", "invalid_arguments"},
		{"chat.postMessage", "text=a", "invalid_arguments"},

		{"chat.update", "channel=C0 ts=1.1 text=a", "channel_not_found"},
		{"chat.update", "channel=" + p.user + " ts=" + p.own + " text=a", "channel_not_found"},
		{"chat.update", post + "ts=1.1 text=a", "message_not_found"},
		{"chat.update", post + "text=a ts=" + p.asked, "cant_update_message"},
		{"chat.update", update, "no_text"},
		{"chat.update", update + "text=" + strings.Repeat("字", 4001), "msg_too_long"},
		{"chat.update", update + "blocks=" + long, "msg_too_long"},
		{"chat.update", update + "blocks=" + badBlocks, "invalid_blocks"},
		{"chat.update", update + `blocks="x"`, "invalid_blocks_format"},
		{"chat.update", update + "markdown_text=a text=b", "markdown_text_conflict"},
		{"chat.update", update + "text=a metadata=1", "invalid_metadata_format"},
		{"chat.update", update + "attachments=" + attachments, "too_many_attachments"},
		{"chat.update", post + "text=a ts=" + p.stream, "streaming_state_conflict"},
		{"chat.delete", "channel=C0 ts=1.1", "channel_not_found"},
		{"chat.delete", post + "ts=1.1", "message_not_found"},
		{"chat.delete", post + "ts=" + p.asked, "cant_delete_message"},

		{"chat.postEphemeral", "channel=C0 text=a user=" + p.user, "channel_not_found"},
		{"chat.postEphemeral", "text=a user=" + p.user + " channel=" + p.archived, "is_archived"},
		{"chat.postEphemeral", "text=a user=" + p.user + " channel=" + p.foreign, "not_in_channel"},
		{"chat.postEphemeral", post + "text=a user=" + p.stranger, "user_not_in_channel"},
		{"chat.postEphemeral", whisper, "no_text"},
		{"chat.postEphemeral", whisper + "text=" + strings.Repeat("a", 40000), "msg_too_long"},
		{"chat.postEphemeral", whisper + "text=a thread_ts=1.1", "cannot_reply_to_message"},
		{"chat.postEphemeral", whisper + "blocks=" + badBlocks, "invalid_blocks"},
		{"chat.postEphemeral", whisper + "blocks={}", "invalid_blocks_format"},
		{"chat.postEphemeral", whisper + "markdown_text=a text=b", "markdown_text_conflict"},
		{"chat.postEphemeral", whisper + "attachments=" + attachments, "too_many_attachments"},
		{"chat.getPermalink", "channel=C0 message_ts=1.1", "channel_not_found"},
		{"chat.getPermalink", post + "message_ts=1.1", "message_not_found"},

		{"chat.startStream", "thread_ts=1.1 channel=C0", "channel_not_found"},
		{"chat.startStream", "thread_ts=1.1 channel=" + p.archived, "is_archived"},
		{"chat.startStream", "thread_ts=1.1 channel=" + p.foreign, "not_in_channel"},
		{"chat.startStream", post + "thread_ts=" + p.asked, "missing_recipient_team_id"},
		{"chat.startStream", post + "recipient_team_id=T1 thread_ts=" + p.asked, "missing_recipient_user_id"},
		{"chat.startStream", post + "recipient_team_id=T1 recipient_user_id=U0 thread_ts=" + p.asked, "user_not_found"},
		{"chat.startStream", post, "invalid_arguments"},
		{"chat.startStream", start + "task_display_mode=list", "invalid_arguments"},
		{"chat.startStream", start + "chunks=" + chunkOf(badBlocks), "invalid_blocks"},
		{"chat.startStream", start + "chunks=" + chunkOf(long), "msg_blocks_too_long"},
		{"chat.startStream", start + "chunks=" + fifty, "msg_blocks_too_many"},
		{"chat.startStream", start + `chunks=[{"type":"song"}]`, "invalid_chunks"},
		{"chat.startStream", start + "markdown_text=a chunks=[]", "cannot_provide_both_markdown_text_and_chunks"},
		{"chat.appendStream", "channel=C0 ts=1.1 markdown_text=a", "channel_not_found"},
		{"chat.appendStream", post + "markdown_text=a ts=1.1", "message_not_found"},
		{"chat.appendStream", post + "markdown_text=a ts=" + p.asked, "message_not_owned_by_app"},
		{"chat.appendStream", post + "markdown_text=a ts=" + p.own, "message_not_in_streaming_state"},
		{"chat.appendStream", post + "markdown_text=a ts=" + p.dead, "message_not_in_streaming_state"},
		{"chat.appendStream", post + "markdown_text=a ts=" + ended, "message_not_in_streaming_state"},
		{"chat.appendStream", post + "markdown_text=a ts=" + p.pressed, "stopped_by_user"},
		{"chat.appendStream", add, "no_text"},
		{"chat.appendStream", add + "markdown_text=" + strings.Repeat("a", 12001), "invalid_arguments"},
		{"chat.appendStream", add + "chunks=" + chunkOf(badBlocks), "invalid_blocks"},
		{"chat.appendStream", add + "chunks=" + chunkOf(long), "msg_blocks_too_long"},
		{"chat.appendStream", add + "chunks=" + fifty, "msg_blocks_too_many"},
		{"chat.appendStream", add + `chunks={}`, "invalid_chunks"},
		{"chat.appendStream", add + "markdown_text=a chunks=[]", "cannot_provide_both_markdown_text_and_chunks"},
		{"chat.appendStream", post + "ts=" + text + ` chunks=[{"type":"plan_update","title":"a"}]`, "streaming_mode_mismatch"},
		{"chat.stopStream", "channel=C0 ts=1.1", "channel_not_found"},
		{"chat.stopStream", post + "ts=1.1", "message_not_found"},
		{"chat.stopStream", post + "ts=" + p.asked, "message_not_owned_by_app"},
		{"chat.stopStream", post + "ts=" + p.dead, "message_not_in_streaming_state"},
		{"chat.stopStream", stop + "metadata=1", "invalid_metadata_format"},
		{"chat.stopStream", stop + "blocks=" + badBlocks, "invalid_blocks"},
		{"chat.stopStream", stop + "blocks=" + long, "msg_blocks_too_long"},
		{"chat.stopStream", stop + "chunks=" + fifty, "msg_blocks_too_many"},
		{"chat.stopStream", stop + "chunks=1", "invalid_chunks"},
		{"chat.stopStream", stop + "markdown_text=a chunks=[]", "cannot_provide_both_markdown_text_and_chunks"},
		{"chat.stopStream", post + "ts=" + text + " chunks=[]", "streaming_mode_mismatch"},

		{"conversations.replies", "channel=C0 ts=1.1", "channel_not_found"},
		{"conversations.replies", "ts=1.1 channel=" + p.foreign, "channel_not_found"},
		{"conversations.replies", post + "ts=1.1", "thread_not_found"},
		{"conversations.replies", post + "cursor=x ts=" + p.asked, "invalid_cursor"},
		{"conversations.replies", post + "oldest=x ts=" + p.asked, "invalid_ts_oldest"},
		{"conversations.replies", post + "latest=x ts=" + p.asked, "invalid_ts_latest"},
		{"conversations.replies", post + "limit=x ts=" + p.asked, "invalid_arguments"},
		{"conversations.history", "channel=C0", "channel_not_found"},
		{"conversations.history", "channel=" + p.foreign, "not_in_channel"},
		{"conversations.history", post + "cursor=x", "invalid_cursor"},
		{"conversations.history", post + "oldest=x", "invalid_ts_oldest"},
		{"conversations.history", post + "latest=x", "invalid_ts_latest"},
		{"conversations.info", "channel=" + p.private, "channel_not_found"},
		{"conversations.open", "", "users_list_not_supplied"},
		{"conversations.open", "channel=" + p.channel, "channel_not_found"},
		{"conversations.open", "users=U1,U2,U3,U4,U5,U6,U7,U8,U9", "too_many_users"},
		{"conversations.open", "users=U0", "user_not_found"},
		{"conversations.open", "users=" + gone, "user_disabled"},
		{"users.info", "user=U0", "user_not_found"},
		{"bots.info", "bot=B0", "bot_not_found"},
		{"team.info", "team=T0", "team_not_found"},
		{"files.info", "file=F0", "file_not_found"},
		{"reactions.add", react + p.asked, "already_reacted"},
		{"reactions.add", "channel=C0 name=eyes timestamp=1.1", "channel_not_found"},
		{"reactions.add", react + "1.1", "message_not_found"},
		{"reactions.add", post + "name=Eyes! timestamp=" + p.asked, "invalid_name"},
		{"reactions.add", "channel= name=eyes timestamp=1", "invalid_arguments"},
		{"reactions.remove", react + p.own, "no_reaction"},
		{"reactions.remove", "name=eyes", "no_item_specified"},
		{"reactions.remove", "channel=C0 name=eyes timestamp=1.1", "channel_not_found"},
		{"reactions.remove", react + "1.1", "message_not_found"},
		{"reactions.remove", post + "name=Eyes! timestamp=" + p.asked, "invalid_name"},

		{"views.open", "trigger_id=" + p.old + " view=" + aView("modal", ""), "expired_trigger_id"},
		{"views.open", "trigger_id=" + p.used + " view=" + aView("modal", ""), "exchanged_trigger_id"},
		{"views.open", "trigger_id=x view=" + aView("modal", ""), "invalid_trigger_id"},
		{"views.open", "trigger_id=" + p.fresh + " view=" + aView("modal", "x1"), "duplicate_external_id"},
		{"views.open", "trigger_id=" + p.fresh + " view=" + aView("modal", strings.Repeat("a", 250*1024)), "view_too_large"},
		{"views.open", "trigger_id=" + p.fresh + " view=" + aView("home", ""), "invalid_arguments"},
		{"views.open", "trigger_id=" + p.fresh + " view={}", "invalid_arguments"},
		{"views.push", "trigger_id=" + p.old + " view=" + aView("modal", ""), "expired_trigger_id"},
		{"views.push", "trigger_id=" + p.used + " view=" + aView("modal", ""), "exchanged_trigger_id"},
		{"views.push", "trigger_id=x view=" + aView("modal", ""), "invalid_trigger_id"},
		{"views.push", "trigger_id=" + p.fresh + " view=" + aView("modal", "x1"), "duplicate_external_id"},
		{"views.push", "trigger_id=" + p.fresh + " view=" + aView("modal", strings.Repeat("a", 250*1024)), "view_too_large"},
		{"views.update", "view_id=V0 view=" + aView("modal", ""), "not_found"},
		{"views.update", "view=" + aView("modal", ""), "invalid_arguments"},
		{"views.update", "hash=x view_id=" + p.view + " view=" + aView("modal", ""), "hash_conflict"},
		{"views.update", "view_id=" + p.view + " view=" + aView("modal", "x2"), "duplicate_external_id"},
		{"views.update", "view_id=" + p.view + " view=" + aView("modal", strings.Repeat("a", 250*1024)), "view_too_large"},
		{"views.publish", "hash=x user_id=" + p.user + " view=" + aView("home", ""), "hash_conflict"},
		{"views.publish", "user_id=" + p.user + " view=" + aView("home", "x1"), "duplicate_external_id"},
		{"views.publish", "user_id=" + p.user + " view=" + aView("home", strings.Repeat("a", 250*1024)), "view_too_large"},

		{"assistant.threads.setStatus", "channel_id=C0 thread_ts=1.1 status=a", "channel_not_found"},
		{"assistant.threads.setStatus", "thread_ts=1.1 status=a channel_id=" + p.channel, "invalid_thread_ts"},
		{"assistant.threads.setStatus", thread + "status=a loading_messages=1,2,3,4,5,6,7,8,9,10,11", "invalid_arguments"},
		{"assistant.threads.setTitle", "channel_id=C0 thread_ts=1.1 title=a", "channel_not_found"},
		{"assistant.threads.setTitle", "thread_ts=1.1 title=a channel_id=" + p.channel, "invalid_thread_ts"},
		{"assistant.threads.setSuggestedPrompts", "channel_id=C0 prompts=[]", "channel_not_found"},
		{"assistant.threads.setSuggestedPrompts", thread + `prompts=[]`, "invalid_thread_ts"}, // under agent_view
		{"assistant.threads.setSuggestedPrompts", "channel_id=" + p.dm + ` prompts=[{},{},{},{},{}]`, "invalid_arguments"},
		{"agents.sessions.setStatus", "channel_id=C0 thread_ts=1.1 status=active", "channel_not_found"},
		{"agents.sessions.setStatus", "thread_ts=1.1 status=active channel_id=" + p.channel, "invalid_thread_ts"},
		{"agents.sessions.setStatus", thread + "status=done", "invalid_arguments"},
		{"agents.sessions.setStatus", thread + "status=active title=" + strings.Repeat("a", 201), "invalid_arguments"},
		{"agents.sessions.setStatus", thread + "status=active initiator_user_id=" + p.stranger, "user_not_found"},
		{"agents.sessions.rename", "channel_id=C0 thread_ts=1.1 title=a", "channel_not_found"},
		{"agents.sessions.rename", "thread_ts=1.1 title=a channel_id=" + p.channel, "invalid_thread_ts"},
		{"agents.sessions.rename", thread + "title=a", "session_not_found"},
		{"chat.sing", "", "unknown_method"},
	}
	met := map[string][]string{ // by the tests below
		"chat.postMessage": {"not_in_channel"}, "chat.startStream": {"channel_type_not_supported"},
		"views.push": {"not_found", "push_limit_reached"}, "agents.sessions.setStatus": {"not_an_agent"},
	}
	for _, tt := range tests {
		if got := p.call(p.BotToken, tt.method, tt.args); got.OK || got.Error != tt.want {
			t.Errorf("%s %.100s: %q %q, want %s", tt.method, tt.args, got.Error, got.Metadata.Messages, tt.want)
		}
		met[tt.method] = append(met[tt.method], tt.want)
	}
	for method, codes := range slacktest.MethodErrors() {
		for _, code := range codes {
			if !slices.Contains(met[method], code) {
				t.Errorf("nothing meets %s of %s", code, method)
			}
		}
	}
}

// A view can be pushed onto another one, twice.
func TestPush(t *testing.T) {
	w := open(t, slacktest.Options{})
	push := func(method string) reply {
		return w.call(w.BotToken, method, "trigger_id="+w.trigger()+" view="+aView("modal", ""))
	}
	if got := push("views.push"); got.Error != "not_found" {
		t.Errorf("push onto nothing: %+v", got)
	}
	for i, method := range []string{"views.open", "views.push", "views.push"} {
		if got := push(method); !got.OK {
			t.Errorf("%d: %+v", i, got)
		}
	}
	if got := push("views.push"); got.Error != "push_limit_reached" {
		t.Errorf("fourth view: %+v", got)
	}
}

// What an app may not do for want of a scope, a right or a token.
func TestRights(t *testing.T) {
	app := slacktest.App{Scopes: []string{"chat:write", "groups:history"}}
	w := open(t, slacktest.Options{App: &app, NoChannelStreams: true})
	foreign := w.AddChannel(slacktest.Channel{})
	asked := w.said(w.user, w.channel, w.Mention(), slacktest.Saying{})
	if len(asked.Deliveries) != 0 {
		t.Errorf("%d deliveries to an app without subscriptions", len(asked.Deliveries))
	}
	tests := []struct{ token, method, args, want, needed string }{
		{"", "auth.test", "", "not_authed", ""},
		{"xoxb-2", "auth.test", "", "invalid_auth", ""},
		{w.BotToken, "apps.connections.open", "", "not_allowed_token_type", ""},
		{w.AppToken, "chat.postMessage", "", "not_allowed_token_type", ""},
		{w.UserToken, "chat.startStream", "", "not_allowed_token_type", ""},
		{w.UserToken, "chat.postMessage", "channel=C0 text=a", "missing_scope", "chat:write"},
		{w.BotToken, "users.info", "user=" + w.user, "missing_scope", "users:read"},
		{w.BotToken, "conversations.replies", "channel=" + w.channel + " ts=" + asked.TS, "missing_scope", "channels:history"},
		{w.BotToken, "chat.postMessage", "text=a username=x channel=" + w.channel, "missing_scope", "chat:write.customize"},
		{w.BotToken, "chat.postMessage", "text=a channel=" + foreign, "not_in_channel", ""},
		{w.BotToken, "chat.startStream", "thread_ts=" + asked.TS + " channel=" + w.channel, "channel_type_not_supported", ""},
		{w.BotToken, "agents.sessions.setStatus", "status=active thread_ts=" + asked.TS + " channel_id=" + w.channel, "not_an_agent", ""},
	}
	for _, tt := range tests {
		got := w.call(tt.token, tt.method, tt.args)
		if got.Error != tt.want || got.Needed != tt.needed || tt.needed != "" && got.Provided != "chat:write,groups:history" {
			t.Errorf("%s: %+v, want %s %s", tt.method, got, tt.want, tt.needed)
		}
	}
	if _, err := w.Command(w.user, w.channel, "/ask", ""); err == nil {
		t.Error("a command ran without its scope")
	}
}

// The rates of methods, and of posts in one channel.
func TestRates(t *testing.T) {
	w := open(t, slacktest.Options{Limits: map[string]slacktest.Limit{"conversations.replies": {PerMinute: 1}}})
	limited := func(method, args string, want int) {
		t.Helper()
		n := 0
		for w.call(w.BotToken, method, args).Error != "ratelimited" {
			if n++; n > 200 {
				break
			}
		}
		if n != want {
			t.Errorf("%s: %d calls", method, n)
		}
	}
	asked := w.said(w.user, w.channel, "hi", slacktest.Saying{})
	limited("conversations.replies", "channel="+w.channel+" ts="+asked.TS, 1)
	limited("reactions.remove", "name=eyes", 20)
	limited("conversations.info", "channel="+w.channel, 50)
	limited("users.info", "user="+w.user, 100)
	limited("chat.postMessage", "text=a channel="+w.channel, 10)
	limited("chat.postMessage", "text=a channel="+w.dm, 10)
	w.clock.Advance(2 * time.Second)
	limited("chat.postMessage", "text=a channel="+w.channel, 2)
	r, err := http.PostForm(w.APIURL()+"conversations.replies", url.Values{"token": {w.BotToken}, "channel": {w.channel}, "ts": {asked.TS}})
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
	if r.StatusCode != http.StatusTooManyRequests || r.Header.Get("Retry-After") != "58" {
		t.Errorf("%d, Retry-After %q", r.StatusCode, r.Header.Get("Retry-After"))
	}
}
