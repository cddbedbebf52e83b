package blockkit

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type m = map[string]any

type l = []any

func x(n int) string { return strings.Repeat("字", n) }

func times(n int, v any) l { return slices.Repeat(l{v}, n) }

func pt(n int) m { return m{"type": "plain_text", "text": x(n)} }

func md(n int) m { return m{"type": "mrkdwn", "text": x(n)} }

// with is base with other members; nil takes one away.
func with(base m, more m) m {
	c := m{}
	for k, v := range base {
		c[k] = v
	}
	for k, v := range more {
		c[k] = v
		if v == nil {
			delete(c, k)
		}
	}
	return c
}

var (
	okOption    = m{"text": pt(1), "value": "v"}
	okButton    = m{"type": "button", "text": pt(1), "action_id": "a"}
	okConfirm   = m{"title": pt(1), "text": pt(1), "confirm": pt(1), "deny": pt(1)}
	okImage     = m{"type": "image", "image_url": "https://a", "alt_text": "a"}
	okCell      = m{"type": "raw_text", "text": "a"}
	okVideo     = m{"type": "video", "alt_text": "a", "title": pt(1), "video_url": "https://a", "thumbnail_url": "https://a"}
	okCard      = m{"type": "card", "title": md(1)}
	okContainer = m{"type": "container", "title": pt(1), "child_blocks": l{m{"type": "divider"}}}
	okFeedback  = m{"text": pt(1), "value": "v"}
	okSegment   = m{"label": "a", "value": 1}
	okSeries    = m{"name": "a", "data": l{m{"label": "a", "value": 1}}}
	okAxis      = m{"categories": l{"a"}}
	okView      = m{"type": "modal", "title": pt(1), "blocks": l{m{"type": "divider"}}}
)

func actions(e ...any) m           { return m{"type": "actions", "elements": e} }
func section(text any) m           { return m{"type": "section", "text": text} }
func input(e m) m                  { return m{"type": "input", "label": pt(1), "element": e} }
func button(more m) m              { return actions(with(okButton, more)) }
func confirming(more m) m          { return button(m{"confirm": with(okConfirm, more)}) }
func choosing(option m) m          { return actions(m{"type": "static_select", "options": l{option}}) }
func dataTable(rows any, more m) m { return with(m{"type": "data_table", "rows": rows}, more) }
func sources(more m) m {
	return m{"type": "task_card", "task_id": "t", "title": "t", "sources": l{with(m{"type": "url", "url": "https://a", "text": "a"}, more)}}
}
func groups(g any) m { return actions(m{"type": "static_select", "option_groups": g}) }
func pick(kind string, options any) m {
	return actions(m{"type": kind, "options": options})
}
func feedbacks(more m) m {
	return m{"type": "context_actions", "elements": l{m{"type": "feedback_buttons", "positive_button": with(okFeedback, more), "negative_button": okFeedback}}}
}
func chart(kind string, more m) m {
	return m{"type": "data_visualization", "title": "a", "chart": with(m{"type": kind}, more)}
}
func series(more m) m {
	return chart("bar", m{"series": l{with(okSeries, more)}, "axis_config": okAxis})
}
func axis(more m) m {
	return chart("bar", m{"series": l{okSeries}, "axis_config": with(okAxis, more)})
}

