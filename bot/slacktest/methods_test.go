package slacktest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// deviations from the method data of others, which is older than the sources named.
var deviations = map[string]string{
	// docs.slack.dev/reference/methods/chat.appendStream now lists it as optional.
	"chat.appendStream markdown_text": "required",
	// Apps with agent_view leave it out.
	"assistant.threads.setSuggestedPrompts thread_ts": "required",
	// NousResearch/hermes-agent #104173.
	"chat.startStream cannot_provide_both_markdown_text_and_chunks":  "error",
	"chat.appendStream cannot_provide_both_markdown_text_and_chunks": "error",
	"chat.stopStream cannot_provide_both_markdown_text_and_chunks":   "error",
	"chat.appendStream streaming_mode_mismatch":                      "error",
	"chat.stopStream streaming_mode_mismatch":                        "error",
}

// known is the data of one method.
type known struct {
	Args map[string]struct {
		Required bool   `json:"required"`
		Type     string `json:"type"`
	} `json:"args"`
	Errors    map[string]string `json:"errors"`
	RateLimit struct {
		Label string `json:"label"`
	} `json:"rate_limit"`
	Scopes map[string][]struct {
		Name string `json:"name"`
	} `json:"scopes"`
}

// datasets is the folder of a data set, which tests do without when there is none.
func datasets(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set")
	}
	return filepath.Join(root, "slack-fixtures", name)
}

func readJSONFile(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The facts of the methods are those that others gathered, but for what is listed.
func TestMethodFacts(t *testing.T) {
	folder := datasets(t, "slack_kit-methods")
	var common map[string]string
	readJSONFile(t, filepath.Join(folder, "common_errors.json"), &common)
	compared := 0
	used := map[string]bool{}
	for name, m := range methods {
		path := filepath.Join(folder, name+".json")
		if _, err := os.Stat(path); err != nil {
			if !strings.HasPrefix(name, "agents.") {
				t.Errorf("%s is not in the data", name)
			}
			continue
		}
		var k known
		readJSONFile(t, path, &k)
		compared++
		for _, d := range differences(name, m, k, common, used) {
			t.Error(d)
		}
	}
	for d := range deviations {
		if !used[d] {
			t.Errorf("there is no deviation any longer: %s", d)
		}
	}
	if compared < 25 {
		t.Errorf("only %d methods were compared", compared)
	}
}

// differences between the facts here and the data.
func differences(name string, m *method, k known, common map[string]string, used map[string]bool) []string {
	var found []string
	report := func(item, kind, format string, args ...any) {
		if key := name + " " + item; deviations[key] == kind {
			used[key] = true
			return
		}
		found = append(found, name+": "+fmt.Sprintf(format, args...))
	}
	for _, a := range m.args {
		fact, ok := k.Args[a.name]
		if !ok {
			report(a.name, "argument", "no argument %s in the data", a.name)
			continue
		}
		if fact.Required != a.required {
			report(a.name, "required", "%s: required is %v in the data", a.name, fact.Required)
		}
		kinds := map[string]string{"boolean": "bool", "number": "int", "integer": "int"}
		if want := kinds[fact.Type]; want != "" && a.kind != want {
			report(a.name, "type", "%s is a %s in the data", a.name, fact.Type)
		}
	}
	for name := range k.Args {
		if !slices.ContainsFunc(m.args, func(a arg) bool { return a.name == name }) {
			report(name, "argument", "argument %s of the data is missing", name)
		}
	}
	for _, code := range m.errors {
		if _, ok := k.Errors[code]; !ok && common[code] == "" {
			report(code, "error", "no error %s in the data", code)
		}
	}
	var scopes []string
	for _, s := range k.Scopes["bot"] {
		scopes = append(scopes, s.Name)
	}
	if diff := cmp.Diff(scopes, m.scopes); diff != "" {
		report("scopes", "scopes", "scopes (-data +here):\n%s", diff)
	}
	if len(k.Scopes) > 0 && (len(k.Scopes["user"]) > 0) != (m.tokens&user != 0) {
		report("tokens", "tokens", "token kinds of the data are %v", k.Scopes)
	}
	if label, want := k.RateLimit.Label, map[tier]string{special: "Special", tier2: "Tier 2: 20+", tier3: "Tier 3: 50+", tier4: "Tier 4: 100+"}[m.tier]; !strings.HasPrefix(label, want) {
		report("tier", "tier", "rate is %s in the data", label)
	}
	return found
}
