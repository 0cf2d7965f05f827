import type { Actions } from "@domain/action.ts";
import { CHOICE_KINDS, type ChoiceKind } from "@domain/choice.ts";
import type { Tx } from "@db/tx.ts";
import { setTicketField, setTicketTag } from "@sync/doc/ticket_doc.ts";
import { type Context, type Outcome, refused } from "../context.ts";

/** What a new ticket says from the beginning (STA-05, STA-06, STA-08, TAG-05). */
type Card = Pick<Actions["conversation.start"], "stage" | "ticketType" | "demand" | "tagIds">;

const chosen = (card: Card): Record<ChoiceKind, string | undefined> => ({
  stage: card.stage,
  type: card.ticketType,
  demand: card.demand,
});

/** `not_found` when a status, type, demand or tag is not (any more) of this workspace's lists. */
export async function checkCard(tx: Tx, card: Card): Promise<Outcome | undefined> {
  for (const kind of CHOICE_KINDS) {
    const id = chosen(card)[kind];
    if (id === undefined) continue;
    const [found] = await tx`select 1 from choices where id = ${id} and kind = ${kind} and deleted_at is null`;
    if (!found) return refused("not_found", { what: kind });
  }
  const tagIds = [...new Set(card.tagIds ?? [])];
  if (tagIds.length === 0) return undefined;
  const tags = await tx`select 1 from tags where id = any(${tagIds}::uuid[]) and deleted_at is null`;
  return tags.length === tagIds.length ? undefined : refused("not_found", { what: "tag" });
}

/** Into the ticket's document, whose content it is from now on. */
export async function writeCard(ctx: Context, ticketId: string, card: Card): Promise<void> {
  const fields = Object.entries(chosen(card)).filter(([, id]) => id !== undefined);
  const tagIds = card.tagIds ?? [];
  if (fields.length === 0 && tagIds.length === 0) return;
  await ctx.edit({ kind: "ticket", id: ticketId }, (doc) => {
    for (const [key, id] of fields) setTicketField(doc, key, id!);
    for (const id of tagIds) setTicketTag(doc, id, true);
  });
}

/** STA-09: for the card at the ticket's beginning, which stays as it was written. */
export function cardEvent(card: Card): Record<string, unknown> {
  return { card: { ...chosen(card), tagIds: card.tagIds ?? [] } };
}
