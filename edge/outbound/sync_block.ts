import { withWorkspace } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import type { Connection } from "../inbound/connections.ts";
import { record } from "../facts/record.ts";
import type { DeliverDeps } from "./deliver.ts";

type Address = { kind: "phone" | "wa_user" | "web" | "email"; value: string; connection_id: string | null };

/**
 * Tells the providers that can block what the contact is now, on every connection it wrote to (BLK-01, X-24). We have
 * stopped both ways already; what a provider refuses is written into the contact's history. Throws to be tried again.
 */
export async function syncBlock(deps: DeliverDeps, workspaceId: string, contactId: string): Promise<void> {
  const found = await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const [contact] = await tx<{ blocked: boolean }[]>`
      select blocked_at is not null as blocked from contacts where id = ${contactId}`;
    const to = await tx<Address[]>`
      select kind, value, connection_id from contact_identities where contact_id = ${contactId} and deleted_at is null`;
    const rows = await tx<{ connection_id: string }[]>`
      select connection_id from conversations where contact_id = ${contactId}`;
    const connections: Connection[] = [];
    for (const row of rows) {
      const connection = await deps.connections.byId(tx, row.connection_id);
      if (connection?.status === "active") connections.push(connection);
    }
    return contact && { isBlocked: contact.blocked, to: [...to], connections };
  });
  for (const { config } of found?.connections ?? []) {
    const setBlocked = channelOf(config.channel).setBlocked;
    if (!found || !setBlocked) continue;
    const here = found.to.filter((one) => one.connection_id === null || one.connection_id === config.id);
    const outcome = await setBlocked(here, found.isBlocked, config, {
      fetch: deps.fetch,
      graphUrl: deps.graphUrl,
      signal: AbortSignal.timeout(15_000),
    });
    if (outcome.type === "retry") throw new Error(`block of ${contactId}: ${outcome.code} ${outcome.text}`);
    if (outcome.type === "done") continue;
    const { code, text } = outcome;
    await withWorkspace(
      deps.sql,
      workspaceId,
      (tx) =>
        record(tx, workspaceId, { kind: "system" }, "contact_block_refused", { contactId }, {}, {
          connectionId: config.id,
          blocking: found.isBlocked,
          code,
          text,
        }),
    );
    deps.committed();
  }
}
