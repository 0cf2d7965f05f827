CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"heard_at" timestamp(3) with time zone,
	"added_at" timestamp(3) with time zone,
	"added_by" uuid,
	"gone_at" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "conversations" ALTER COLUMN "contact_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ALTER COLUMN "contact_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "group_name" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "last_sender" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sender_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sender_name" text;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "groups_provider" ON "groups" USING btree ("connection_id","provider_id");--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_sender_id_contacts_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_group" ON "conversations" USING btree ("group_id") WHERE group_id is not null;--> statement-breakpoint
CREATE INDEX "messages_sender" ON "messages" USING btree ("sender_id") WHERE sender_id is not null;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_whose" CHECK (num_nonnulls(contact_id, group_id) = 1);--> statement-breakpoint
-- by hand: as for every workspace's table (0001_rules.sql).
alter table groups enable row level security;
--> statement-breakpoint
create policy workspace on groups to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on groups to mutirao_app;
