import { phoneKey, toE164 } from "@domain/phone.ts";
import type { Desk, ListRow, SearchHit } from "#lib/live/desk_api.ts";

export type Found = { contact?: ListRow["contact"]; ticketId?: string };

/**
 * Who has this number, with or without its ninth digit, and their latest attendance: here, else on the server.
 * Empty for a number nobody has.
 */
export async function findByPhone(desk: Desk, phone: string): Promise<Found> {
  const e164 = toE164(phone);
  if (!e164) return {};
  // Looked for without what may or may not be there: the country and the ninth digit.
  const tail = e164.slice(-8);
  const here = match(await desk.search(tail), e164);
  if (here.ticketId) return here;
  const there = match((await desk.searchServer(tail)).hits, e164);
  return there.contact ? there : here;
}

function match(hits: readonly SearchHit[], e164: string): Found {
  const key = phoneKey(e164);
  const isTheirs = (contact: ListRow["contact"]) => contact.phone !== null && phoneKey(contact.phone) === key;
  let found: Found = {};
  for (const hit of hits) {
    if (hit.kind === "conversation" && isTheirs(hit.row.contact)) {
      return { contact: hit.row.contact, ticketId: hit.row.ticket.id };
    }
    if (hit.kind === "contact" && isTheirs(hit.contact)) found = { contact: hit.contact };
  }
  return found;
}