// rejected are blocks of a message that Slack refuses, and the place that it names.
// The names are those of a list that others keep, where it has the case.
var rejected = map[string]struct {
	block m
	at    string
}{
	"text-empty":                          {section(md(0)), "/text/text"},
	"text-too-long":                       {section(md(3001)), "/text/text"},
	"button-action-id-too-long":           {button(m{"action_id": x(256)}), "/elements/0/action_id"},
	"button-text-too-long":                {button(m{"text": pt(76)}), "/elements/0/text/text"},
	"button-text-mrkdwn":                  {button(m{"text": md(1)}), "/elements/0/text/type"},
	"button-url-too-long":                 {button(m{"url": x(3001)}), "/elements/0/url"},
	"button-value-too-long":               {button(m{"value": x(2001)}), "/elements/0/value"},
	"button-style":                        {button(m{"style": "green"}), "/elements/0/style"},
	"button-accessibility-label-too-long": {button(m{"accessibility_label": x(76)}), "/elements/0/accessibility_label"},
	"confirmation-title-too-long":         {confirming(m{"title": pt(101)}), "/elements/0/confirm/title/text"},
	"confirmation-text-too-long":          {confirming(m{"text": pt(301)}), "/elements/0/confirm/text/text"},
	"confirmation-confirm-too-long":       {confirming(m{"confirm": pt(31)}), "/elements/0/confirm/confirm/text"},
	"confirmation-deny-too-long":          {confirming(m{"deny": pt(31)}), "/elements/0/confirm/deny/text"},
	"option-text-too-long":                {choosing(with(okOption, m{"text": pt(76)})), "/elements/0/options/0/text/text"},
	"option-value-too-long":               {choosing(with(okOption, m{"value": x(151)})), "/elements/0/options/0/value"},
	"option-url-too-long":                 {choosing(with(okOption, m{"url": x(3001)})), "/elements/0/options/0/url"},
	"option-description-too-long":         {choosing(with(okOption, m{"description": pt(76)})), "/elements/0/options/0/description/text"},
	"option-group-label-too-long":         {groups(l{m{"label": pt(76), "options": l{okOption}}}), "/elements/0/option_groups/0/label/text"},
	"option-group-empty":                  {groups(l{m{"label": pt(1), "options": l{}}}), "/elements/0/option_groups/0/options"},
	"option-group-too-many-options":       {groups(l{m{"label": pt(1), "options": times(101, okOption)}}), "/elements/0/option_groups/0/options"},
	"select-placeholder-too-long":         {actions(m{"type": "users_select", "placeholder": pt(151)}), "/elements/0/placeholder/text"},
	"select-too-many-options":             {pick("static_select", times(101, okOption)), "/elements/0/options"},
	"select-too-many-option-groups":       {groups(times(101, m{"label": pt(1), "options": l{okOption}})), "/elements/0/option_groups"},
	"static-select-options-and-groups": {actions(m{"type": "static_select", "options": l{okOption},
		"option_groups": l{m{"label": pt(1), "options": l{okOption}}}}), "/elements/0"},
	"overflow-empty":                               {pick("overflow", l{}), "/elements/0/options"},
	"overflow-too-many-options":                    {pick("overflow", times(6, okOption)), "/elements/0/options"},
	"checkboxes-empty":                             {pick("checkboxes", l{}), "/elements/0/options"},
	"checkboxes-too-many-options":                  {pick("checkboxes", times(11, okOption)), "/elements/0/options"},
	"radio-buttons-empty":                          {pick("radio_buttons", l{}), "/elements/0/options"},
	"radio-buttons-too-many-options":               {pick("radio_buttons", times(11, okOption)), "/elements/0/options"},
	"url-source-url-empty":                         {sources(m{"url": ""}), "/sources/0/url"},
	"url-source-url-too-long":                      {sources(m{"url": x(3001)}), "/sources/0/url"},
	"table-too-many-rows":                          {m{"type": "table", "rows": times(101, l{okCell})}, "/rows"},
	"table-too-many-columns":                       {m{"type": "table", "rows": l{times(21, okCell)}}, "/rows/0"},
	"table-ragged-rows":                            {m{"type": "table", "rows": l{l{okCell}, l{okCell, okCell}}}, "/rows"},
	"table-column-settings-mismatch":               {m{"type": "table", "rows": l{l{okCell}}, "column_settings": l{m{}, m{}}}, "/column_settings"},
	"table-align-empty":                            {m{"type": "table", "rows": l{l{okCell}}, "column_settings": l{m{"align": ""}}}, "/column_settings/0/align"},
	"table-cell-empty":                             {m{"type": "table", "rows": l{l{m{"type": "raw_text", "text": ""}}}}, "/rows/0/0/text"},
	"table-text-too-long":                          {m{"type": "table", "rows": l{l{m{"type": "raw_text", "text": x(10001)}}}}, ""},
	"file-input-max-files-too-small":               {input(m{"type": "file_input", "max_files": 0}), "/element/max_files"},
	"file-input-max-files-too-large":               {input(m{"type": "file_input", "max_files": 11}), "/element/max_files"},
	"plain-text-input-max-length-too-large":        {input(m{"type": "plain_text_input", "max_length": 3001}), "/element/max_length"},
	"number-input-inverted-range":                  {input(m{"type": "number_input", "is_decimal_allowed": false, "min_value": "10", "max_value": "9"}), "/element/min_value"},
	"actions-too-many-elements":                    {actions(times(26, with(okButton, m{"action_id": nil}))...), "/elements"},
	"actions-same-action-id":                       {actions(okButton, okButton), "/elements"},
	"actions-invalid-element":                      {actions(okImage), "/elements/0/type"},
	"context-too-many-elements":                    {m{"type": "context", "elements": times(11, md(1))}, "/elements"},
	"context-invalid-element":                      {m{"type": "context", "elements": l{okButton}}, "/elements/0/type"},
	"header-text-too-long":                         {m{"type": "header", "text": pt(151)}, "/text/text"},
	"header-mrkdwn":                                {m{"type": "header", "text": md(1)}, "/text/type"},
	"image-url-too-long":                           {with(okImage, m{"image_url": x(3001)}), "/image_url"},
	"image-alt-text-too-long":                      {with(okImage, m{"alt_text": x(2001)}), "/alt_text"},
	"image-url-and-slack-file":                     {with(okImage, m{"slack_file": m{"id": "F1"}}), ""},
	"input-label-too-long":                         {with(input(m{"type": "url_text_input"}), m{"label": pt(2001)}), "/label/text"},
	"input-hint-too-long":                          {with(input(m{"type": "url_text_input"}), m{"hint": pt(2001)}), "/hint/text"},
	"input-invalid-element":                        {input(okButton), "/element/type"},
	"markdown-empty":                               {m{"type": "markdown", "text": ""}, "/text"},
	"markdown-too-long":                            {m{"type": "markdown", "text": x(12001)}, "/text"},
	"section-text-too-long":                        {section(md(3001)), "/text/text"},
	"section-too-many-fields":                      {m{"type": "section", "fields": times(11, md(1))}, "/fields"},
	"section-field-too-long":                       {m{"type": "section", "fields": l{md(2001)}}, "/fields/0/text"},
	"section-missing-content":                      {m{"type": "section"}, ""},
	"section-unknown-member":                       {with(section(md(1)), m{"color": "red"}), ""},
	"video-alt-text-empty":                         {with(okVideo, m{"alt_text": ""}), "/alt_text"},
	"video-alt-text-too-long":                      {with(okVideo, m{"alt_text": x(201)}), "/alt_text"},
	"video-title-too-long":                         {with(okVideo, m{"title": pt(201)}), "/title/text"},
	"video-author-name-too-long":                   {with(okVideo, m{"author_name": x(51)}), "/author_name"},
	"video-description-too-long":                   {with(okVideo, m{"description": pt(201)}), "/description/text"},
	"video-provider-name-too-long":                 {with(okVideo, m{"provider_name": x(51)}), "/provider_name"},
	"block-id-too-long":                            {m{"type": "divider", "block_id": x(256)}, "/block_id"},
	"block-unknown":                                {m{"type": "banner"}, "/type"},
	"block-without-type":                           {m{}, "/type"},
	"alert-in-message":                             {m{"type": "alert", "text": md(1)}, "/type"},
	"card-title-too-long":                          {with(okCard, m{"title": md(151)}), "/title/text"},
	"card-subtitle-too-long":                       {with(okCard, m{"subtitle": md(151)}), "/subtitle/text"},
	"card-body-too-long":                           {with(okCard, m{"body": md(201)}), "/body/text"},
	"card-too-many-actions":                        {with(okCard, m{"actions": times(4, okButton)}), "/actions"},
	"card-subtext-too-long":                        {with(okCard, m{"subtext": md(201)}), "/subtext/text"},
	"carousel-empty":                               {m{"type": "carousel", "elements": l{}}, "/elements"},
	"carousel-too-many-cards":                      {m{"type": "carousel", "elements": times(11, okCard)}, "/elements"},
	"container-title-too-long":                     {with(okContainer, m{"title": pt(151)}), "/title/text"},
	"container-subtitle-too-long":                  {with(okContainer, m{"subtitle": md(151)}), "/subtitle/text"},
	"container-too-many-child-blocks":              {with(okContainer, m{"child_blocks": times(11, m{"type": "divider"})}), "/child_blocks"},
	"context-actions-too-many-elements":            {m{"type": "context_actions", "elements": times(6, m{"type": "icon_button", "icon": "trash", "text": pt(1)})}, "/elements"},
	"context-actions-button":                       {m{"type": "context_actions", "elements": l{okButton}}, "/elements/0/type"},
	"feedback-button-text-too-long":                {feedbacks(m{"text": pt(76)}), "/elements/0/positive_button/text/text"},
	"feedback-button-value-too-long":               {feedbacks(m{"value": x(2001)}), "/elements/0/positive_button/value"},
	"feedback-button-accessibility-label-too-long": {feedbacks(m{"accessibility_label": x(76)}), "/elements/0/positive_button/accessibility_label"},
	"icon-button-too-many-visible-users": {m{"type": "context_actions", "elements": l{m{"type": "icon_button", "icon": "trash", "text": pt(1),
		"visible_to_user_ids": times(11, "U1")}}}, "/elements/0/visible_to_user_ids"},
	"data-table-too-few-rows":            {dataTable(l{l{okCell}}, nil), "/rows"},
	"data-table-too-many-rows":           {dataTable(times(202, l{okCell}), nil), "/rows"},
	"data-table-too-few-columns":         {dataTable(l{l{}, l{}}, nil), "/rows/0"},
	"data-table-too-many-columns":        {dataTable(times(2, times(21, okCell)), nil), "/rows/0"},
	"data-table-page-size-too-small":     {dataTable(times(2, l{okCell}), m{"page_size": 0}), "/page_size"},
	"data-table-page-size-too-large":     {dataTable(times(2, l{okCell}), m{"page_size": 101}), "/page_size"},
	"data-table-cell-text-empty":         {dataTable(times(2, l{m{"type": "raw_text", "text": ""}}), nil), "/rows/0/0/text"},
	"data-table-content-too-long":        {dataTable(times(2, l{m{"type": "raw_text", "text": x(10001)}}), nil), "/rows"},
	"data-visualization-title-too-long":  {with(chart("pie", m{"segments": l{okSegment}}), m{"title": x(51)}), "/title"},
	"pie-chart-empty":                    {chart("pie", m{"segments": l{}}), "/chart/segments"},
	"pie-chart-too-many-segments":        {chart("pie", m{"segments": times(13, okSegment)}), "/chart/segments"},
	"chart-segment-label-too-long":       {chart("pie", m{"segments": l{with(okSegment, m{"label": x(21)})}}), "/chart/segments/0/label"},
	"chart-segment-value-not-positive":   {chart("pie", m{"segments": l{with(okSegment, m{"value": 0})}}), "/chart/segments/0/value"},
	"chart-series-empty":                 {chart("bar", m{"series": l{}, "axis_config": okAxis}), "/chart/series"},
	"chart-too-many-series":              {chart("bar", m{"series": times(13, okSeries), "axis_config": okAxis}), "/chart/series"},
	"data-series-name-too-long":          {series(m{"name": x(21)}), "/chart/series/0/name"},
	"data-series-empty":                  {series(m{"data": l{}}), "/chart/series/0/data"},
	"data-series-too-many-points":        {series(m{"data": times(21, m{"label": "a", "value": 1})}), "/chart/series/0/data"},
	"data-point-label-too-long":          {series(m{"data": l{m{"label": x(21), "value": 1}}}), "/chart/series/0/data/0/label"},
	"axis-categories-empty":              {axis(m{"categories": l{}}), "/chart/axis_config/categories"},
	"axis-too-many-categories":           {axis(m{"categories": times(21, "a")}), "/chart/axis_config/categories"},
	"axis-category-label-too-long":       {axis(m{"categories": l{x(21)}}), "/chart/axis_config/categories/0"},
	"axis-label-too-long":                {axis(m{"x_label": x(51)}), "/chart/axis_config/x_label"},
	"rich-text-in-rich-text":             {m{"type": "rich_text", "elements": l{m{"type": "rich_text", "elements": l{}}}}, "/elements/0/type"},
	"rich-text-text-outside-section":     {m{"type": "rich_text", "elements": l{m{"type": "text", "text": "a"}}}, "/elements/0/type"},
	"rich-text-empty-text":               {rich(m{"type": "text", "text": ""}), "/elements/0/elements/0/text"},
	"rich-text-style-of-link":            {rich(m{"type": "link", "url": "https://a", "style": m{"big": true}}), "/elements/0/elements/0/style"},
	"rich-text-list-in-list":             {m{"type": "rich_text", "elements": l{m{"type": "rich_text_list", "style": "bullet", "elements": l{m{"type": "rich_text_list"}}}}}, "/elements/0/elements/0/type"},
	"rich-text-list-style":               {m{"type": "rich_text", "elements": l{m{"type": "rich_text_list", "style": "", "elements": l{}}}}, "/elements/0/style"},
	"rich-text-preformatted-with-user":   {m{"type": "rich_text", "elements": l{m{"type": "rich_text_preformatted", "elements": l{m{"type": "user", "user_id": "U1"}}}}}, "/elements/0/elements/0/type"},
	"rich-text-section-without-elements": {m{"type": "rich_text", "elements": l{m{"type": "rich_text_section"}}}, "/elements/0"},
	"rich-text-broadcast-range":          {rich(m{"type": "broadcast", "range": "all"}), "/elements/0/elements/0/range"},
}

