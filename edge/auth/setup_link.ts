import type { Sql } from "@db/tx.ts";
import { hashToken, randomToken } from "./token.ts";

/** A new one-time link while there is no workspace yet; the one of the last start stops working. Only its hash is kept. */
export async function setupLink(sql: Sql, url: string, given: string | undefined): Promise<string | undefined> {
  const [row] = await sql<{ done: boolean }[]>`select exists (select from workspaces) as done`;
  if (row!.done) return undefined;
  if (given) return `${url}/setup?token=${encodeURIComponent(given)}`;
  const token = randomToken();
  await sql.begin(async (tx) => {
    await tx`delete from setup_tokens`;
    await tx`insert into setup_tokens (token_hash) values (${await hashToken(token)})`;
  });
  return `${url}/setup?token=${token}`;
}
