package blockkit

// unlimited is the length of texts that have no limit of their own.
const unlimited = 40000

// plain is a plain_text object.
func plain(least, most int) rule {
	s := shape{"text": must(str(least, most)), "emoji": may(boolean)}
	return typed(func(kind string) rule {
		if kind == "plain_text" {
			return s.check
		}
		return nil
	})
}

// mrkdwn is a mrkdwn or plain_text object.
func mrkdwn(least, most int) rule {
	s := shape{"text": must(str(least, most)), "verbatim": may(boolean)}
	p := plain(least, most)
	return typed(func(kind string) rule {
		switch kind {
		case "mrkdwn":
			return s.check
		case "plain_text":
			return p
		}
		return nil
	})
}

var (
	blockID  = may(str(0, 255))
	actionID = may(str(1, 255))
	link     = str(1, 3000)

	confirm = shape{
		"title": must(plain(1, 100)), "text": must(mrkdwn(1, 300)), "confirm": must(plain(1, 30)), "deny": must(plain(1, 30)),
		"style": may(enum("primary", "danger")),
	}.check

	// option is that of menus; its text is plain, with mrkdwn in radio buttons and
	// checkboxes.
	option = shape{
		"text": must(mrkdwn(1, 75)), "value": must(str(1, 150)), "description": may(mrkdwn(1, 75)), "url": may(link),
	}.check

	optionGroup = shape{"label": must(plain(1, 75)), "options": must(list(1, 100, option))}.check

	slackFile = shape{"id": may(str(1, 255)), "url": may(link)}.with(func(p *problems, at string, m map[string]any) {
		either(p, at, m, "id", "url")
	})

	dispatch = shape{"trigger_actions_on": must(list(1, 2, enum("on_enter_pressed", "on_character_entered")))}.check

	filter = shape{
		"include":                          may(list(1, 4, enum("im", "mpim", "private", "public"))),
		"exclude_external_shared_channels": may(boolean), "exclude_bot_users": may(boolean),
	}.check

	parameter = shape{"name": must(str(1, unlimited)), "value": must(str(0, unlimited))}.check
	trigger   = shape{"url": must(link), "customizable_input_parameters": may(list(0, 100, parameter))}.check
	workflow  = shape{"trigger": must(trigger)}.check

	icon = oneOf(map[string]rule{"icon": shape{"name": must(str(1, 255))}.check}, "icon")
)

// imageShape are the members that images have as blocks and as elements.
func imageShape(more shape) rule {
	s := shape{"image_url": may(link), "slack_file": may(slackFile), "alt_text": must(str(1, 2000))}
	for name, f := range more {
		s[name] = f
	}
	return s.with(func(p *problems, at string, m map[string]any) { either(p, at, m, "image_url", "slack_file") })
}
