import type { Automation } from "@domain/automation.ts";
import type { MessageKind } from "@domain/message.ts";
import { gradeOf } from "@domain/rating.ts";
import { automationOf } from "../facts/automation.ts";
import { type By, record } from "../facts/record.ts";
import { type Place, type Said, say } from "../facts/say.ts";
import { fireAfterClosing } from "./after_closing.ts";

export type Asked = "asked" | "rating_off" | "rating_limit" | Exclude<Said, "said" | "nothing">;

/**
 * RAT-01, RAT-04, RAT-06, X-18: asks the contact for a grade, by itself or because somebody pressed the button; both
 * count towards the most that one contact is asked.
 */
export async function askRating(place: Place, automation: Automation, by: By, messageId?: string): Promise<Asked> {
  const { tx, workspaceId, conversation, ticket } = place;
  const [asked] = await tx<{ count: number }[]>`
    select coalesce(sum(rating_asks), 0)::int as count from tickets
    where contact_id = ${conversation.contact_id} and rating_asks > 0`;
  if (asked!.count >= automation.ratingMax) return "rating_limit";
  const said = await say(place, {
    text: automation.ratingQuestion,
    origin: "rating",
    by,
    ...(messageId ? { id: messageId } : {}),
  });
  if (said === "nothing") return "rating_off";
  if (said !== "said") return said;
  await tx`
    update tickets set rating_asks = rating_asks + 1, rating = null, rating_comment = null, rated_at = null,
      rating_until = clock_timestamp() + ${automation.ratingMinutes} * interval '1 minute'
    where id = ${ticket.id}`;
  await record(tx, workspaceId, by, "rating_asked", about(place), {}, { times: asked!.count + 1 });
  return "asked";
}

/** What a contact's message is to a ticket whose rating is awaited. */
export type RatingStep = { kind: "grade"; grade: number } | { kind: "comment"; text: string };

/** Undefined: it is something else, and ends the waiting. */
export function ratingStep(ticket: Place["ticket"], kind: MessageKind, body: string): RatingStep | undefined {
  if (kind !== "text") return undefined;
  if (ticket.rating !== null) return { kind: "comment", text: body.trim() };
  const grade = gradeOf(body);
  return grade === undefined ? undefined : { kind: "grade", grade };
}

/** Stores the grade and asks for a comment, or stores the comment. The message itself is in the thread already. */
export async function takeRating(place: Place, step: RatingStep): Promise<void> {
  const { tx, workspaceId, conversation, ticket } = place;
  // Groups are never asked.
  const by = { kind: "contact" as const, id: conversation.contact_id! };
  const automation = await automationOf(tx, conversation.connection_id);
  const end = async () => {
    await say(place, { text: automation.ratingThanks, origin: "rating_thanks", by: { kind: "system" } });
    if (ticket.status === "closed") await fireAfterClosing(place, automation);
  };
  if (step.kind === "comment") {
    await tx`update tickets set rating_comment = ${step.text}, rating_until = null where id = ${ticket.id}`;
    await record(tx, workspaceId, by, "rating_given", about(place), {}, { comment: step.text });
    return await end();
  }
  await record(tx, workspaceId, by, "rating_given", about(place), {}, { grade: step.grade });
  const asked = await say(place, {
    text: automation.ratingComment,
    origin: "rating_comment",
    by: { kind: "system" },
  });
  await tx`
    update tickets set rating = ${step.grade}, rated_at = clock_timestamp(), rating_until = case when ${
    asked === "said"
  }
      then clock_timestamp() + ${automation.ratingMinutes} * interval '1 minute' end
    where id = ${ticket.id}`;
  if (asked !== "said") await end();
}

/** The waiting is over without an answer: its time ran out, or the contact wrote of something else. */
export async function endRating(
  place: Pick<Place, "tx" | "workspaceId" | "ticket">,
  reason: "time" | "other_message",
): Promise<void> {
  const { tx, workspaceId, ticket } = place;
  await tx`update tickets set rating_until = null where id = ${ticket.id}`;
  // With a grade only the comment is missing: that is no news.
  if (ticket.rating !== null) return;
  const at = { conversationId: ticket.conversation_id, ticketId: ticket.id, contactId: ticket.contact_id };
  await record(tx, workspaceId, { kind: "system" }, "rating_expired", at, {}, { reason });
}

function about({ conversation, ticket }: Place) {
  return { conversationId: conversation.id, ticketId: ticket.id, contactId: conversation.contact_id };
}
