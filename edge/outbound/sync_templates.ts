import { newId } from "@domain/ids.ts";
import { withWorkspace } from "@db/tx.ts";
import { channelOf } from "../channels/registry.ts";
import { record } from "../facts/record.ts";
import type { DeliverDeps } from "./deliver.ts";

/** Brings the provider's templates here (TPL-01); what the provider no longer has is gone here too. */
export async function syncTemplates(deps: DeliverDeps, workspaceId: string, connectionId: string): Promise<void> {
  const connection = await withWorkspace(deps.sql, workspaceId, (tx) => deps.connections.byId(tx, connectionId));
  const templates = connection && channelOf(connection.config.channel).templates;
  if (!connection || !templates) return;
  const fetched = await templates(connection.config, {
    fetch: deps.fetch,
    graphUrl: deps.graphUrl,
    signal: AbortSignal.timeout(30_000),
  });
  if (!fetched.ok) throw new Error(`templates of ${connectionId}: ${fetched.code} ${fetched.text}`);
  await withWorkspace(deps.sql, workspaceId, async (tx) => {
    for (const template of fetched.templates) {
      // One that needs what we cannot fill yet (a header image, a button's part) is shown but cannot be sent.
      const status = template.needs.length > 0 && template.status === "APPROVED" ? "DISABLED" : template.status;
      await tx`
        insert into templates (id, workspace_id, connection_id, provider_id, name, language, category, status, header, body, footer, variables)
        values (${newId()}, ${workspaceId}, ${connectionId}, ${template.providerId}, ${template.name}, ${template.language}, ${template.category},
          ${status}, ${template.header}, ${template.body}, ${template.footer}, ${template.variables})
        on conflict (connection_id, name, language) do update set provider_id = excluded.provider_id, category = excluded.category,
          status = excluded.status, header = excluded.header, body = excluded.body, footer = excluded.footer, variables = excluded.variables, deleted_at = null`;
    }
    const names = fetched.templates.map((template) => `${template.name}/${template.language}`);
    await tx`
      update templates set deleted_at = clock_timestamp()
      where connection_id = ${connectionId} and deleted_at is null and not (name || '/' || language = any(${names}::text[]))`;
    await record(tx, workspaceId, { kind: "system" }, "templates_synced", {}, {}, {
      connectionId,
      count: fetched.templates.length,
    });
  });
  deps.committed();
}
