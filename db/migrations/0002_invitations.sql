-- Inviting again deletes the link given before, and a delete by member reads that column; the token stays unreadable.
grant select (workspace_id, member_id) on invitations to mutirao_app;
