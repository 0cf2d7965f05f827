import { groupNumber } from "@domain/group.ts";
import { newId } from "@domain/ids.ts";
import type { Tx } from "@db/tx.ts";

export type GroupFact = {
  id: string;
  connection_id: string;
  provider_id: string;
  name: string;
  added_at: string | null;
  gone_at: string | null;
  /** Once it was added. */
  conversation_id: string | null;
};
type Named = { workspaceId: string; connectionId: string; providerId: string };

/** Somebody wrote in it: known from now on, added or not. When it was heard last is kept to the minute. */
export async function seeGroup(tx: Tx, { workspaceId, connectionId, providerId }: Named): Promise<GroupFact> {
  await tx`
    insert into groups (id, workspace_id, connection_id, provider_id, heard_at)
    values (${newId()}, ${workspaceId}, ${connectionId}, ${providerId}, clock_timestamp())
    on conflict (connection_id, provider_id) do update set heard_at = clock_timestamp(), gone_at = null
      where groups.gone_at is not null or groups.heard_at is null
        or groups.heard_at < clock_timestamp() - interval '1 minute'`;
  const [row] = await tx<GroupFact[]>`
    select ${columns(tx)} from groups g left join conversations c on c.group_id = g.id
    where g.connection_id = ${connectionId} and g.provider_id = ${providerId}`;
  return row!;
}

/** The group, locked until the transaction ends. */
export async function groupById(tx: Tx, id: string): Promise<GroupFact | undefined> {
  const [row] = await tx<GroupFact[]>`
    select ${columns(tx)} from groups g left join conversations c on c.group_id = g.id
    where g.id = ${id} for update of g`;
  return row;
}

/** As the settings show it. */
export type GroupRow = Pick<GroupFact, "id" | "name" | "added_at" | "gone_at"> & {
  /** What to call it while the provider has not said. */
  number: string;
  heard_at: string | null;
  department_id: string | null;
  ticket_id: string | null;
};

/** Those of a connection, added ones first, then those heard last. */
export async function groupsOf(tx: Tx, connectionId: string): Promise<GroupRow[]> {
  const rows = await tx<(Omit<GroupRow, "number"> & { provider_id: string })[]>`
    select g.id, g.provider_id, g.name, iso(g.added_at) as added_at, iso(g.gone_at) as gone_at,
      iso(g.heard_at) as heard_at, c.department_id, c.ticket_id
    from groups g left join conversations c on c.group_id = g.id
    where g.connection_id = ${connectionId} and (g.gone_at is null or g.added_at is not null)
    order by g.added_at is null, g.heard_at desc nulls last, lower(g.name), g.id limit 1000`;
  return rows.map(({ provider_id, ...row }) => ({ ...row, number: groupNumber(provider_id) }));
}

/** What the provider calls it now, in its conversation too. An empty name is none. */
export async function nameGroup(tx: Tx, { workspaceId, connectionId, providerId, name }: Named & { name: string }) {
  const subject = name.trim().slice(0, 128);
  const [group] = await tx<{ id: string }[]>`
    insert into groups (id, workspace_id, connection_id, provider_id, name)
    values (${newId()}, ${workspaceId}, ${connectionId}, ${providerId}, ${subject})
    on conflict (connection_id, provider_id) do update set name = excluded.name, gone_at = null
      where excluded.name <> '' and (groups.name <> excluded.name or groups.gone_at is not null)
    returning id`;
  if (!group || subject === "") return;
  await tx`
    update conversations set group_name = ${subject}
    where group_id = ${group.id} and group_name is distinct from ${subject}`;
}

/** Deleted at the provider: nothing reaches it any more. */
export async function forgetGroup(tx: Tx, { connectionId, providerId }: Named): Promise<void> {
  await tx`
    update groups set gone_at = clock_timestamp()
    where connection_id = ${connectionId} and provider_id = ${providerId} and gone_at is null`;
}

function columns(tx: Tx) {
  return tx`g.id, g.connection_id, g.provider_id, g.name, iso(g.added_at) as added_at, iso(g.gone_at) as gone_at,
    c.id as conversation_id`;
}
