package runs

import (
	"reportbot/bot/answer"
	"reportbot/eval/cases"
	"reportbot/eval/score"
)

// Result is one case with its answer and score: a line of cases.jsonl.
type Result struct {
	Case    cases.Case    `json:"case"`
	Turn    int           `json:"turn"` // how often it was asked before, from 0
	Answer  answer.Answer `json:"answer"`
	Written bool          `json:"written"` // its statements are a model's
	Score   score.Score   `json:"score"`
	Cost    Cost          `json:"cost"`
}

// Cost is what an answer took. Times are in microseconds; those of a model are of
// the calls that it got, cached ones with what they took at first.
type Cost struct {
	Total  int64 `json:"total_us"`
	Search int64 `json:"search_us"`
	Model  int64 `json:"model_us"`

	Calls            int `json:"calls"`  // of the model
	Cached           int `json:"cached"` // of them, those answered from the run's replies
	PromptTokens     int `json:"prompt_tokens"`
	CompletionTokens int `json:"completion_tokens"` // 0 where the server does not count
}

// Program is what neither the search nor the model took.
func (c Cost) Program() int64 { return max(0, c.Total-c.Search-c.Model) }
