import { shownCpf } from "@domain/contact.ts";
import { customKey, MERGE_FIELDS, type MergeField, suggestedTake } from "@domain/merge.ts";
import type { Row } from "@domain/rows.ts";
import { phone } from "#lib/i18n/phone.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";
import { shownValue } from "#lib/inbox/panel/field_value.ts";
import { clock } from "#lib/inbox/words/clock.ts";
import { person } from "#lib/inbox/words/people.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";

type Contact = Row<"contacts">;
/** One value on which the two differ: what each says, as a person reads it (`""`: nothing). */
export type Choice = { key: string; name: string; kept: string; other: string; takesOther: boolean };

const NAMES: Record<MergeField, () => string> = {
  name: m.contacts_field_name,
  phone: m.contacts_field_phone,
  email: m.contacts_field_email,
  birth_date: m.contacts_field_birth,
  cpf: m.contacts_field_cpf,
  rg: m.contacts_field_rg,
  customer_code: m.contacts_field_code,
  address: m.contacts_field_address,
  owner_id: m.contacts_owner,
  receives_broadcast: m.contacts_broadcast,
  bot_blocked: m.contacts_bot,
};

/** Two records side by side: which one stays, and whose value in each field. */
export class MergeState {
  readonly #desk: Desk;
  kept = $state.raw<Contact>()!;
  other = $state.raw<Contact>()!;
  #take = $state.raw<ReadonlySet<string>>(new Set());

  constructor(desk: Desk, kept: Contact, other: Contact) {
    this.#desk = desk;
    this.set(kept, other);
  }

  set(kept: Contact, other: Contact): void {
    this.kept = kept;
    this.other = other;
    this.#take = new Set(suggestedTake(kept, other));
  }
  /** The other record is the one that stays; each value chosen so far stays chosen. */
  swap(): void {
    const before = this.choices.filter((one) => !one.takesOther).map((one) => one.key);
    [this.kept, this.other] = [this.other, this.kept];
    this.#take = new Set(before);
  }
  choose(key: string, takesOther: boolean): void {
    const next = new Set(this.#take);
    if (takesOther) next.add(key);
    else next.delete(key);
    this.#take = next;
  }

  get take(): string[] {
    return [...this.#take];
  }
  choices = $derived.by((): Choice[] => {
    const own = MERGE_FIELDS.map((key) => ({
      key,
      name: NAMES[key](),
      kept: this.#words(this.kept, key),
      other: this.#words(this.other, key),
    }));
    const custom = this.#desk.config.contactFields.map(({ key, name, type }) => {
      const words = (contact: Contact) =>
        shownValue(
          { key, name, type, options: [] },
          contact.fields[key] ?? "",
          locale.current,
          new Date(this.#desk.now),
        );
      return { key: customKey(key), name, kept: words(this.kept), other: words(this.other) };
    });
    return [...own, ...custom]
      .filter((one) => one.kept !== one.other)
      .map((one) => ({ ...one, takesOther: this.#take.has(one.key) }));
  });

  #words(contact: Contact, field: MergeField): string {
    const value = contact[field];
    if (typeof value === "boolean") return value ? m.contacts_yes() : m.contacts_no();
    if (value === null) return "";
    if (field === "phone") return phone(value);
    if (field === "cpf") return shownCpf(value);
    if (field === "owner_id") return person(this.#desk, value).name;
    // At noon the day is the same one in every zone a workspace may have.
    if (field === "birth_date") return clock(this.#desk).short(`${value}T12:00:00Z`);
    return value;
  }
}
