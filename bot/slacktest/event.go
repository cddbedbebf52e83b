package slacktest

import (
	"encoding/json"
	"fmt"
)

// kindEvents are the subscriptions that messages of a kind of conversation belong to.
var kindEvents = map[Kind]string{Public: "message.channels", Private: "message.groups", DM: "message.im", GroupDM: "message.mpim"}

// event tells the app what happened, when it subscribed to that; nil when it did not.
func (s *Server) event(subscription string, shared bool, inner map[string]any) *Delivery {
	if !s.app.hears(subscription) {
		return nil
	}
	if inner["event_ts"] == nil {
		inner["event_ts"] = s.ts()
	}
	id := s.id("Ev")
	return s.queue(Events, encode(map[string]any{
		"type": "event_callback", "token": "verification-token", "team_id": s.TeamID, "context_team_id": s.TeamID, "context_enterprise_id": nil,
		"api_app_id": s.AppID, "event": inner, "event_id": id, "event_time": s.o.Clock.Now().Unix(), "is_ext_shared_channel": shared,
		"authorizations": []any{map[string]any{"enterprise_id": nil, "team_id": s.TeamID, "user_id": s.BotUserID, "is_bot": true, "is_enterprise_install": false}},
		"event_context":  fmt.Sprintf("4-%s", id),
	}), nil)
}

// messageEvent tells the app of something in a channel; nil when it is not in it.
func (s *Server) messageEvent(ch *channel, inner map[string]any) *Delivery {
	if !ch.members[s.BotUserID] {
		return nil
	}
	inner["channel"], inner["channel_type"] = ch.ID, string(ch.Kind)
	if inner["event_ts"] == nil {
		inner["event_ts"] = inner["ts"]
	}
	return s.event(kindEvents[ch.Kind], ch.Shared, inner)
}

// encode is JSON of what is known to have some.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("slacktest: %v", err))
	}
	return data
}
