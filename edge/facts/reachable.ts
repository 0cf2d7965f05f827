import { type Refusal, refuse } from "@domain/error.ts";
import { mayWriteFreely } from "@domain/window.ts";
import type { Tx } from "@db/tx.ts";
import type { ConversationFact } from "./conversation.ts";

/** Why nothing reaches this contact now, whoever writes: `contact_blocked` or `connection_off`. */
export async function whyUnreachable(tx: Tx, conversation: ConversationFact): Promise<Refusal | undefined> {
  const [state] = await tx<{ blocked: boolean; status: string }[]>`
    select p.blocked_at is not null as blocked, n.status from contacts p, connections n
    where p.id = ${conversation.contact_id} and n.id = ${conversation.connection_id}`;
  if (state!.blocked) return refuse("contact_blocked");
  return state!.status === "active" ? undefined : refuse("connection_off", { status: state!.status });
}

/** `window_closed` when only a template may go. */
export function whyNotFreely(conversation: ConversationFact): Refusal | undefined {
  return mayWriteFreely(conversation, Date.now())
    ? undefined
    : refuse("window_closed", { since: conversation.free_text_until });
}
