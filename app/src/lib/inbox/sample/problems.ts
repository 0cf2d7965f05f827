import type { Problem } from "#lib/live/desk_api.ts";
import { member } from "./config.ts";
import { at, id } from "./ids.ts";
import { rows } from "./rows.ts";

/** What waits for a decision after coming back: a closed window, an answered customer, a lost take. */
export function problems(now: number): Problem[] {
  const about = (n: number) => ({ conversation: rows[n]?.conversation, contact: rows[n]?.contact });
  const base = { id: id(30, 0), composedAt: at("14:34") };
  const send = { ...base, type: "message.send" as const, seen: null, anyway: false };
  return [
    {
      action: {
        ...send,
        id: id(30, 1),
        composedAt: at("14:38"),
        conversationId: id(11, 1),
        messageId: id(13, 502),
        text: "O proprietário aceitou os 585 mil! Posso marcar a assinatura?",
      },
      code: "window_closed",
      params: { since: at("14:50") },
      at: now,
      conversationId: id(11, 1),
      ticketId: id(12, 1),
      ...about(1),
    },
    {
      action: {
        ...send,
        id: id(30, 2),
        conversationId: id(11, 0),
        messageId: id(13, 501),
        text: "Pega sim, Marina! Ela é voltada para o nascente: sol até umas 10h30.",
      },
      code: "moved_on",
      params: { memberId: member(1), at: at("14:37"), messageId: id(13, 400) },
      at: now,
      conversationId: id(11, 0),
      ticketId: id(12, 0),
      ...about(0),
    },
    {
      action: { id: id(30, 3), composedAt: at("14:38"), type: "ticket.take", ticketId: id(12, 2) },
      code: "already_assigned",
      params: { agentId: member(8), at: at("14:35") },
      at: now,
      conversationId: id(11, 2),
      ticketId: id(12, 2),
      ...about(2),
    },
  ];
}
