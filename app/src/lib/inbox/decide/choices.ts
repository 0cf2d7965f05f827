import type { Action, Actions } from "@domain/action.ts";
import { goto } from "$app/navigation";
import { mayWriteFreely } from "@domain/window.ts";
import type { Desk, Problem, Wish } from "#lib/live/desk_api.ts";
import { route, type Then } from "#lib/route.ts";
import { errorText } from "#lib/errors/error_text.ts";
import { m } from "../../../paraglide/messages.js";
import { firstName, person } from "../words/people.ts";
import { putBack, putBackInternal } from "./put_back.svelte.ts";

export type Choice = { label: string; look: "primary" | "normal" | "quiet"; run: () => void };
export type Open = (ticketId: string, then?: Then) => void;

/** What happened to an action, in one sentence with names and hours. */
export function problemText(desk: Desk, problem: Problem): string {
  if (isOpenAgain(desk, problem)) return m.inbox_window_again({ name: firstName(problem.contact?.name ?? "") });
  return errorText(problem.code, problem.params, {
    member: (id) => person(desk, id).first,
    timeZone: desk.config.workspace?.time_zone,
  });
}

/** What its author can do now, the likely one first (look.md §3 "held"). */
export function choicesFor(desk: Desk, problem: Problem, open: Open): Choice[] {
  const { action } = problem;
  const drop: Choice = { label: m.inbox_discard(), look: "quiet", run: () => void desk.dismiss(action.id) };
  const fine: Choice = { label: m.inbox_understood(), look: "normal", run: () => void desk.dismiss(action.id) };
  const again: Choice = {
    label: m.inbox_try_again(),
    look: "normal",
    run: () => void desk.replace(action.id, wishOf(action)),
  };
  if (action.type === "message.internal") return [again, ...editing(desk, problem, open), drop];
  if (action.type !== "message.send") return aboutTicket(problem, open, { again, drop, fine });
  switch (problem.code) {
    case "moved_on":
    case "ticket_closed":
      return [sendAnyway(desk, action, "primary"), ...editing(desk, problem, open), drop];
    case "draft_sent":
      return [{ ...drop, look: "normal" }, ...editing(desk, problem, open), sendAnyway(desk, action, "quiet")];
    case "window_closed":
      if (isOpenAgain(desk, problem)) {
        return [{ ...again, label: m.inbox_send_now(), look: "primary" }, ...editing(desk, problem, open), drop];
      }
      return [
        ...template(problem, open),
        ...editing(desk, problem, open, m.inbox_keep_for_later()),
        ...copying(problem),
        drop,
      ];
    case "template_not_approved":
    case "template_values":
      return [...template(problem, open), drop];
    case "forbidden":
      return [...internally(desk, action), ...seeing(problem, open), ...copying(problem), drop];
    case "contact_blocked":
    case "media_missing":
    case "media_too_large":
    case "media_type":
      return [...editing(desk, problem, open), ...copying(problem), drop];
    default:
      return [{ ...again, look: "primary" }, ...editing(desk, problem, open), drop];
  }
}

/** It was held because the window had closed; since then the customer has written. */
function isOpenAgain(desk: Desk, { code, conversation }: Problem): boolean {
  return code === "window_closed" && conversation !== undefined && mayWriteFreely(conversation, desk.now);
}

/** Refusals that say how things are: there is nothing to try again. */
const SETTLED = new Set<Problem["code"]>([
  "already_assigned",
  "ticket_closed",
  "ticket_not_closed",
  "not_in_progress",
  "not_paused",
  "forbidden",
  "not_found",
  "flow_off",
  "ticket_archived",
  "ticket_not_archived",
  "no_closing",
  "rating_off",
  "rating_limit",
  "contact_exists",
  "contact_open_ticket",
  "block_too_late",
]);

function aboutTicket(problem: Problem, open: Open, of: Record<"again" | "drop" | "fine", Choice>): Choice[] {
  const { code, params } = problem;
  if (code === "conversation_exists" && typeof params.ticketId === "string") {
    const there = params.ticketId;
    return [{ label: m.inbox_open_conversation(), look: "primary", run: () => open(there) }, of.drop];
  }
  const more = [...copying(problem), ...seeing(problem, open), ...seeingContact(problem)];
  return SETTLED.has(code) ? [of.fine, ...more] : [of.again, ...more, of.drop];
}

function seeing({ ticketId }: Problem, open: Open): Choice[] {
  return ticketId ? [{ label: m.inbox_see_ticket(), look: "quiet", run: () => open(ticketId) }] : [];
}

/** Whose number it is. */
function seeingContact({ action, code, params }: Problem): Choice[] {
  const { contactId } = params;
  if (code !== "contact_exists" || typeof contactId !== "string") return [];
  const words = action.type === "contact.create" ? [action.name, action.phone, action.email].filter(Boolean) : [];
  return [
    { label: m.contacts_see(), look: "normal", run: () => void goto(route.contacts(contactId)) },
    ...(words.length > 0 ? [copyOf(words.join(", "))] : []),
  ];
}

/** Somebody else answers this customer now: what was written may still help them. */
function internally(desk: Desk, action: Actions["message.send"]): Choice[] {
  const { conversationId, messageId, text, media } = action;
  if (action.template) return [];
  const wish = { type: "message.internal" as const, conversationId, messageId, text, ...(media ? { media } : {}) };
  return [{ label: m.inbox_send_as_internal(), look: "normal", run: () => void desk.replace(action.id, wish) }];
}

/** The words of a problem, to show what is at stake. */
export function problemWords(problem: Problem): string {
  const { action } = problem;
  if (action.type === "ticket.close") return action.message;
  if (action.type !== "message.send" && action.type !== "message.internal") return "";
  return action.text || action.media?.name || "";
}

function sendAnyway(desk: Desk, action: Actions["message.send"], look: Choice["look"]): Choice {
  const { draftId: _sent, ...rest } = wishOf(action);
  return { label: m.inbox_send_anyway(), look, run: () => void desk.replace(action.id, { ...rest, anyway: true }) };
}

function editing(desk: Desk, { action, ticketId }: Problem, open: Open, label = m.inbox_edit()): Choice[] {
  if (!ticketId || !("text" in action) || action.text === "") return [];
  const where = action.type === "message.internal" ? putBackInternal : putBack;
  return [{
    label,
    look: "normal",
    run() {
      where.put(ticketId, action.text);
      void desk.dismiss(action.id);
      open(ticketId);
    },
  }];
}

function template(problem: Problem, open: Open): Choice[] {
  const { ticketId } = problem;
  return ticketId
    ? [{ label: m.inbox_choose_template(), look: "primary", run: () => open(ticketId, "templates") }]
    : [];
}

function copying(problem: Problem): Choice[] {
  const { action } = problem;
  const text = "text" in action ? action.text : problemWords(problem);
  return text === "" ? [] : [copyOf(text)];
}

function copyOf(text: string): Choice {
  return { label: m.inbox_copy_text(), look: "normal", run: () => void navigator.clipboard.writeText(text) };
}

/** The action as it was wished: a new one gets its own id and time. */
export function wishOf<A extends Action>(action: A): Omit<A, "id" | "composedAt"> & Wish;
export function wishOf({ id: _id, composedAt: _at, ...wish }: Action): Wish {
  return wish;
}
