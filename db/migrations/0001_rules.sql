-- What Drizzle cannot say: versions for the feed, row-level security, and the time format of the wire.

-- Times on the wire: always UTC, always milliseconds, so that they compare as text.
create function iso(moment timestamptz) returns text language sql immutable parallel safe as
$$ select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
--> statement-breakpoint
-- The transaction that wrote the row last; the feed reads by it.
create function touch_version() returns trigger language plpgsql as
$$ begin new.version := pg_current_xact_id(); return new; end $$;
--> statement-breakpoint
-- Set when a conversation changes hands: members may begin or cease to see it.
create function touch_sight() returns trigger language plpgsql as
$$ begin
  if new.agent_id is distinct from old.agent_id or new.department_id is distinct from old.department_id then
    new.sight := pg_current_xact_id();
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger sight before update on conversations for each row execute function touch_sight();
--> statement-breakpoint
do $$
declare t text;
begin
  for t in select table_name from information_schema.columns
           where table_schema = current_schema() and column_name = 'version' and udt_name = 'xid8'
  loop
    execute format('create trigger version before update on %I for each row execute function touch_version()', t);
  end loop;
end $$;
--> statement-breakpoint
-- The second wall: work for a workspace runs as mutirao_app, which sees that workspace only.
do $$
begin
  if not exists (select from pg_roles where rolname = 'mutirao_app') then
    create role mutirao_app nologin;
  end if;
  if not pg_has_role(current_user, 'mutirao_app', 'member') then
    execute format('grant mutirao_app to %I', current_user);
  end if;
end $$;
--> statement-breakpoint
do $$
declare t text;
begin
  execute format('grant usage on schema %I to mutirao_app', current_schema());
  for t in select c.table_name from information_schema.columns c
           join information_schema.tables using (table_schema, table_name)
           where c.table_schema = current_schema() and c.column_name = 'workspace_id' and table_type = 'BASE TABLE'
  loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy workspace on %I to mutirao_app using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to mutirao_app', t);
  end loop;
end $$;
--> statement-breakpoint
-- A session's secret, a password's hash and what signing in needs are never a workspace's business.
revoke all on sessions, invitations from mutirao_app;
--> statement-breakpoint
grant insert, delete on invitations to mutirao_app;
--> statement-breakpoint
grant select (id, workspace_id, member_id), delete on sessions to mutirao_app;
