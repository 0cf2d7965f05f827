-- by hand: the words of a text as they are compared, split at everything that is no letter and no digit
-- (`wordsQuery` of db/search/words.ts splits the same way).
create function words_of(words text) returns tsvector language sql immutable parallel safe
return to_tsvector('pg_catalog.simple'::regconfig, regexp_replace(fold(left(words, 20000)), '[^a-z0-9\u00C0-\u1FFF\u2C00-\uFFFF]+', ' ', 'g'));
--> statement-breakpoint
-- by hand: what a contact is found by; a number by each of its ends, as people leave out country and area.
create function contact_words(search text) returns tsvector language sql immutable parallel safe
return words_of(search || ' ' || coalesce((
  select string_agg(substr(digits[1], n), ' ')
  from regexp_matches(search, '[0-9]{8,}', 'g') as digits, generate_series(2, length(digits[1]) - 3) as n), ''));
--> statement-breakpoint
CREATE TABLE "message_words" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"deleted_at" timestamp(3) with time zone,
	"owner_id" uuid,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"position" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "pinned_by" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "snoozed_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "snoozed_by" uuid;--> statement-breakpoint
CREATE INDEX "message_words_words" ON "message_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "message_words_recent" ON "message_words" USING btree ("workspace_id","created_at","message_id");--> statement-breakpoint
CREATE INDEX "saved_views_version" ON "saved_views" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("workspace_id",coalesce("owner_id", "workspace_id"),lower("name")) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "contacts_words" ON "contacts" USING gin (contact_words(search)) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "ticket_notes_words" ON "ticket_notes" USING gin (words_of(text)) WHERE text <> '';--> statement-breakpoint
CREATE INDEX "tickets_snoozed" ON "tickets" USING btree ("snoozed_until") WHERE snoozed_until is not null;--> statement-breakpoint
-- by hand: what a message is found by, its file's name too.
create function message_text(body text, media jsonb) returns text language sql immutable parallel safe
return body || ' ' || coalesce(media->>'name', '');
--> statement-breakpoint
-- by hand: once a statement, since messages come in many at a time. As the owner: nobody else may touch the words.
create function index_messages() returns trigger language plpgsql security definer set search_path from current as
$$ begin
  insert into message_words (message_id, workspace_id, conversation_id, created_at, words)
  select id, workspace_id, conversation_id, created_at, words_of(message_text(body, media)) from fresh
  where message_text(body, media) <> ' ';
  return null;
end $$;
--> statement-breakpoint
create trigger words after insert on messages referencing new table as fresh for each statement execute function index_messages();
--> statement-breakpoint
-- by hand: a text that changed or went is found no more by what it was, one that moved (contact.merge) where it is now.
create function reindex_message() returns trigger language plpgsql security definer set search_path from current as
$$ begin
  delete from message_words where message_id = old.id;
  if tg_op = 'UPDATE' and message_text(new.body, new.media) <> ' ' then
    insert into message_words (message_id, workspace_id, conversation_id, created_at, words)
    values (new.id, new.workspace_id, new.conversation_id, new.created_at, words_of(message_text(new.body, new.media)));
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger changed_words after update on messages for each row
when (old.conversation_id <> new.conversation_id or
  message_text(old.body, old.media) is distinct from message_text(new.body, new.media)) execute function reindex_message();
--> statement-breakpoint
create trigger gone_words after delete on messages for each row execute function reindex_message();
--> statement-breakpoint
insert into message_words (message_id, workspace_id, conversation_id, created_at, words)
select id, workspace_id, conversation_id, created_at, words_of(message_text(body, media)) from messages
where message_text(body, media) <> ' ';
--> statement-breakpoint
-- by hand: may this member see a conversation that stands there? `canSeeConversation` of db/domain/policy.ts.
create function in_sight(agent uuid, department uuid, member uuid, departments uuid[], everything boolean, every_department boolean)
returns boolean language sql immutable parallel safe
return everything or agent is not distinct from member or (agent is null and department is null)
  or (department is not null and (every_department or department = any(departments)));
