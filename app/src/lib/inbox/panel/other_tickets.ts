import { CHOICE_KINDS } from "@domain/choice.ts";
import { fold, matcher } from "@domain/fold.ts";
import type { Row } from "@domain/rows.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { choice } from "../words/choices.ts";
import { department, person } from "../words/people.ts";
import { statusName } from "../words/status.ts";

/** Who attended it and where, while it is open or at last. */
export function whoAttended(desk: Desk, ticket: Row<"tickets">): string[] {
  const agent = ticket.agent_id ?? ticket.last_agent_id;
  const place = ticket.department_id ?? ticket.last_department_id;
  return [place ? department(desk, place).name : "", agent ? person(desk, agent).name : ""].filter(Boolean);
}

/** What it was about: type, status, demand and tags, in words. */
export function whatAbout(desk: Desk, ticket: Row<"tickets">): string[] {
  const chosen = CHOICE_KINDS.map((kind) => choice(desk, kind, ticket[kind])?.name ?? "");
  return [...chosen, ...ticket.tag_ids.map((id) => desk.config.tags.get(id)?.name ?? "")].filter(Boolean);
}

/** CNV-11: those that have these words somewhere — protocol, agent, department, state, type, tags, fields. */
export function findOthers(desk: Desk, tickets: readonly Row<"tickets">[], text: string): Row<"tickets">[] {
  const matches = matcher(text);
  if (!matches) return [...tickets];
  return tickets.filter((ticket) =>
    matches(fold(
      [
        ticket.protocol,
        statusName(ticket.status),
        ...whoAttended(desk, ticket),
        ...whatAbout(desk, ticket),
        ...Object.values(ticket.fields),
      ].join("\n"),
    ))
  );
}
