import type { Actions } from "@domain/action.ts";
import type { Row } from "@domain/rows.ts";
import type { FieldHolder } from "#lib/inbox/panel/field_value.ts";
import type { Desk } from "#lib/live/desk_api.ts";

type Change = Omit<Actions["contact.update"], "id" | "composedAt" | "type" | "contactId">;

/** Our own fields by key: what a row holds, and how a change of it is said. */
const SYSTEM: Record<
  string,
  { of: (contact: Row<"contacts">) => string | null; say: (value: string | null) => Change }
> = {
  name: { of: (one) => one.name, say: (name) => (name === null ? {} : { name }) },
  phone: { of: (one) => one.phone, say: (phone) => ({ phone }) },
  email: { of: (one) => one.email, say: (email) => ({ email }) },
  birth: { of: (one) => one.birth_date, say: (birthDate) => ({ birthDate }) },
  cpf: { of: (one) => one.cpf, say: (cpf) => ({ cpf }) },
  rg: { of: (one) => one.rg, say: (rg) => ({ rg }) },
  code: { of: (one) => one.customer_code, say: (customerCode) => ({ customerCode }) },
  address: { of: (one) => one.address, say: (address) => ({ address }) },
};

/** A contact's fields, each written by itself as an action that waits in the outbox like every other (CFD-01). */
export class ContactHolder implements FieldHolder {
  readonly #desk: Desk;
  readonly #contact: () => Row<"contacts">;
  readonly #reason: () => string | undefined;

  constructor(desk: Desk, contact: () => Row<"contacts">, reason: () => string | undefined) {
    this.#desk = desk;
    this.#contact = contact;
    this.#reason = reason;
  }

  get reason(): string | undefined {
    return this.#reason();
  }

  field(key: string): string {
    const contact = this.#contact();
    return (SYSTEM[key]?.of(contact) ?? contact.fields[key]) ?? "";
  }
  setField(key: string, value: string): void {
    this.change(SYSTEM[key]?.say(value || null) ?? { fields: { [key]: value || null } });
  }
  change(change: Change): void {
    void this.#desk.act({ type: "contact.update", contactId: this.#contact().id, ...change });
  }

  /** Facts have no carets: who writes last is seen. */
  editor(): undefined {
    return undefined;
  }
  edit(): void {}
}