--> statement-breakpoint
-- by hand: the newest messages in sight that hold all the words, older than `before`. Row-level security would keep the
-- index from being used (its operator is not leakproof), so this one looks as the owner, into the workspace of the
-- transaction only, and answers ids. Words that everybody uses are met on the way back from now; rare ones by the index.
-- When it is frequent but hardly where this member may look, the way back is longer, and ends.
create function find_messages(wanted tsquery, before uuid, most int, member uuid, departments uuid[], everything boolean, every_department boolean)
returns table (id uuid) language plpgsql stable security definer set search_path from current as
$$ declare
  here constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  farthest constant int := 200000;
  reach int;
  holding int;
  newest uuid[];
  last record;
begin
  select coalesce(max(w.created_at), 'infinity') as at, coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as id into last
  from message_words w where w.message_id = before and w.workspace_id = here;
  foreach reach in array array[1000, 20000, farthest] loop
    select count(*), (array_agg(w.message_id order by w.created_at desc, w.message_id desc)
        filter (where in_sight(c.agent_id, c.department_id, member, departments, everything, every_department)))[:most]
      into holding, newest
    from (select r.* from message_words r where r.workspace_id = here and (r.created_at, r.message_id) < (last.at, last.id)
          order by r.created_at desc, r.message_id desc limit reach) w
    join conversations c on c.id = w.conversation_id
    where w.words @@ wanted;
    if cardinality(newest) >= most or (holding >= most and reach = farthest) then
      return query select unnest(newest);
      return;
    end if;
    exit when holding = 0 or (holding < most and reach > 1000);
  end loop;
  return query
    select w.message_id from message_words w join conversations c on c.id = w.conversation_id
    where w.words @@ wanted and w.workspace_id = here and (w.created_at, w.message_id) < (last.at, last.id)
      and in_sight(c.agent_id, c.department_id, member, departments, everything, every_department)
    order by w.created_at desc, w.message_id desc limit most;
end $$;
--> statement-breakpoint
-- by hand: contacts of the transaction's workspace that hold all the words, those last talked to first.
create function find_contacts(wanted tsquery, most int) returns table (id uuid)
language sql stable security definer set search_path from current as
$$ select p.id from (
    select c.id from contacts c
    where contact_words(c.search) @@ wanted and c.deleted_at is null
      and c.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid
    limit 200) p
  order by (select max(c.last_message_at) from conversations c where c.contact_id = p.id) desc nulls last, p.id limit most $$;
--> statement-breakpoint
-- by hand: notes in sight that hold all the words, those of the newest tickets first.
create function find_notes(wanted tsquery, most int, member uuid, departments uuid[], everything boolean, every_department boolean)
returns table (id uuid) language sql stable security definer set search_path from current as
$$ select n.id from ticket_notes n join conversations c on c.id = n.conversation_id
  where words_of(n.text) @@ wanted and n.text <> '' and n.deleted_at is null
    and n.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid
    and in_sight(c.agent_id, c.department_id, member, departments, everything, every_department)
  order by n.id desc limit most $$;
--> statement-breakpoint
-- by hand: as for every mirrored table and every workspace's table (0001_rules.sql). The words are written by triggers only.
alter table message_words enable row level security;
--> statement-breakpoint
create policy workspace on message_words to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select on message_words to mutirao_app;
--> statement-breakpoint
create trigger version before update on saved_views for each row execute function touch_version();
--> statement-breakpoint
alter table saved_views enable row level security;
--> statement-breakpoint
create policy workspace on saved_views to mutirao_app using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on saved_views to mutirao_app;
--> statement-breakpoint
-- by hand: the roles a workspace starts with share what their like share in a new one (db/domain/policy.ts).
update roles set permissions = array_append(permissions, 'views.share')
where key in ('admin', 'supervisor') and not 'views.share' = any(permissions);
