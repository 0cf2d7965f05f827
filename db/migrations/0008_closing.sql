ALTER TABLE "connections" ADD COLUMN "automation" jsonb;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "answered_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "noticed_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "closing_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "closing_on_reply" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "closing_message" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "closing_by" uuid;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "fields_pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "rating" smallint;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "rating_comment" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "rating_asks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "rating_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "rated_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "protocol_sent_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "custom_fields" ADD COLUMN "at_closing" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "hours" jsonb;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "holidays" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "conversations_answered" ON "conversations" USING btree ("connection_id","answered_at") WHERE answered_at is not null;--> statement-breakpoint
CREATE INDEX "tickets_closing" ON "tickets" USING btree ("closing_at") WHERE closing_at is not null;--> statement-breakpoint
CREATE INDEX "tickets_rating" ON "tickets" USING btree ("rating_until") WHERE rating_until is not null;--> statement-breakpoint
CREATE INDEX "tickets_asked" ON "tickets" USING btree ("contact_id") WHERE rating_asks > 0;