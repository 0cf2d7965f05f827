-- Unlogged: emptied by a crash, which is what they are asked about (db/schema/running.ts).
CREATE UNLOGGED TABLE "feed_epochs" (
	"name" uuid NOT NULL
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "processes" (
	"node" uuid NOT NULL,
	"alone" boolean NOT NULL,
	"host" text NOT NULL,
	"started_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"beat_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"backend_pid" integer NOT NULL,
	"backend_start" timestamp with time zone NOT NULL
);
--> statement-breakpoint
-- The web chat's cursors are made inside a workspace's transaction.
grant select on feed_epochs to mutirao_app;
