/** A thread with the pending actions laid over: messages that are only here, reactions, retries. Pure. */
import type { Action, Actions } from "@domain/action.ts";
import { cardsText } from "@domain/card.ts";
import type { MessageKind } from "@domain/message.ts";
import type { Row } from "@domain/rows.ts";

/** A pending action as the overlay sees it: `held` ones show their message and change nothing else. */
export type Pending = {
  action: Action;
  held: boolean;
  /** Laid over without saying that it waits: the server has it already, or nobody cares (what was read). */
  quiet?: boolean | undefined;
  upload?: number | undefined;
};

export type LocalMessage = Row<"messages"> & {
  local?: "pending" | "held" | undefined;
  upload?: number | undefined;
};

/** A thread's messages (oldest first) with pending ones at the end and pending reactions on theirs. */
export function overlayMessages(
  base: readonly Row<"messages">[],
  pending: readonly Pending[],
  ticketId: string | null,
  me: string,
): LocalMessage[] {
  const known = new Set(base.map((message) => message.id));
  const result: LocalMessage[] = [...base];
  for (const { action, held, quiet, upload } of pending) {
    if (action.type === "message.send" || action.type === "message.internal") {
      if (known.has(action.messageId)) continue;
      result.push({
        ...newMessage(action, ticketId, me),
        local: held ? "held" : quiet ? undefined : "pending",
        upload,
      });
    } else if (action.type === "message.react" && !held) {
      change(result, action.messageId, (message) => {
        const reactions = { ...message.reactions };
        if (action.emoji === "") delete reactions[me];
        else reactions[me] = action.emoji;
        return { ...message, reactions };
      });
    } else if (action.type === "message.tag" && !held) {
      change(result, action.messageId, (message) => {
        const others = message.tag_ids.filter((id) => id !== action.tagId);
        return { ...message, tag_ids: action.on ? [...others, action.tagId] : others };
      });
    } else if (action.type === "message.retry" && !held) {
      change(
        result,
        action.messageId,
        (message) => ({ ...message, status: "queued", error_code: null, error_text: null }),
      );
    } else if (action.type === "message.settle" && !held) {
      change(result, action.messageId, (message) => ({ ...message, status: "sent" }));
    }
  }
  return result;
}

function newMessage(
  action: Actions["message.send"] | Actions["message.internal"],
  ticketId: string | null,
  me: string,
): Row<"messages"> {
  return {
    id: action.messageId,
    deleted_at: null,
    conversation_id: action.conversationId,
    ticket_id: ticketId,
    direction: action.type === "message.send" ? "out" : "internal",
    kind: kindOf(action),
    body: bodyOf(action),
    media: action.media ?? null,
    template: action.template ? { ...action.template, name: "" } : null,
    quote_id: action.quoteId ?? null,
    member_id: me,
    sender_id: null,
    sender_name: null,
    status: action.type === "message.send" ? "queued" : "received",
    origin: null,
    error_code: null,
    error_text: null,
    reactions: {},
    tag_ids: [],
    created_at: action.composedAt,
    composed_at: action.composedAt,
  };
}

export function kindOf(action: Actions["message.send"] | Actions["message.internal"]): MessageKind {
  if (action.cards) return "contacts";
  return action.media?.kind ?? (action.template ? "template" : "text");
}

/** The words it will have. */
export function bodyOf(action: Actions["message.send"] | Actions["message.internal"]): string {
  return action.cards ? cardsText(action.cards) : action.text;
}

function change(messages: LocalMessage[], id: string, to: (message: LocalMessage) => LocalMessage): void {
  const at = messages.findIndex((message) => message.id === id);
  if (at >= 0) messages[at] = to(messages[at]!);
}
