package bot

import (
	"bytes"
	stdcmp "cmp"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// webAPI are the methods of Slack's Web API that the bot calls, by the methods of
// slack-go.
var webAPI = map[string]string{
	"AuthTestContext":                            "auth.test",
	"StartSocketModeContext":                     "apps.connections.open", // so does socketmode
	"PostMessageContext":                         "chat.postMessage",
	"PostEphemeralContext":                       "chat.postEphemeral",
	"UpdateMessageContext":                       "chat.update",
	"StartStreamContext":                         "chat.startStream",
	"AppendStreamContext":                        "chat.appendStream",
	"StopStreamContext":                          "chat.stopStream",
	"GetConversationRepliesContext":              "conversations.replies",
	"OpenConversationContext":                    "conversations.open",
	"GetUserInfoContext":                         "users.info",
	"OpenViewContext":                            "views.open",
	"UpdateViewContext":                          "views.update",
	"SetAssistantThreadsStatusContext":           "assistant.threads.setStatus",
	"SetAssistantThreadsSuggestedPromptsContext": "assistant.threads.setSuggestedPrompts",
	"SetAgentSessionStatusContext":               "agents.sessions.setStatus",
}

// methodScopes are what the bot token needs for each method. Source: the pages below
// https://docs.slack.dev/reference/methods; a method of conversations needs the scope of
// each kind of conversation that it is called for. The bot reads all four kinds, and
// opens direct messages only.
var methodScopes = map[string][]string{
	"auth.test":                             nil,
	"apps.connections.open":                 nil, // the app-level token needs connections:write
	"chat.postMessage":                      {"chat:write"},
	"chat.postEphemeral":                    {"chat:write"},
	"chat.update":                           {"chat:write"},
	"chat.startStream":                      {"chat:write"},
	"chat.appendStream":                     {"chat:write"},
	"chat.stopStream":                       {"chat:write"},
	"conversations.replies":                 {"channels:history", "groups:history", "im:history", "mpim:history"},
	"conversations.open":                    {"im:write"},
	"users.info":                            {"users:read"},
	"views.open":                            nil,
	"views.update":                          nil,
	"assistant.threads.setStatus":           {"chat:write"},
	"assistant.threads.setSuggestedPrompts": {"assistant:write"},
	"agents.sessions.setStatus":             {"chat:write"}, // https://docs.slack.dev/reference/methods/agents.sessions.setStatus
}

// eventScopes are what the subscriptions need. Source: the pages below
// https://docs.slack.dev/reference/events.
var eventScopes = map[string][]string{
	"agent_session_stopped": nil,
	"app_home_opened":       nil,
	"app_mention":           {"app_mentions:read"},
	"message.channels":      {"channels:history"},
	"message.groups":        {"groups:history"},
	"message.im":            {"im:history"},
	"message.mpim":          {"mpim:history"},
}

// featureScopes are what the features of the manifest need. Sources:
// https://docs.slack.dev/interactivity/implementing-slash-commands and
// https://docs.slack.dev/reference/scopes/assistant.write.
var featureScopes = map[string][]string{"slash_commands": {"commands"}, "agent_view": {"assistant:write"}}

// TestScopes: the app asks for what it needs, and for nothing else.
func TestScopes(t *testing.T) {
	called := calledMethods(t)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(methodScopes)), called); diff != "" {
		t.Errorf("methods: -table +called\n%s", diff)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(eventScopes)), slices.Sorted(slices.Values(Events))); diff != "" {
		t.Errorf("events: -table +subscribed\n%s", diff)
	}
	needed := map[string]bool{}
	for _, table := range []map[string][]string{methodScopes, eventScopes, featureScopes} {
		for _, scopes := range table {
			for _, s := range scopes {
				needed[s] = true
			}
		}
	}
	for _, scopes := range [][]string{Scopes, Manifest("x", "").OAuthConfig.Scopes.Bot} {
		if diff := cmp.Diff(slices.Sorted(maps.Keys(needed)), scopes); diff != "" {
			t.Errorf("scopes: -needed +asked for\n%s", diff)
		}
	}
}