func rich(e m) m {
	return m{"type": "rich_text", "elements": l{m{"type": "rich_text_section", "elements": l{e}}}}
}

// rejectedViews are modals that Slack refuses.
var rejectedViews = map[string]struct {
	view m
	at   string
}{
	"view-missing-blocks":            {with(okView, m{"blocks": l{}}), "/view/blocks"},
	"view-too-many-blocks":           {with(okView, m{"blocks": times(101, m{"type": "divider"})}), "/view/blocks"},
	"view-private-metadata-too-long": {with(okView, m{"private_metadata": x(3001)}), "/view/private_metadata"},
	"view-callback-id-too-long":      {with(okView, m{"callback_id": x(256)}), "/view/callback_id"},
	"view-title-too-long":            {with(okView, m{"title": pt(25)}), "/view/title/text"},
	"view-close-too-long":            {with(okView, m{"close": pt(25)}), "/view/close/text"},
	"view-submit-too-long":           {with(okView, m{"submit": pt(25)}), "/view/submit/text"},
	"view-without-title":             {with(okView, m{"title": nil}), "/view"},
	"view-input-without-submit":      {with(okView, m{"blocks": l{input(m{"type": "url_text_input"})}}), "/view"},
	"view-table":                     {with(okView, m{"blocks": l{m{"type": "table", "rows": l{l{okCell}}}}}), "/view/blocks/0/type"},
	"view-same-block-id":             {with(okView, m{"blocks": times(2, m{"type": "divider", "block_id": "b"})}), "/view/blocks/1/block_id"},
	"alert-text-too-long":            {with(okView, m{"blocks": l{m{"type": "alert", "text": md(201)}}}), "/view/blocks/0/text/text"},
}

