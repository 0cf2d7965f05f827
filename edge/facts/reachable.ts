import { type Refusal, refuse } from "@domain/error.ts";
import { mayWriteFreely } from "@domain/window.ts";
import type { Tx } from "@db/tx.ts";
import type { ConversationFact } from "./conversation.ts";

/** Why nothing reaches this contact or group now, whoever writes: `contact_blocked`, `group_removed` or `connection_off`. */
export async function whyUnreachable(tx: Tx, conversation: ConversationFact): Promise<Refusal | undefined> {
  const [state] = await tx<{ blocked: boolean; left: boolean; status: string }[]>`
    select p.blocked_at is not null as blocked, g.id is not null and (g.added_at is null or g.gone_at is not null) as left,
      n.status
    from connections n left join contacts p on p.id = ${conversation.contact_id}
      left join groups g on g.id = ${conversation.group_id}
    where n.id = ${conversation.connection_id}`;
  if (state!.blocked) return refuse("contact_blocked");
  if (state!.left) return refuse("group_removed");
  return state!.status === "active" ? undefined : refuse("connection_off", { status: state!.status });
}

/** `window_closed` when only a template may go. */
export function whyNotFreely(conversation: ConversationFact): Refusal | undefined {
  return mayWriteFreely(conversation, Date.now())
    ? undefined
    : refuse("window_closed", { since: conversation.free_text_until });
}