// calledMethods are the methods of the Web API that the code of this package calls.
func calledMethods(t *testing.T) []string {
	t.Helper()
	files := token.NewFileSet()
	called := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && name != "." {
			return stdcmp.Or(err, fs.SkipDir)
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if method, is := callOfAPI(n); is {
				if webAPI[method] == "" {
					t.Errorf("%s: %s calls a method of the Web API that is not in the table", files.Position(n.Pos()), method)
				}
				called[webAPI[method]] = true
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(called))
}

// callOfAPI returns the method that is called on something named api.
func callOfAPI(n ast.Node) (method string, is bool) {
	call, is := n.(*ast.CallExpr)
	if !is {
		return "", false
	}
	selected, is := call.Fun.(*ast.SelectorExpr)
	if !is {
		return "", false
	}
	switch on := selected.X.(type) {
	case *ast.SelectorExpr:
		return selected.Sel.Name, on.Sel.Name == "api"
	case *ast.Ident:
		return selected.Sel.Name, on.Name == "api"
	}
	return "", false
}

// TestScopesOfMethods compares the table with what others gathered from Slack's pages.
func TestScopesOfMethods(t *testing.T) {
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set: no data of methods to compare with")
	}
	compared := 0
	for method, scopes := range methodScopes {
		data, err := os.ReadFile(filepath.Join(root, "slack-fixtures/slack_kit-methods", method+".json"))
		if err != nil {
			if !strings.HasPrefix(method, "agents.") {
				t.Error(err)
			}
			continue
		}
		var known struct {
			Scopes map[string][]struct{ Name string }
		}
		if err := json.Unmarshal(data, &known); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, s := range known.Scopes["bot"] {
			want = append(want, s.Name)
		}
		if method == "conversations.open" { // one of them is enough: that of direct messages
			want = slices.DeleteFunc(want, func(s string) bool { return s != "im:write" })
		}
		compared++
		if diff := cmp.Diff(want, scopes); diff != "" {
			t.Errorf("%s: -data +table\n%s", method, diff)
		}
	}
	if compared < len(methodScopes)-1 {
		t.Errorf("only %d methods were compared", compared)
	}
}

// TestManifestSchema: Slack's own schema takes the manifest.
func TestManifestSchema(t *testing.T) {
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set: no schema to check with")
	}
	folder := filepath.Join(root, "slack-fixtures/manifest-schema")
	schema := manifestSchema(t, filepath.Join(folder, "manifest.schema.2.0.0.json"))
	for name, valid := range map[string]bool{"v2/manifest.valid.json": true, "v2/manifest.invalid.json": false} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := checkJSON(t, schema, data); (err == nil) != valid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, address := range []string{"", "https://bot.example.org", "https://bot.example.org/"} {
		data, err := json.Marshal(Manifest("年报问答", address))
		if err != nil {
			t.Fatal(err)
		}
		if err := checkJSON(t, schema, data); err != nil {
			t.Errorf("manifest for %q: %v", address, err)
		}
		if wantSockets := address == ""; bytes.Contains(data, []byte(`"socket_mode_enabled":true`)) != wantSockets || bytes.Contains(data, []byte("org//")) {
			t.Errorf("manifest for %q: %s", address, data)
		}
	}
}

// manifestSchema reads the schema without a pattern that Go's regular expressions do
// not have; it is about domains, which the manifest names none of.
func manifestSchema(t *testing.T, path string) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	dropLookahead(doc)
	c := jsonschema.NewCompiler()
	if err := c.AddResource("manifest.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func dropLookahead(v any) {
	switch v := v.(type) {
	case map[string]any:
		if pattern, is := v["pattern"].(string); is && strings.Contains(pattern, "(?!") {
			delete(v, "pattern")
		}
		for _, inner := range v {
			dropLookahead(inner)
		}
	case []any:
		for _, inner := range v {
			dropLookahead(inner)
		}
	}
}

func checkJSON(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}
