package blockkit

import (
	"maps"
	"math"
	"strings"
)

// control are the members that all elements with an action have.
func control(more shape) shape {
	s := shape{"action_id": actionID, "confirm": may(confirm), "focus_on_load": may(boolean)}
	maps.Copy(s, more)
	return s
}

// menu are the members that all menus have.
func menu(more shape) shape {
	s := control(shape{"placeholder": may(plain(1, 150))})
	maps.Copy(s, more)
	return s
}

// static is a menu of given options.
func static(more shape) rule {
	s := menu(shape{"options": may(list(1, 100, option)), "option_groups": may(list(1, 100, optionGroup))})
	maps.Copy(s, more)
	return s.with(func(p *problems, at string, m map[string]any) { either(p, at, m, "options", "option_groups") })
}

// choice are options that show all the time.
func choice(initial string, r rule) rule {
	return control(shape{"options": must(list(1, 10, option)), initial: may(r)}).check
}

// typing is an input of text.
func typing(more shape) shape {
	s := shape{
		"action_id": actionID, "placeholder": may(plain(1, 150)), "initial_value": may(str(0, 3000)), "focus_on_load": may(boolean),
		"dispatch_action_config": may(dispatch),
	}
	maps.Copy(s, more)
	return s
}

var ids = list(0, 100, str(1, 255))

var most = may(number(1, math.MaxInt32))

// elements are the rules of what stands inside of blocks, by type.
var elements = map[string]rule{
	"button": control(shape{
		"text": must(plain(1, 75)), "url": may(str(0, 3000)), "value": may(str(0, 2000)), "style": may(enum("primary", "danger")),
		"accessibility_label": may(str(1, 75)),
	}).check,
	"workflow_button": shape{
		"action_id": actionID, "text": must(plain(1, 75)), "workflow": must(workflow), "style": may(enum("primary", "danger")),
		"accessibility_label": may(str(1, 75)),
	}.check,
	"image":         imageShape(nil),
	"overflow":      control(shape{"options": must(list(1, 5, option))}).check,
	"checkboxes":    choice("initial_options", list(1, 10, option)),
	"radio_buttons": choice("initial_option", option),

	"static_select":              static(shape{"initial_option": may(option)}),
	"external_select":            menu(shape{"initial_option": may(option), "min_query_length": may(number(0, 3000))}).check,
	"users_select":               menu(shape{"initial_user": may(str(1, 255))}).check,
	"conversations_select":       menu(shape{"initial_conversation": may(str(1, 255)), "default_to_current_conversation": may(boolean), "response_url_enabled": may(boolean), "filter": may(filter)}).check,
	"channels_select":            menu(shape{"initial_channel": may(str(1, 255)), "response_url_enabled": may(boolean)}).check,
	"multi_static_select":        static(shape{"initial_options": may(list(1, 100, option)), "max_selected_items": most}),
	"multi_external_select":      menu(shape{"initial_options": may(list(1, 100, option)), "min_query_length": may(number(0, 3000)), "max_selected_items": most}).check,
	"multi_users_select":         menu(shape{"initial_users": may(ids), "max_selected_items": most}).check,
	"multi_conversations_select": menu(shape{"initial_conversations": may(ids), "default_to_current_conversation": may(boolean), "filter": may(filter), "max_selected_items": most}).check,
	"multi_channels_select":      menu(shape{"initial_channels": may(ids), "max_selected_items": most}).check,

	"datepicker":     menu(shape{"initial_date": may(str(10, 10))}).check,
	"timepicker":     menu(shape{"initial_time": may(str(5, 5)), "timezone": may(str(1, 255))}).check,
	"datetimepicker": control(shape{"initial_date_time": may(number(1e9, 1e10))}).check,

	"plain_text_input": typing(shape{"multiline": may(boolean), "min_length": may(number(0, 3000)), "max_length": may(number(1, 3000))}).with(ordered("min_length", "max_length")),
	"number_input":     typing(shape{"is_decimal_allowed": must(boolean), "min_value": may(anything), "max_value": may(anything)}).with(ordered("min_value", "max_value")),
	"email_text_input": typing(nil).check,
	"url_text_input":   typing(nil).check,
	"rich_text_input":  typing(shape{"initial_value": may(anything)}).check,
	"file_input":       shape{"action_id": actionID, "filetypes": may(list(1, 100, str(1, 255))), "max_files": may(number(1, 10))}.check,

	"feedback_buttons": shape{"action_id": actionID, "positive_button": must(feedback), "negative_button": must(feedback)}.check,
	"icon_button": control(shape{
		"icon": must(enum("trash")), "text": must(plain(1, 75)), "value": may(str(0, 2000)), "accessibility_label": may(str(1, 75)),
		"visible_to_user_ids": may(list(0, 10, str(1, 255))),
	}).check,
	"url": urlSource,
}

var feedback = shape{"text": must(plain(1, 75)), "value": must(str(1, 2000)), "accessibility_label": may(str(1, 75))}.check

// urlSource is where a task found something.
var urlSource = shape{"url": must(link), "text": must(str(0, unlimited))}.check

// ordered tells when the first of two members is above the second.
func ordered(low, high string) func(p *problems, at string, m map[string]any) {
	return func(p *problems, at string, m map[string]any) {
		l, okL := toNumber(m[low])
		h, okH := toNumber(m[high])
		if okL && okH && l > h {
			p.add(at+"/"+low, "must not be more than %s", high)
		}
	}
}

// inSection, inActions and inInput are the elements that a block takes. Source:
// docs.slack.dev/reference/block-kit/block-elements.
var (
	menus     = strings.Fields("static_select external_select users_select conversations_select channels_select")
	multis    = strings.Fields("multi_static_select multi_external_select multi_users_select multi_conversations_select multi_channels_select")
	pickers   = strings.Fields("datepicker timepicker datetimepicker checkboxes radio_buttons")
	inActions = append(append(append(strings.Fields("button workflow_button overflow rich_text_input"), menus...), pickers...), multis...)
	inSection = append(append(append(strings.Fields("button workflow_button overflow image datepicker timepicker checkboxes radio_buttons"), menus...), multis...), "datetimepicker")
	inInput   = append(append(append(strings.Fields("plain_text_input number_input email_text_input url_text_input rich_text_input file_input"), menus...), multis...), pickers...)
)
