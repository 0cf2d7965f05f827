import { m } from "../../paraglide/messages.js";
import { errorText, type Names } from "../errors/error_text.ts";
import { fieldFault } from "../errors/reason_text.ts";
import type { Settled } from "../live/desk_api.ts";

type Values = Record<string, unknown>;

/**
 * A form's state: what is typed, what is saved, what was refused. A refusal never changes what is typed; it stands at
 * the field that it names until that field changes, or above the button when it names none.
 */
export class Form<V extends Values> {
  values: V;
  busy = $state(false);
  /** Saved since the last change: "Salvo" beside the button. */
  done = $state(false);
  #saved: V;
  #errors = $state<Record<string, { text: string; of: string }>>({});
  #refusal = $state<{ text: string; of: string }>();

  constructor(start: V) {
    this.values = $state(structuredClone(start));
    this.#saved = $state.raw(structuredClone(start));
  }

  dirty = $derived.by(() => JSON.stringify(this.values) !== JSON.stringify(this.#saved));
  refusal = $derived.by(() =>
    this.#refusal && this.#refusal.of === JSON.stringify(this.values) ? this.#refusal.text : undefined
  );

  /** Somebody changed it meanwhile: an untouched form follows, one being edited keeps what is typed. */
  follow(next: V): void {
    if (JSON.stringify(next) === JSON.stringify(this.#saved)) return;
    const isTouched = this.dirty;
    this.#saved = structuredClone(next);
    if (!isTouched) this.values = structuredClone(next);
  }

  reset(): void {
    this.values = structuredClone(this.#saved);
    this.#errors = {};
  }

  /** Puts values in place as saved ones: a secret that was sent leaves its field. */
  settle(values: Partial<V>): void {
    Object.assign(this.values, values);
    this.#saved = $state.snapshot(this.values) as V;
  }

  error(field: string & keyof V): string | undefined {
    const found = this.#errors[field];
    return found && found.of === JSON.stringify(this.values[field]) ? found.text : undefined;
  }

  fail(field: string & keyof V, text: string): void {
    this.#errors[field] = { text, of: JSON.stringify(this.values[field]) };
  }

  /** Marks empty ones; true when all have something. */
  require(...fields: (string & keyof V)[]): boolean {
    const empty = fields.filter((field) => String(this.values[field]).trim() === "");
    for (const field of empty) this.fail(field, fieldFault("empty"));
    return empty.length === 0;
  }

  /** The action's data when done, else undefined with the refusal shown. `at` names the field of a code without one. */
  async submit(
    run: (values: V) => Promise<Settled>,
    at: Partial<Record<string, string & keyof V>> = {},
    names: Names = {},
  ): Promise<Record<string, unknown> | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.done = false;
    const values = $state.snapshot(this.values) as V;
    let settled: Settled;
    try {
      settled = await run(values);
    } catch {
      this.#refusal = { text: m.error_offline(), of: JSON.stringify(values) };
      return undefined;
    } finally {
      this.busy = false;
    }
    if (settled.ok) {
      this.#saved = values;
      this.#errors = {};
      this.#refusal = undefined;
      this.done = true;
      return settled.data;
    }
    const { code, params } = settled;
    const field = typeof params.field === "string" ? this.#own(params.field) : at[code];
    const text = errorText(code, params, names);
    if (field !== undefined) this.fail(field, code === "bad_input" ? fieldFault(String(params.reason)) : text);
    else this.#refusal = { text, of: JSON.stringify(values) };
    return undefined;
  }

  /** `settings.accessToken` and `departmentIds.0` belong to the fields `accessToken` and `departmentIds`. */
  #own(path: string): (string & keyof V) | undefined {
    return path.split(".").find((part): part is string & keyof V => Object.hasOwn(this.values, part));
  }
}
