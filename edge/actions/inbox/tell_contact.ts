import type { Actions } from "@domain/action.ts";
import type { ErrorCode } from "@domain/error.ts";
import { isGroup } from "@domain/group.ts";
import { canAnswer } from "@domain/policy.ts";
import { askRating } from "../../closing/rating.ts";
import { automationOf } from "../../facts/automation.ts";
import { record } from "../../facts/record.ts";
import { type Place, say } from "../../facts/say.ts";
import { protocolText } from "../../texts/protocol.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { placeOf } from "./move_ticket.ts";
import { ticketInSight } from "./ticket_access.ts";

/** RAT-06: asks for a grade because somebody pressed the button; on an open ticket as well as on a closed one. */
export async function askForRating(ctx: Context, input: Actions["ticket.ask_rating"]): Promise<Outcome> {
  const seen = await toAnswer(ctx, input.ticketId);
  if (!seen.ok) return seen.outcome;
  const automation = await automationOf(ctx.tx, seen.place.conversation.connection_id);
  const asked = await askRating(seen.place, automation, { kind: "member", id: ctx.member.id }, input.messageId);
  if (asked === "asked") return DONE;
  return asked === "rating_limit" ? refused(asked, { max: automation.ratingMax }) : cannotSay(asked, seen.place);
}

/** PRO-02, X-26: the number the ticket has since it was opened, told to the contact. */
export async function sendProtocol(ctx: Context, input: Actions["ticket.send_protocol"]): Promise<Outcome> {
  const seen = await toAnswer(ctx, input.ticketId);
  if (!seen.ok) return seen.outcome;
  const { place } = seen;
  const { tx, member } = ctx;
  const [workspace] = await tx<{ locale: "pt-BR" | "en" }[]>`
    select locale from workspaces where id = ${member.workspaceId}`;
  const by = { kind: "member" as const, id: member.id };
  const said = await say(place, {
    id: input.messageId,
    text: protocolText(workspace!.locale, place.ticket.protocol),
    origin: "protocol",
    by,
    composedAt: ctx.composedAt,
  });
  if (said !== "said" && said !== "nothing") return cannotSay(said, place);
  await tx`update tickets set protocol_sent_at = clock_timestamp() where id = ${place.ticket.id}`;
  const about = {
    conversationId: place.conversation.id,
    ticketId: place.ticket.id,
    contactId: place.ticket.contact_id,
  };
  await record(tx, member.workspaceId, by, "protocol_sent", about, {}, { protocol: place.ticket.protocol });
  return DONE;
}

type Seen = { ok: true; place: Place } | { ok: false; outcome: Outcome };

async function toAnswer(ctx: Context, ticketId: string): Promise<Seen> {
  const seen = await ticketInSight(ctx, ticketId);
  if (!seen.ok) return seen;
  if (isGroup(seen.conversation)) return { ok: false, outcome: refused("not_in_group") };
  if (!canAnswer(ctx.member, seen.conversation)) {
    return { ok: false, outcome: refused("forbidden", { permission: "chat.answerOthers" }) };
  }
  // An older ticket is over: what is said now belongs to the latest.
  if (seen.conversation.ticket_id !== seen.ticket.id) {
    const params = { conversationId: seen.conversation.id, ticketId: seen.conversation.ticket_id };
    return { ok: false, outcome: refused("conversation_exists", params) };
  }
  return { ok: true, place: placeOf(ctx, seen) };
}

function cannotSay(code: ErrorCode, { conversation }: Place): Outcome {
  return refused(code, code === "window_closed" ? { since: conversation.free_text_until } : {});
}