// rejectedTogether are lists of blocks that Slack refuses as a whole.
var rejectedTogether = map[string]struct {
	blocks l
	at     string
}{
	"too-many-blocks":     {times(51, m{"type": "divider"}), "/blocks"},
	"markdown-expands":    {l{m{"type": "markdown", "text": strings.Repeat("# a\n\nb\n\n", 26)}}, "/blocks"},
	"markdown-in-sum":     {times(2, m{"type": "markdown", "text": x(6001)}), "/blocks"},
	"two-tables":          {times(2, m{"type": "table", "rows": l{l{okCell}}}), "/blocks"},
	"same-block-id":       {times(2, m{"type": "divider", "block_id": "b"}), "/blocks/1/block_id"},
	"block-is-no-object":  {l{"divider"}, "/blocks/0/type"},
	"second-is-the-wrong": {l{m{"type": "divider"}, section(md(3001))}, "/blocks/1/text/text"},
}

func raw(t *testing.T, v any) json.RawMessage {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// points tells whether one of the problems is at a place.
func points(problems []string, at string) bool {
	return slices.ContainsFunc(problems, func(p string) bool {
		return strings.HasPrefix(p, "[ERROR] ") && strings.HasSuffix(p, "[json-pointer:"+at+"]")
	})
}

func TestRejected(t *testing.T) {
	for name, tt := range rejected {
		at := "/blocks/0" + tt.at
		if name == "table-text-too-long" {
			at = "/blocks"
		}
		if got := Check(raw(t, l{tt.block}), Message); !points(got, at) {
			t.Errorf("%s: %q, want one at %s", name, got, at)
		}
	}
	for name, tt := range rejectedViews {
		if got := CheckView(raw(t, tt.view)); !points(got, tt.at) {
			t.Errorf("%s: %q, want one at %s", name, got, tt.at)
		}
	}
	for name, tt := range rejectedTogether {
		if got := Check(raw(t, tt.blocks), Message); !points(got, tt.at) {
			t.Errorf("%s: %q, want one at %s", name, got, tt.at)
		}
	}
}

// What is just within the limits passes.
func TestAccepted(t *testing.T) {
	accepted := l{
		section(md(3000)), button(m{"text": pt(75), "value": x(2000), "action_id": x(255)}), m{"type": "header", "text": pt(150)},
		m{"type": "context", "elements": times(10, md(1))}, m{"type": "table", "rows": times(100, times(20, okCell))},
		m{"type": "markdown", "text": x(12000)}, feedbacks(m{"value": x(2000)}), rich(m{"type": "text", "text": "a", "style": m{"bold": true}}),
		m{"type": "rich_text", "elements": l{m{"type": "rich_text_section", "elements": l{}}}},
		m{"type": "section", "fields": times(10, md(2000))}, okCard, okContainer, okVideo, okImage,
	}
	for _, b := range accepted {
		if got := Check(raw(t, l{b}), Message); got != nil {
			t.Errorf("%v: %q", b, got)
		}
	}
	if got := Check(raw(t, times(50, m{"type": "divider"})), Message); got != nil {
		t.Error(got)
	}
	if got := CheckView(raw(t, with(okView, m{"title": pt(24), "private_metadata": x(3000), "blocks": times(100, m{"type": "divider"})}))); got != nil {
		t.Error(got)
	}
}

// deviations are valid samples of others that are refused here, and why.
var deviations = map[string]string{
	"messages/webhook_message_basic":  "two blocks have one block_id",
	"messages/webhook_message_delete": "two blocks have one block_id",
}

func spec(t *testing.T) string {
	t.Helper()
	root := os.Getenv("REPORTBOT_DATASETS")
	if root == "" {
		t.Skip("REPORTBOT_DATASETS is not set")
	}
	return filepath.Join(root, "slack-fixtures", "slackblocks-spec")
}

// Every case that others reject is in the tables above.
func TestRejectedByOthers(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(spec(t), "invalid", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Cases []struct{ ID string } }
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Cases {
		_, block := rejected[c.ID]
		_, view := rejectedViews[c.ID]
		if !block && !view {
			t.Errorf("%s is not tested", c.ID)
		}
	}
	if len(list.Cases) < 100 {
		t.Errorf("only %d cases", len(list.Cases))
	}
}

// What others hold to be valid passes, but for what is listed.
func TestAcceptedByOthers(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(spec(t), "valid", "*", "*.json"))
	if err != nil || len(files) < 90 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), ".json")
		problems := checkSample(t, name, data)
		if why := deviations[name]; (len(problems) > 0) != (why != "") {
			t.Errorf("%s: %q, deviation %q", name, problems, why)
		}
	}
}

