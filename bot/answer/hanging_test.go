package answer_test

import (
	"context"

	"github.com/tmc/langchaingo/llms"
)

// hanging is a model that never answers.
type hanging struct{}

func (hanging) GenerateContent(ctx context.Context, _ []llms.MessageContent, _ ...llms.CallOption) (*llms.ContentResponse, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (hanging) Call(ctx context.Context, _ string, _ ...llms.CallOption) (string, error) {
	<-ctx.Done()
	return "", ctx.Err()
}
