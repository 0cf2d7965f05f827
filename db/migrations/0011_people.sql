CREATE TABLE "contact_merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kept_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"undone_at" timestamp(3) with time zone,
	"undo" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_pairs_apart" (
	"workspace_id" uuid NOT NULL,
	"a" uuid NOT NULL,
	"b" uuid NOT NULL,
	CONSTRAINT "contact_pairs_apart_a_b_pk" PRIMARY KEY("a","b")
);
--> statement-breakpoint
ALTER TABLE "contact_identities" ADD COLUMN "heard_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_kept_id_contacts_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_other_id_contacts_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_pairs_apart" ADD CONSTRAINT "contact_pairs_apart_a_contacts_id_fk" FOREIGN KEY ("a") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_pairs_apart" ADD CONSTRAINT "contact_pairs_apart_b_contacts_id_fk" FOREIGN KEY ("b") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_merges_contacts" ON "contact_merges" USING btree ("kept_id");--> statement-breakpoint
CREATE INDEX "contact_merges_other" ON "contact_merges" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "contact_merges_old" ON "contact_merges" USING btree ("at") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "contacts_email" ON "contacts" USING btree ("workspace_id",lower("email")) WHERE deleted_at is null and email is not null;
--> statement-breakpoint
-- By hand: as for every workspace's table (0001_rules.sql).
alter table contact_merges enable row level security;
--> statement-breakpoint
create policy workspace on contact_merges to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on contact_merges to mutirao_app;
--> statement-breakpoint
alter table contact_pairs_apart enable row level security;
--> statement-breakpoint
create policy workspace on contact_pairs_apart to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on contact_pairs_apart to mutirao_app;
--> statement-breakpoint
-- By hand: the roles a workspace starts with do what their like do in a new one (db/domain/policy.ts).
update roles r set permissions = r.permissions || array(
  select p from unnest(array['contacts.merge', 'contacts.import', 'contacts.export']) p where not p = any(r.permissions))
where r.key in ('admin', 'supervisor');
