CREATE TABLE "ended_sessions" (
	"session_id" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "docs" ADD COLUMN "untold_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "ended_sessions_at" ON "ended_sessions" USING btree ("at");--> statement-breakpoint
CREATE INDEX "docs_untold" ON "docs" USING btree ("untold_since") WHERE untold_since is not null;--> statement-breakpoint
-- However a session ends: by its member, an administrator, another device, or its time.
create function note_ended_session() returns trigger language plpgsql security definer set search_path from current as
$$ begin
  insert into ended_sessions (session_id, workspace_id, member_id) values (old.id, old.workspace_id, old.member_id);
  return null;
end $$;
--> statement-breakpoint
create trigger ended after delete on sessions for each row execute function note_ended_session();
--> statement-breakpoint
-- Nobody's business but the servers'.
alter table ended_sessions enable row level security;
