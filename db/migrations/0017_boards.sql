CREATE TABLE "boards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"columns" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"archived_at" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "places" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "boards_version" ON "boards" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "boards_name" ON "boards" USING btree ("workspace_id",lower("name")) WHERE deleted_at is null and archived_at is null;--> statement-breakpoint
CREATE INDEX "tickets_places" ON "tickets" USING gin ("places") WHERE places <> '{}';--> statement-breakpoint
-- by hand: as for every mirrored table and every workspace's table (0001_rules.sql).
create trigger version before update on boards for each row execute function touch_version();
--> statement-breakpoint
alter table boards enable row level security;
--> statement-breakpoint
create policy workspace on boards to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on boards to mutirao_app;
--> statement-breakpoint
-- by hand: the roles a workspace starts with do what their like do in a new one (db/domain/policy.ts).
update roles set permissions = array_append(permissions, 'boards.use')
where key is not null and not 'boards.use' = any(permissions);
--> statement-breakpoint
update roles set permissions = array_append(permissions, 'boards.manage')
where key in ('admin', 'supervisor') and not 'boards.manage' = any(permissions);
