package modeltest

import (
	"encoding/json"
	"fmt"
	"slices"
)

// schema is the part of JSON Schema that OpenAI's strict mode allows and this
// program uses.
type schema struct {
	Type       string             `json:"type"`
	Properties map[string]*schema `json:"properties"`
	Items      *schema            `json:"items"`
	Required   []string           `json:"required"`
	Additional *bool              `json:"additionalProperties"`
}

// sound tells whether a schema keeps the rules of strict mode: each object lists
// all its properties as required and allows no others.
func sound(text string) bool {
	var s schema
	return json.Unmarshal([]byte(text), &s) == nil && s.Type == "object" && s.sound()
}

func (s *schema) sound() bool {
	switch s.Type {
	case "string":
		return true
	case "array":
		return s.Items != nil && s.Items.sound()
	case "object":
		for name, p := range s.Properties {
			if !slices.Contains(s.Required, name) || !p.sound() {
				return false
			}
		}
		return s.Additional != nil && !*s.Additional && len(s.Required) == len(s.Properties)
	}
	return false
}

// fits checks a text against a schema.
func fits(schemaText, text string) error {
	var s schema
	if err := json.Unmarshal([]byte(schemaText), &s); err != nil {
		return err
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		return fmt.Errorf("%q: %w", text, err)
	}
	return s.fits(value)
}

func (s *schema) fits(value any) error {
	switch v := value.(type) {
	case string:
		if s.Type == "string" {
			return nil
		}
	case []any:
		for _, item := range v {
			if s.Items == nil {
				break
			}
			if err := s.Items.fits(item); err != nil {
				return err
			}
		}
		if s.Type == "array" {
			return nil
		}
	case map[string]any:
		for _, name := range s.Required {
			if v[name] == nil {
				return fmt.Errorf("%v has no %q", v, name)
			}
			if err := s.Properties[name].fits(v[name]); err != nil {
				return err
			}
		}
		if s.Type == "object" && len(v) == len(s.Properties) {
			return nil
		}
	}
	return fmt.Errorf("%v does not fit the schema's %s", value, s.Type)
}
