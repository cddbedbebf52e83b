package figure

// parseEnglish reads an English sentence.
func parseEnglish(sentence string, c Context) []Figure { return nil }
