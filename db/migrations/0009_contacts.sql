-- By hand: text as it is compared, the app's own `fold` (db/domain/fold.ts). PostgreSQL calls both parts immutable.
-- Bodies that are parsed once, here: a restored backup computes these columns with an empty search_path.
create function fold(words text) returns text language sql immutable parallel safe
return lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
-- By hand: a number's digits, and of a Brazilian mobile the other spelling too (X-42).
create function phone_spellings(phone text) returns text language sql immutable parallel safe
return (select digits || ' ' || regexp_replace(digits, '^55([1-9][0-9])9([6-9][0-9]{7})$', '55\1\2')
  || ' ' || regexp_replace(digits, '^55([1-9][0-9])([6-9][0-9]{7})$', '55\19\2')
  from (select regexp_replace(phone, '\D', '', 'g') as digits) as d);
--> statement-breakpoint
-- By hand: what a contact is searched by.
create function contact_search(name text, profile_name text, email text, customer_code text, cpf text, phone text)
returns text language sql immutable parallel safe
return fold(name || ' ' || coalesce(profile_name, '') || ' ' || coalesce(email, '') || ' '
  || coalesce(customer_code, '') || ' ' || coalesce(cpf, '')) || ' ' || coalesce(phone_spellings(phone), '');
--> statement-breakpoint
CREATE TABLE "observations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"contact_id" uuid NOT NULL,
	"text" text NOT NULL,
	"due_date" date,
	"forward_to" uuid,
	"author_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "birth_date" date;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "cpf" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "rg" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "customer_code" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "fields" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "extra" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "tag_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "receives_broadcast" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "bot_blocked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "source" text DEFAULT 'inbound' NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "blocked_by" uuid;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "sort_name" text GENERATED ALWAYS AS (fold(name)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "search" text GENERATED ALWAYS AS (contact_search(name, profile_name, email, customer_code, cpf, phone)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "custom_fields" ADD COLUMN "scope" text DEFAULT 'ticket' NOT NULL;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "observations_version" ON "observations" USING btree ("version");--> statement-breakpoint
CREATE INDEX "observations_contact" ON "observations" USING btree ("contact_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "contacts_by_name" ON "contacts" USING btree ("workspace_id","sort_name" collate "C","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "events_contact" ON "events" USING btree ("contact_id","at") WHERE contact_id is not null and conversation_id is null;
--> statement-breakpoint
-- By hand. As for every mirrored table and every workspace's table (0001_rules.sql).
create trigger version before update on observations for each row execute function touch_version();
--> statement-breakpoint
alter table observations enable row level security;
--> statement-breakpoint
create policy workspace on observations to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on observations to mutirao_app;
--> statement-breakpoint
-- By hand. The roles a workspace starts with manage what their like manage in a new one (db/domain/policy.ts).
update roles set permissions = array_append(permissions, 'contacts.delete')
where key in ('admin', 'supervisor') and not 'contacts.delete' = any(permissions);
--> statement-breakpoint
update roles set permissions = array_append(permissions, 'contacts.observe')
where key is not null and not 'contacts.observe' = any(permissions);