// checkSample checks a sample at the place where its kind belongs.
func checkSample(t *testing.T, name string, data []byte) []string {
	t.Helper()
	folder, base, _ := strings.Cut(name, "/")
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	p := &problems{}
	object := func(r rule) []string { r(p, "", v); return p.list }
	switch folder {
	case "blocks":
		if typeOf(v) == "alert" {
			return CheckView(raw(t, with(okView, m{"blocks": l{v}})))
		}
		return Check(raw(t, l{v}), Message)
	case "elements":
		return object(typed(func(kind string) rule { return elements[kind] }))
	case "rich_text":
		return object(typed(func(kind string) rule {
			if r := inline[kind]; r != nil {
				return r
			}
			return richElements[kind]
		}))
	case "views":
		return CheckView(data)
	case "messages", "attachments":
		return checkMessage(t, v)
	}
	for prefix, r := range map[string]rule{
		"confirmation": confirm, "conversation": filter, "dispatch": dispatch, "input": parameter, "option_group": optionGroup,
		"option_basic": option, "option_value": option, "text": mrkdwn(1, 3000), "trigger": trigger, "workflow": workflow,
	} {
		if strings.HasPrefix(base, prefix) {
			return object(r)
		}
	}
	return []string{fmt.Sprintf("nothing checks %s", name)}
}

func checkMessage(t *testing.T, v any) []string {
	t.Helper()
	found := []string{}
	for _, part := range append(l{v}, asList(asMap(v)["attachments"])...) {
		if blocks := asMap(part)["blocks"]; blocks != nil {
			found = append(found, Check(raw(t, blocks), Message)...)
		}
	}
	return found
}
