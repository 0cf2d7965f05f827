import type { MoveRefusal } from "@domain/ticket.ts";
import { automationOf } from "../facts/automation.ts";
import { applyMove } from "../facts/move.ts";
import { type By, record } from "../facts/record.ts";
import { isBotBlocked, type Place, say, type Words } from "../facts/say.ts";
import { fireAfterClosing } from "./after_closing.ts";
import { askRating } from "./rating.ts";

export type Closing = {
  by: By;
  /** In whose name, when the system does it. */
  closedBy?: string | null;
  words: Words;
  /** mandatory fields are empty and nobody is there to fill them. */
  fieldsPending: boolean;
  reason?: "scheduled" | "inactivity";
};

/** Nothing is missing to whom was asked often enough, or is not asked here. */
const FINE = new Set(["asked", "not_wanted", "rating_limit"]);

/**
 * Closes a ticket and does what is done then, in the order of X-44: closing message, rating request, and when none is
 * awaited the flow. What cannot reach
 * the contact is skipped, and the skip is written in the thread. Answers why it cannot be closed, or whether the
 * message was skipped.
 */
export async function closeTicket(
  place: Place,
  closing: Closing,
): Promise<{ ok: true; skipped: boolean } | { ok: false; code: MoveRefusal }> {
  const { tx, workspaceId, ticket } = place;
  const { by, closedBy, reason } = closing;
  const more = { ...(reason ? { reason } : {}), ...(closing.fieldsPending ? { fieldsPending: true } : {}) };
  const refusal = await applyMove(tx, workspaceId, ticket, { type: "close" }, {
    by,
    more,
    ...(closedBy === undefined ? {} : { closedBy }),
  });
  if (refusal) return { ok: false, code: refusal };
  if (closing.fieldsPending) await tx`update tickets set fields_pending = true where id = ${ticket.id}`;
  const said = await say(place, closing.words);
  const skipped = said !== "said" && said !== "nothing";
  if (skipped) await recordSkip(place, by, "closing_message_skipped", { reason: said, text: closing.words.text });
  const automation = await automationOf(tx, place.conversation.connection_id);
  const asks = automation.ratingOn && !await isBotBlocked(place);
  const asked = asks ? await askRating(place, automation, { kind: "system" }) : "not_wanted";
  if (!FINE.has(asked)) await recordSkip(place, by, "rating_skipped", { reason: asked });
  if (asked !== "asked") await fireAfterClosing(place, automation);
  return { ok: true, skipped };
}

async function recordSkip(
  { tx, workspaceId, conversation, ticket }: Place,
  by: By,
  type: "closing_message_skipped" | "rating_skipped",
  after: Record<string, unknown>,
): Promise<void> {
  const about = { conversationId: conversation.id, ticketId: ticket.id, contactId: conversation.contact_id };
  await record(tx, workspaceId, by, type, about, {}, after);
}
