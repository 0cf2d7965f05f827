import type { DuplicateReason } from "@domain/merge.ts";
import type { Row } from "@domain/rows.ts";
import { get } from "#lib/api/client.ts";
import { m } from "../../../paraglide/messages.js";

/** Two contacts that look like one person. */
export type Pair = { a: Row<"contacts">; b: Row<"contacts">; reason: DuplicateReason };

const NAMES: Record<DuplicateReason, () => string> = {
  phone: m.people_same_phone,
  cpf: m.people_same_cpf,
  email: m.people_same_email,
  name: m.people_same_name,
};
export const reasonName = (reason: DuplicateReason): string => NAMES[reason]();

/** Likely doubles of one contact, or of all; undefined when the server does not answer. */
export async function duplicatesOf(contactId?: string): Promise<Pair[] | undefined> {
  const ask = contactId ? `?contactId=${contactId}` : "";
  const answer = await get<{ pairs: Pair[] }>(`/api/contacts/duplicates${ask}`);
  return answer.ok ? answer.data.pairs : undefined;
}
