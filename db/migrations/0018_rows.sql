ALTER TABLE "conversations" ADD COLUMN "flow_id" uuid;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "is_shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "tag_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "call_base" text DEFAULT 'https://meet.jit.si/' NOT NULL;--> statement-breakpoint
CREATE INDEX "messages_tagged" ON "messages" USING btree ("workspace_id") WHERE tag_ids <> '{}';--> statement-breakpoint
CREATE INDEX "tickets_stage" ON "tickets" USING btree ("workspace_id","stage","closed_at" DESC NULLS LAST) WHERE status = 'closed' and stage <> '';--> statement-breakpoint
CREATE INDEX "tickets_type" ON "tickets" USING btree ("workspace_id","type","closed_at" DESC NULLS LAST) WHERE status = 'closed' and type <> '';--> statement-breakpoint
CREATE INDEX "tickets_demand" ON "tickets" USING btree ("workspace_id","demand","closed_at" DESC NULLS LAST) WHERE status = 'closed' and demand <> '';--> statement-breakpoint
CREATE INDEX "tickets_tagged" ON "tickets" USING btree ("workspace_id") WHERE tag_ids <> '{}';