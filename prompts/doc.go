// Package prompts holds what language models are asked. Each prompt is a file for
// each language, and one function; its first line says what goes in and who reads
// the reply.
package prompts
