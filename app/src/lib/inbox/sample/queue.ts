import { newId } from "@domain/ids.ts";
import type { Waiting, WaitingAction, Wish } from "#lib/live/desk_api.ts";
import { department, member } from "./config.ts";
import { at, id } from "./ids.ts";
import { rows } from "./rows.ts";

/** A morning's work without network: several kinds, to Marina, Otávio, Zuleide and others. */
export function sampleQueue(): Waiting {
  const one = (n: number, time: string, wish: Wish, state: WaitingAction["state"] = "queued"): WaitingAction => ({
    // A wish with these two is an action.
    action: { ...wish, id: newId(), composedAt: at(time) } as WaitingAction["action"],
    state,
    conversationId: id(11, n),
    ticketId: id(12, n),
    contact: rows[n]?.contact,
  });
  const say = (n: number, text: string) => ({
    type: "message.send" as const,
    conversationId: id(11, n),
    messageId: newId(),
    text,
    seen: null,
    anyway: false,
  });
  const media = {
    id: id(15, 3),
    kind: "document" as const,
    mime: "application/pdf",
    name: "Planta 302.pdf",
    size: 860_000,
  };
  const note = { type: "message.internal" as const, conversationId: id(11, 1), messageId: newId() };
  return {
    actions: [
      one(0, "14:34", say(0, "Pega sim, Marina! Ela é voltada para o nascente: sol até umas 10h30."), "sending"),
      one(0, "14:36", { ...say(0, "Mando a planta com medidas também"), media }),
      one(1, "14:38", say(1, "O proprietário aceitou os 585 mil"), "held"),
      one(1, "14:38", say(1, "Posso marcar a assinatura?")),
      one(1, "14:38", { ...note, text: "Alguém confere a matrícula?" }),
      one(2, "14:38", { type: "ticket.take", ticketId: id(12, 2) }),
      one(3, "14:39", {
        type: "ticket.transfer",
        ticketId: id(12, 3),
        agentId: member(1),
        departmentId: department(0),
      }),
      one(4, "14:40", {
        type: "ticket.close",
        ticketId: id(12, 4),
        message: "Até logo, Wilson!",
      }),
    ],
    documents: [0, 5].map((n) => ({
      of: { kind: "ticket" as const, id: id(12, n) },
      name: rows[n]?.contact.name,
      isOutOfSight: false,
    })),
  };
}
