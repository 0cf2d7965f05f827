import type { Desk } from "#lib/live/desk_api.ts";
import type { PersonColor } from "#lib/i18n/person_color.ts";
import { m } from "../../../paraglide/messages.js";

const COLORS = ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"] as const;

export type SeenPerson = { id: string; name: string; first: string; color: PersonColor; isMe: boolean };

/** A member as this screen shows them: their colour, `me` for oneself. A removed one keeps the name. */
export function person(desk: Desk, id: string): SeenPerson {
  const member = desk.config.members.get(id);
  const isMe = id === desk.me.id;
  const name = isMe ? desk.me.name : member?.name ?? m.inbox_somebody();
  const color = isMe ? "me" : COLORS[((member?.colour ?? 1) - 1) & 7] ?? "p1";
  return { id, name, first: firstName(name), color, isMe };
}

/** `Você`, else the first name. */
export function called(desk: Desk, id: string | null): string {
  if (id === null) return m.inbox_bot();
  return id === desk.me.id ? m.inbox_you() : person(desk, id).first;
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

export function department(desk: Desk, id: string | null): { name: string; colour: number | null } {
  const found = id === null ? undefined : desk.config.departments.get(id);
  return found ? { name: found.name, colour: found.colour } : { name: m.inbox_no_department(), colour: null };
}
