CREATE TABLE "macros" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"owner_id" uuid,
	"department_id" uuid,
	"name" text NOT NULL,
	"steps" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"owner_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"message_id" uuid,
	"text" text DEFAULT '' NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"read_at" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "follower_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "macros_version" ON "macros" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "macros_name" ON "macros" USING btree ("workspace_id",coalesce("owner_id", "department_id", "workspace_id"),lower("name")) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "notifications_version" ON "notifications" USING btree ("version");--> statement-breakpoint
CREATE INDEX "notifications_owner" ON "notifications" USING btree ("owner_id","at" DESC NULLS LAST) WHERE deleted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "notifications" USING btree ("owner_id","ticket_id","kind") WHERE read_at is null and deleted_at is null and kind in ('note', 'reply', 'answered');--> statement-breakpoint
-- by hand: as for every mirrored table and every workspace's table (0001_rules.sql).
create trigger version before update on macros for each row execute function touch_version();
--> statement-breakpoint
create trigger version before update on notifications for each row execute function touch_version();
--> statement-breakpoint
alter table macros enable row level security;
--> statement-breakpoint
create policy workspace on macros to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on macros to mutirao_app;
--> statement-breakpoint
alter table notifications enable row level security;
--> statement-breakpoint
create policy workspace on notifications to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on notifications to mutirao_app;
