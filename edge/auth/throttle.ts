import type { Sql } from "@db/tx.ts";

/** Free tries before waiting begins, and how the wait grows: 2, 4, 8 … seconds, 15 minutes at most. */
const FREE = { account: 5, address: 20 };
const MAX_SECONDS = 900;

type Kind = keyof typeof FREE;

/** Seconds until this account from this address may try again; 0 when it may now. */
export async function waitFor(sql: Sql, email: string, address: string): Promise<number> {
  const rows = await sql<{ key: string; count: number; since: number }[]>`
    select key, count, extract(epoch from clock_timestamp() - last_at)::float8 as since from sign_in_failures
    where key in ${sql([keyOf("account", email), keyOf("address", address)])}`;
  const waits = rows.map((row) => {
    const over = row.count - FREE[row.key.split(":")[0] as Kind];
    return over < 0 ? 0 : Math.min(MAX_SECONDS, 2 ** Math.min(over + 1, 20)) - row.since;
  });
  return Math.max(0, Math.ceil(Math.max(0, ...waits)));
}

export async function failed(sql: Sql, email: string, address: string): Promise<void> {
  for (const key of [keyOf("account", email), keyOf("address", address)]) {
    await sql`
      insert into sign_in_failures (key, count) values (${key}, 1)
      on conflict (key) do update set last_at = clock_timestamp(),
        count = case when sign_in_failures.last_at < clock_timestamp() - interval '1 hour' then 1 else sign_in_failures.count + 1 end`;
  }
}

export async function succeeded(sql: Sql, email: string): Promise<void> {
  await sql`delete from sign_in_failures where key = ${keyOf("account", email)}`;
}

function keyOf(kind: Kind, value: string): string {
  return `${kind}:${value.trim().toLowerCase().slice(0, 200)}`;
}
