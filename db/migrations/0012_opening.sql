CREATE TABLE "choices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"colour" smallint NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "type" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "demand" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "choices_version" ON "choices" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "choices_name" ON "choices" USING btree ("workspace_id","kind",lower("name")) WHERE deleted_at is null;--> statement-breakpoint
-- by hand: as for every mirrored table and every workspace's table (0001_rules.sql).
create trigger version before update on choices for each row execute function touch_version();
--> statement-breakpoint
alter table choices enable row level security;
--> statement-breakpoint
create policy workspace on choices to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on choices to mutirao_app;
