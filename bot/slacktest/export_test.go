package slacktest

// MethodErrors are the error codes that methods answer with, besides the common ones.
func MethodErrors() map[string][]string {
	codes := map[string][]string{}
	for name, m := range methods {
		codes[name] = m.errors
	}
	return codes
}
