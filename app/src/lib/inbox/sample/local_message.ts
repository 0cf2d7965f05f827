import type { Actions } from "@domain/action.ts";
import type { ThreadMessage } from "#lib/live/thread_api.ts";
import { me } from "./config.ts";
import { at, id, NOW } from "./ids.ts";

/** A message of mine to Marina that is only here. */
export function waiting(n: number, time: string, body: string, state: "pending" | "held"): ThreadMessage {
  const wish = { messageId: id(13, 501 + n), conversationId: id(11, 0), text: body };
  return {
    ...local({ ...wish, type: "message.send", seen: null, anyway: false }, false),
    created_at: at(time),
    local: state,
  };
}

/** What an action to send looks like before the server has it. */
export function local(
  wish: Pick<Actions["message.send"], "messageId" | "conversationId" | "text" | "media" | "quoteId"> & {
    type: string;
    seen?: string | null;
    anyway?: boolean;
  },
  isInternal: boolean,
): ThreadMessage {
  return {
    id: wish.messageId,
    deleted_at: null,
    conversation_id: wish.conversationId,
    ticket_id: null,
    direction: isInternal ? "internal" : "out",
    kind: wish.media?.kind ?? "text",
    body: wish.text,
    media: wish.media ?? null,
    template: null,
    quote_id: wish.quoteId ?? null,
    member_id: me.id,
    sender_id: null,
    sender_name: null,
    status: isInternal ? "received" : "queued",
    origin: null,
    error_code: null,
    error_text: null,
    reactions: {},
    tag_ids: [],
    created_at: new Date(NOW).toISOString(),
    composed_at: null,
    local: "pending",
  };
}
