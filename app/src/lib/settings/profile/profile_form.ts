import type { Row } from "@domain/rows.ts";
import { Form } from "../form.svelte.ts";

export type ProfileValues = { name: string; signatureOn: boolean; closingMessage: string };

/** Kept outside the page: changing the language draws it again, and what was typed stays. */
let kept: { memberId: string; form: Form<ProfileValues> } | undefined;

export function profileForm(member: Row<"members">): Form<ProfileValues> {
  if (kept?.memberId === member.id && kept.form.dirty) return kept.form;
  kept = { memberId: member.id, form: new Form(profileValues(member)) };
  return kept.form;
}

export function profileValues(member: Row<"members">): ProfileValues {
  return { name: member.name, signatureOn: member.signature_on, closingMessage: member.closing_message };
}
