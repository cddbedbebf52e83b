package slacktest

import "strings"

// words splits a list of error codes.
func words(list string) []string { return strings.Fields(list) }

// postErrors are those of the methods that add something to a conversation.
const postErrors = "channel_not_found is_archived not_in_channel no_text invalid_blocks invalid_blocks_format markdown_text_conflict "

// bothErrors are those of streams that mix their two kinds of content.
const bothErrors = "cannot_provide_both_markdown_text_and_chunks streaming_mode_mismatch"

// methods are the methods of the Web API that the fake serves, with what their pages
// in Slack's reference (docs.slack.dev/reference/methods) say: arguments, token
// kinds, scopes, tier, and those of their error codes that the fake answers with.
var methods = map[string]*method{
	"auth.test":             {tokens: bot | user | app, run: authTest},
	"apps.connections.open": {tokens: app, tier: tier3, run: connectionsOpen},

	"chat.postMessage": {
		args: args(`channel! text markdown_text blocks:json attachments:json metadata thread_ts reply_broadcast:bool
			unfurl_links:bool unfurl_media:bool mrkdwn:bool parse link_names:bool as_user:bool username icon_emoji icon_url current_draft_last_updated_ts`),
		tokens: bot | user, scopes: []string{"chat:write"}, run: chatPostMessage,
		errors: words(postErrors + "cannot_reply_to_message invalid_metadata_format msg_blocks_too_long too_many_attachments"),
	},
	"chat.update": {
		args: args(`channel! ts! text markdown_text blocks:json attachments:json metadata reply_broadcast:bool parse link_names as_user
			file_ids unfurled_attachments`),
		tokens: bot | user, scopes: []string{"chat:write"}, tier: tier3, run: chatUpdate,
		errors: words(`channel_not_found message_not_found cant_update_message no_text msg_too_long invalid_blocks invalid_blocks_format
			markdown_text_conflict invalid_metadata_format streaming_state_conflict too_many_attachments`),
	},
	"chat.delete": {
		args: args("channel! ts! as_user:bool"), tokens: bot | user, scopes: []string{"chat:write"}, tier: tier3, run: chatDelete,
		errors: words("channel_not_found message_not_found cant_delete_message"),
	},
	"chat.postEphemeral": {
		args: args(`channel! user! text markdown_text blocks:json attachments:json thread_ts parse link_names:bool as_user:bool username
			icon_emoji icon_url`),
		tokens: bot | user, scopes: []string{"chat:write"}, tier: tier4, run: chatPostEphemeral,
		errors: words(postErrors + "cannot_reply_to_message msg_too_long user_not_in_channel too_many_attachments"),
	},
	"chat.getPermalink": {
		args: args("channel! message_ts!"), tokens: bot | user, run: chatGetPermalink,
		errors: words("channel_not_found message_not_found"),
	},

	"chat.startStream": {
		args: args(`channel! thread_ts! markdown_text chunks:json recipient_user_id recipient_team_id task_display_mode username
			icon_emoji icon_url`),
		tokens: bot, scopes: []string{"chat:write"}, tier: tier2, run: chatStartStream,
		errors: words(`channel_not_found is_archived not_in_channel channel_type_not_supported missing_recipient_team_id
			missing_recipient_user_id user_not_found invalid_blocks invalid_chunks msg_blocks_too_long msg_blocks_too_many
			cannot_provide_both_markdown_text_and_chunks`),
	},
	"chat.appendStream": {
		args: args("channel! ts! markdown_text chunks:json"), tokens: bot, scopes: []string{"chat:write"}, tier: tier4, run: chatAppendStream,
		errors: words(`channel_not_found message_not_found message_not_owned_by_app message_not_in_streaming_state stopped_by_user
			no_text invalid_blocks invalid_chunks msg_blocks_too_long msg_blocks_too_many ` + bothErrors),
	},
	"chat.stopStream": {
		args: args("channel! ts! markdown_text chunks:json blocks:json metadata"), tokens: bot, scopes: []string{"chat:write"}, tier: tier2, run: chatStopStream,
		errors: words(`channel_not_found message_not_found message_not_owned_by_app message_not_in_streaming_state invalid_metadata_format
			invalid_blocks invalid_chunks msg_blocks_too_long msg_blocks_too_many ` + bothErrors),
	},

	"conversations.replies": {
		args:   args("channel! ts! cursor limit:int oldest latest inclusive:bool include_all_metadata:bool"),
		tokens: bot | user, scopes: words("channels:history groups:history im:history mpim:history"), tier: tier3, run: conversationsReplies,
		errors: words("channel_not_found thread_not_found invalid_cursor invalid_ts_latest invalid_ts_oldest"),
	},
	"conversations.history": {
		args:   args("channel! cursor limit:int oldest latest inclusive:bool include_all_metadata:bool"),
		tokens: bot | user, scopes: words("channels:history groups:history im:history mpim:history"), tier: tier3, run: conversationsHistory,
		errors: words("channel_not_found not_in_channel invalid_cursor invalid_ts_latest invalid_ts_oldest"),
	},
	"conversations.info": {
		args:   args("channel! include_locale:bool include_num_members:bool"),
		tokens: bot | user, scopes: words("channels:read groups:read im:read mpim:read"), tier: tier3, run: conversationsInfo,
		errors: words("channel_not_found"),
	},
	"conversations.open": {
		args:   args("channel users return_im:bool prevent_creation:bool"),
		tokens: bot | user, scopes: words("channels:manage groups:write im:write mpim:write"), tier: tier3, run: conversationsOpen,
		errors: words("channel_not_found users_list_not_supplied too_many_users user_not_found user_disabled"),
	},

	"users.info": {
		args: args("user! include_locale:bool"), tokens: bot | user, scopes: words("users:read"), tier: tier4, run: usersInfo,
		errors: words("user_not_found"),
	},
	"bots.info": {
		args: args("bot team_id"), tokens: bot | user, scopes: words("users:read"), tier: tier3, run: botsInfo,
		errors: words("bot_not_found"),
	},
	"team.info": {
		args: args("team domain"), tokens: bot | user, scopes: words("team:read"), tier: tier3, run: teamInfo,
		errors: words("team_not_found"),
	},
	"files.info": {
		args: args("file! count:int cursor limit:int page:int"), tokens: bot | user, scopes: words("files:read"), tier: tier4, run: filesInfo,
		errors: words("file_not_found"),
	},
	"reactions.add": {
		args: args("channel! name! timestamp!"), tokens: bot | user, scopes: words("reactions:write"), tier: tier3, run: reactionsAdd,
		errors: words("already_reacted channel_not_found invalid_name message_not_found"),
	},
	"reactions.remove": {
		args: args("channel name! timestamp file file_comment"), tokens: bot | user, scopes: words("reactions:write"), tier: tier2, run: reactionsRemove,
		errors: words("no_reaction channel_not_found invalid_name message_not_found no_item_specified"),
	},

	"views.open": {
		args: args("view!:json trigger_id interactivity_pointer"), tokens: bot | user, tier: tier4, run: viewsOpen,
		errors: words("duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large"),
	},
	"views.push": {
		args: args("view!:json trigger_id interactivity_pointer"), tokens: bot | user, tier: tier4, run: viewsPush,
		errors: words("duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large not_found push_limit_reached"),
	},
	"views.update": {
		args: args("view!:json view_id external_id hash"), tokens: bot | user, tier: tier4, run: viewsUpdate,
		errors: words("duplicate_external_id hash_conflict not_found view_too_large"),
	},
	"views.publish": {
		args: args("user_id! view!:json hash"), tokens: bot | user, tier: tier4, run: viewsPublish,
		errors: words("duplicate_external_id hash_conflict view_too_large"),
	},

	"assistant.threads.setStatus": {
		args:   args("channel_id! thread_ts! status! loading_messages username icon_emoji icon_url"),
		tokens: bot, scopes: words("chat:write"), run: setStatus,
		errors: words("channel_not_found invalid_thread_ts"),
	},
	"assistant.threads.setTitle": {
		args: args("channel_id! thread_ts! title!"), tokens: bot, scopes: words("assistant:write"), tier: tier4, run: setTitle,
		errors: words("channel_not_found invalid_thread_ts"),
	},
	// thread_ts is not required: an app with agent_view must leave it out.
	"assistant.threads.setSuggestedPrompts": {
		args: args("channel_id! thread_ts prompts! title"), tokens: bot, scopes: words("assistant:write"), tier: tier4, run: setSuggestedPrompts,
		errors: words("channel_not_found invalid_thread_ts"),
	},

	// Source of agents.*: docs.slack.dev/reference/methods/agents.sessions.setStatus and
	// docs.slack.dev/ai/agent-sessions. The error codes are guessed after those of
	// assistant.threads.
	"agents.sessions.setStatus": {
		args:   args("status! channel_id! thread_ts! title initiator_user_id icon_emoji icon_url username"),
		tokens: bot, scopes: words("chat:write"), tier: tier3, run: sessionsSetStatus,
		errors: words("channel_not_found invalid_thread_ts user_not_found not_an_agent"),
	},
	"agents.sessions.rename": {
		args:   args("title! channel_id! thread_ts!"),
		tokens: bot, scopes: words("chat:write"), tier: tier3, run: sessionsRename,
		errors: words("channel_not_found invalid_thread_ts session_not_found"),
	},
}

// responseMethod are the facts of what is sent to a response_url.
var responseMethod = &method{errors: words("no_text invalid_blocks invalid_blocks_format msg_blocks_too_long markdown_text_conflict invalid_metadata_format too_many_attachments")}
