CREATE TABLE "gallery_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"department_id" uuid,
	"folder" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"media" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quick_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"owner_id" uuid,
	"department_id" uuid,
	"shortcut" text NOT NULL,
	"title" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scheduled_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"conversation_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"first_due_at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"media" jsonb,
	"template" jsonb,
	"flow_id" uuid,
	"fallback" jsonb,
	"if_closed" text NOT NULL,
	"repeat" text NOT NULL,
	"status" text DEFAULT 'scheduled' NOT NULL,
	"reason" text,
	"message_id" uuid,
	"done_at" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "scheduled_messages" ADD CONSTRAINT "scheduled_messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_messages" ADD CONSTRAINT "scheduled_messages_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gallery_items_version" ON "gallery_items" USING btree ("version");--> statement-breakpoint
CREATE INDEX "gallery_items_workspace" ON "gallery_items" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "quick_replies_version" ON "quick_replies" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "quick_replies_shortcut" ON "quick_replies" USING btree ("workspace_id",coalesce("owner_id", "department_id", "workspace_id"),lower("shortcut")) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "scheduled_messages_version" ON "scheduled_messages" USING btree ("version");--> statement-breakpoint
CREATE INDEX "scheduled_messages_conversation" ON "scheduled_messages" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "scheduled_messages_due" ON "scheduled_messages" USING btree ("due_at") WHERE status = 'scheduled' and deleted_at is null;--> statement-breakpoint
-- by hand: as for every mirrored table and every workspace's table (0001_rules.sql).
create trigger version before update on quick_replies for each row execute function touch_version();
--> statement-breakpoint
create trigger version before update on gallery_items for each row execute function touch_version();
--> statement-breakpoint
create trigger version before update on scheduled_messages for each row execute function touch_version();
--> statement-breakpoint
alter table quick_replies enable row level security;
--> statement-breakpoint
create policy workspace on quick_replies to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on quick_replies to mutirao_app;
--> statement-breakpoint
alter table gallery_items enable row level security;
--> statement-breakpoint
create policy workspace on gallery_items to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on gallery_items to mutirao_app;
--> statement-breakpoint
alter table scheduled_messages enable row level security;
--> statement-breakpoint
create policy workspace on scheduled_messages to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on scheduled_messages to mutirao_app;
--> statement-breakpoint
-- by hand: the roles a workspace starts with manage what their like manage in a new one (db/domain/policy.ts).
update roles set permissions = array_append(permissions, 'gallery.manage')
where key in ('admin', 'supervisor') and not 'gallery.manage' = any(permissions);
