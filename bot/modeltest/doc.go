// Package modeltest fakes language models, for tests: a Model in the program, and
// Servers that speak the HTTP APIs of OpenAI, Ollama and Anthropic as strictly as
// the real ones, with faults on demand.
package modeltest
