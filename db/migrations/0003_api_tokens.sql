CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "api_tokens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_workspace" ON "api_tokens" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "api_tokens_member" ON "api_tokens" USING btree ("member_id");
--> statement-breakpoint
-- The second wall, as for every workspace's table (0001_rules.sql). The hash is only the door's business: the
-- workspace's role writes it and never reads it, and may change nothing but the end of a token.
alter table api_tokens enable row level security;
--> statement-breakpoint
create policy workspace on api_tokens to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select (id, workspace_id, member_id, name, created_at, used_at, revoked_at), insert, update (revoked_at) on api_tokens to mutirao_app;
