import type { DuplicateReason } from "@domain/merge.ts";
import type { Tx } from "@db/tx.ts";

export type Suggestion = { a: string; b: string; reason: DuplicateReason };

/** Suggestions shown at once: who works through these is shown the next. */
const MOST = 200;

/**
 * Pairs that look like one person: the same number (ninth digit or not), CPF, e-mail, or a full name; the strongest
 * reason of each pair, strongest first. With `contactId`, only pairs with that contact in it. A name that many share
 * says nothing. Each reason is a grouping over the workspace's contacts: no pair is compared with every other.
 */
export async function duplicates(tx: Tx, workspaceId: string, contactId: string | null): Promise<Suggestion[]> {
  return await tx<Suggestion[]>`
    with keys as (
      select p.id, k.reason, k.rank, k.key from contacts p
      cross join lateral (values
        ('phone', 1, (select string_agg(distinct one, ' ' order by one) from unnest(string_to_array(phone_spellings(p.phone), ' ')) one)),
        ('cpf', 2, p.cpf),
        ('email', 3, lower(trim(p.email))),
        ('name', 4, case when p.sort_name like '% %' then regexp_replace(trim(p.sort_name), '\\s+', ' ', 'g') end)
      ) as k (reason, rank, key)
      where p.workspace_id = ${workspaceId} and p.deleted_at is null and k.key <> ''
    ), shared as (
      select reason, rank, key, array_agg(id order by id) as ids from keys
      group by reason, rank, key having count(*) between 2 and 12
    ), pairs as (
      select distinct on (a, b) a, b, reason, rank from shared
      cross join lateral unnest(ids) a cross join lateral unnest(ids) b
      where a < b and (${contactId}::uuid is null or ${contactId}::uuid in (a, b))
      order by a, b, rank
    )
    select a, b, reason from pairs
    where not exists (select from contact_pairs_apart x where x.a = pairs.a and x.b = pairs.b)
    order by rank, a, b limit ${MOST}`;
}
