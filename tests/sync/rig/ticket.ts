import type postgres from "postgres";
import { newId } from "@domain/ids.ts";
import { createDocument } from "@db/documents/create.ts";
import { withWorkspace } from "@db/tx.ts";
import { ticketSeed } from "@sync/doc/ticket_doc.ts";

export type TestTicket = { workspaceId: string; conversationId: string; ticketId: string; draftId: string };

/** A workspace with one conversation and its ticket, as an action would have made them. */
export async function makeTicket(sql: postgres.Sql, workspaceId = newId()): Promise<TestTicket> {
  const [contact, connection, conversationId, ticketId, draftId] = [newId(), newId(), newId(), newId(), newId()];
  await sql`insert into workspaces (id, workspace_id, name, locale, time_zone)
    values (${workspaceId}, ${workspaceId}, 'W', 'pt-BR', 'UTC') on conflict do nothing`;
  await withWorkspace(sql, workspaceId, async (tx) => {
    await tx`insert into contacts (id, workspace_id, name) values (${contact}, ${workspaceId}, 'Ana')`;
    await tx`insert into connections (id, workspace_id, channel, name)
      values (${connection}, ${workspaceId}, 'web', 'Site')`;
    await tx`insert into conversations (id, workspace_id, contact_id, connection_id, channel, ticket_id, has_window)
      values (${conversationId}, ${workspaceId}, ${contact}, ${connection}, 'web', ${ticketId}, false)`;
    await tx`insert into tickets (id, workspace_id, conversation_id, contact_id, connection_id, protocol, status)
      values (${ticketId}, ${workspaceId}, ${conversationId}, ${contact}, ${connection}, ${ticketId}, 'waiting')`;
    await createDocument(tx, { kind: "ticket", id: ticketId, workspaceId, seed: ticketSeed(draftId) });
  });
  return { workspaceId, conversationId, ticketId, draftId };
}
