import type { Action, Actions } from "@domain/action.ts";
import type { Desk, Problem, Wish } from "#lib/live/desk_api.ts";
import { errorText } from "#lib/errors/error_text.ts";
import { m } from "../../../paraglide/messages.js";
import { person } from "../words/people.ts";
import { putBack } from "./put_back.svelte.ts";

export type Choice = { label: string; look: "primary" | "normal" | "quiet"; run: () => void };
export type Open = (ticketId: string, then?: "templates") => void;

/** What happened to an action, in one sentence with names and hours. */
export function problemText(desk: Desk, problem: Problem): string {
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
  if (action.type !== "message.send") {
    if (action.type === "message.internal") return [again, ...editing(desk, problem, open), drop];
    const look: Choice = {
      label: m.inbox_see_ticket(),
      look: "quiet",
      run: () => problem.ticketId && open(problem.ticketId),
    };
    const settled = [
      "already_assigned",
      "ticket_closed",
      "ticket_not_closed",
      "not_in_progress",
      "not_paused",
      "forbidden",
      "not_found",
    ];
    const seeing = problem.ticketId ? [look] : [];
    return settled.includes(problem.code) ? [fine, ...seeing] : [again, ...seeing, drop];
  }
  switch (problem.code) {
    case "moved_on":
    case "ticket_closed":
      return [sendAnyway(desk, action, "primary"), ...editing(desk, problem, open), drop];
    case "draft_sent":
      return [{ ...drop, look: "normal" }, ...editing(desk, problem, open), sendAnyway(desk, action, "quiet")];
    case "window_closed":
      return [...template(problem, open), ...copying(action), drop];
    case "contact_blocked":
    case "media_missing":
    case "media_too_large":
    case "media_type":
    case "forbidden":
      return [...copying(action), { ...drop, look: "normal" }];
    default:
      return [{ ...again, look: "primary" }, ...editing(desk, problem, open), drop];
  }
}

/** The words of a problem, to show what is at stake. */
export function problemWords(problem: Problem): string {
  const { action } = problem;
  if (action.type !== "message.send" && action.type !== "message.internal") return "";
  return action.text || action.media?.name || "";
}

function sendAnyway(desk: Desk, action: Actions["message.send"], look: Choice["look"]): Choice {
  const { draftId: _sent, ...rest } = wishOf(action);
  return { label: m.inbox_send_anyway(), look, run: () => void desk.replace(action.id, { ...rest, anyway: true }) };
}

function editing(desk: Desk, problem: Problem, open: Open): Choice[] {
  const { action, ticketId } = problem;
  if (!ticketId || !("text" in action) || action.text === "") return [];
  return [{
    label: m.inbox_edit(),
    look: "normal",
    run() {
      putBack.put(ticketId, action.text);
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

function copying(action: Actions["message.send"]): Choice[] {
  if (action.text === "") return [];
  return [{ label: m.inbox_copy_text(), look: "normal", run: () => void navigator.clipboard.writeText(action.text) }];
}

/** The action as it was wished: a new one gets its own id and time. */
function wishOf<A extends Action>(action: A): Omit<A, "id" | "composedAt"> & Wish;
function wishOf({ id: _id, composedAt: _at, ...wish }: Action): Wish {
  return wish;
}
