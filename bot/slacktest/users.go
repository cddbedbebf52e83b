package slacktest

import "net/http"

func authTest(s *Server, c *call) (map[string]any, *refusal) {
	reply := map[string]any{
		"url": "https://" + s.domain() + ".slack.com/", "team": "Fake Workspace", "team_id": s.TeamID,
		"user": s.users[s.BotUserID].Name, "user_id": s.BotUserID, "is_enterprise_install": false,
	}
	if c.token == bot {
		reply["bot_id"] = s.BotID
	}
	return reply, nil
}

func usersInfo(s *Server, c *call) (map[string]any, *refusal) {
	u := s.users[c.args["user"]]
	if u == nil {
		return nil, c.refuse("user_not_found")
	}
	j := map[string]any{
		"id": u.ID, "team_id": u.Team, "name": u.Name, "real_name": u.Real, "deleted": u.Deleted, "tz": "Asia/Shanghai", "tz_offset": 28800,
		"is_bot": u.Bot, "is_app_user": u.Bot, "is_restricted": u.Restricted || u.UltraRestricted, "is_ultra_restricted": u.UltraRestricted,
		"is_stranger": u.Team != s.TeamID, "is_admin": false, "is_owner": false, "updated": 1577836800,
		"profile": map[string]any{"real_name": u.Real, "display_name": u.Name, "team": u.Team},
	}
	if c.is("include_locale") {
		j["locale"] = u.Locale
	}
	return map[string]any{"user": j}, nil
}

func botsInfo(s *Server, c *call) (map[string]any, *refusal) {
	if id := c.args["bot"]; id != "" && id != s.BotID {
		return nil, c.refuse("bot_not_found")
	}
	return map[string]any{"bot": map[string]any{
		"id": s.BotID, "app_id": s.AppID, "user_id": s.BotUserID, "name": s.users[s.BotUserID].Name, "deleted": false, "updated": 1577836800,
		"icons": map[string]any{},
	}}, nil
}

func teamInfo(s *Server, c *call) (map[string]any, *refusal) {
	if id := c.args["team"]; id != "" && id != s.TeamID {
		return nil, c.refuse("team_not_found")
	}
	return map[string]any{"team": map[string]any{"id": s.TeamID, "name": "Fake Workspace", "domain": s.domain(), "email_domain": "", "icon": map[string]any{}}}, nil
}

// File is a file that somebody shared.
type File struct {
	ID      string // "" for a fresh one
	Name    string
	Type    string // MIME
	Content []byte
}

// AddFile uploads a file and returns the ID; a message shares it.
func (s *Server) AddFile(f File) string {
	s.mu.Lock()
	defer s.unlock()
	if f.ID == "" {
		f.ID = s.id("F")
	}
	s.files[f.ID] = &f
	return f.ID
}

func (s *Server) fileJSON(f File) map[string]any {
	link := s.URL() + "/files/" + f.ID + "/" + f.Name
	return map[string]any{
		"id": f.ID, "name": f.Name, "title": f.Name, "mimetype": f.Type, "size": len(f.Content), "mode": "hosted", "is_external": false,
		"url_private": link, "url_private_download": link, "created": 1577836800, "timestamp": 1577836800,
	}
}

func filesInfo(s *Server, c *call) (map[string]any, *refusal) {
	f := s.files[c.args["file"]]
	if f == nil {
		return nil, c.refuse("file_not_found")
	}
	return map[string]any{"file": s.fileJSON(*f), "comments": []any{}, "response_metadata": map[string]any{"next_cursor": ""}}, nil
}

// serveFile sends the bytes of a file to whoever shows a token that may read files.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[r.PathValue("id")]
	s.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+s.BotToken || !s.app.has([]string{"files:read"}) || f == nil || f.Name != r.PathValue("name") {
		http.Redirect(w, r, s.URL()+"/?redir="+r.URL.Path, http.StatusFound)
		return
	}
	w.Header().Set("Content-Type", f.Type)
	_, _ = w.Write(f.Content)
}
