import type { Tx } from "../tx.ts";

/** On how many contacts, tickets and messages a tag is. */
export type TagUsage = { contacts: number; tickets: number; messages: number };

/** TAG-01: of every tag that is on something, by its id. Over the whole workspace: numbers, no names. */
export async function tagUsage(tx: Tx): Promise<Record<string, TagUsage>> {
  const rows = await tx<(TagUsage & { id: string })[]>`
    select id, sum(contacts)::int as contacts, sum(tickets)::int as tickets, sum(messages)::int as messages from (
      select unnest(tag_ids) as id, 1 as contacts, 0 as tickets, 0 as messages
        from contacts where tag_ids <> '{}' and deleted_at is null
      union all select unnest(tag_ids), 0, 1, 0 from tickets where tag_ids <> '{}'
      union all select unnest(tag_ids), 0, 0, 1 from messages where tag_ids <> '{}'
    ) used group by id`;
  return Object.fromEntries(rows.map(({ id, ...usage }) => [id, usage]));
}
