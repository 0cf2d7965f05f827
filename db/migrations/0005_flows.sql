CREATE TABLE "flow_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"flow_name" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"steps" jsonb NOT NULL,
	"next_step" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"name" text NOT NULL,
	"colour" smallint NOT NULL,
	"active" boolean NOT NULL,
	"position" integer NOT NULL,
	"steps" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "flow_runs" ADD CONSTRAINT "flow_runs_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_runs" ADD CONSTRAINT "flow_runs_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_runs" ADD CONSTRAINT "flow_runs_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "flow_runs_due" ON "flow_runs" USING btree ("due_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "flows_version" ON "flows" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "flows_name" ON "flows" USING btree ("workspace_id",lower("name")) WHERE deleted_at is null;
--> statement-breakpoint
-- As for every mirrored table and every workspace's table (0001_rules.sql).
create trigger version before update on flows for each row execute function touch_version();
--> statement-breakpoint
alter table flows enable row level security;
--> statement-breakpoint
create policy workspace on flows to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on flows to mutirao_app;
--> statement-breakpoint
alter table flow_runs enable row level security;
--> statement-breakpoint
create policy workspace on flow_runs to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on flow_runs to mutirao_app;
--> statement-breakpoint
-- The roles a workspace starts with manage what their like manage in a new one (db/domain/policy.ts).
update roles set permissions = array_append(permissions, 'flows.manage')
where key in ('admin', 'supervisor') and not 'flows.manage' = any(permissions);
