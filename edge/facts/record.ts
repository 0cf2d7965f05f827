import type { EventType } from "@domain/event.ts";
import { newId } from "@domain/ids.ts";
import type { Tx } from "@db/tx.ts";

export type By = { kind: "member"; id: string } | { kind: "contact"; id: string } | { kind: "system"; id?: undefined };
export type About = { conversationId?: string | null; ticketId?: string | null; contactId?: string | null };
type Values = Record<string, unknown>;

/** Writes the one row that says what happened, by whom, with what it was before and after. */
export async function record(
  tx: Tx,
  workspaceId: string,
  by: By,
  type: EventType,
  about: About,
  before: Values = {},
  after: Values = {},
): Promise<void> {
  await tx`insert into events ${
    tx({
      id: newId(),
      workspace_id: workspaceId,
      conversation_id: about.conversationId ?? null,
      ticket_id: about.ticketId ?? null,
      contact_id: about.contactId ?? null,
      type,
      actor_kind: by.kind,
      actor_id: by.id ?? null,
      before: tx.json(before as never),
      after: tx.json(after as never),
    })
  }`;
}
