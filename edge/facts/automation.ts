import { type Automation, SILENT } from "@domain/automation.ts";
import type { Tx } from "@db/tx.ts";

/** What this connection says by itself. */
export async function automationOf(tx: Tx, connectionId: string): Promise<Automation> {
  const [row] = await tx<{ automation: Automation | null }[]>`
    select automation from connections where id = ${connectionId}`;
  return row?.automation ?? SILENT;
}
