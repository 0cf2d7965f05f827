import { MAX_CLOSING_MINUTES } from "@domain/action_limits.ts";
import { type Automation, SILENT } from "@domain/automation.ts";
import { fillVariables } from "@domain/fill_variables.ts";
import type { Row } from "@domain/rows.ts";
import type { OnReply } from "@domain/ticket.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { type FieldShape, parsedValue, shownValue, typedValue } from "../panel/field_value.ts";

export type ClosingField = FieldShape & { isMandatory: boolean };

/** The closing dialog: when, what is said, what is filled in. Nothing of it is written before the button. */
export class ClosingForm {
  when = $state<"now" | "later">("now");
  minutes = $state("60");
  onReply = $state<OnReply>("cancel");
  message = $state("");
  /** As typed, by key of the field. */
  typed = $state<Record<string, string>>({});
  /** CLS-19: optional ones whose value is to go. */
  erased = $state<Record<string, boolean>>({});
  /** The button was pressed: what is missing is marked. */
  tried = $state(false);

  constructor(readonly desk: Desk, readonly view: TicketView) {
    const own = desk.config.members.get(desk.me.id)?.closing_message ?? "";
    const proposed = own || this.automation.conclusion;
    // the member's own, else the connection's. It is read before it goes, so its variables are filled here.
    this.message = view.contact ? fillVariables(proposed, view.contact) : proposed;
    for (const field of this.fields) {
      if (field.isMandatory) this.typed[field.key] = typedValue(field, this.current(field.key), locale.current);
    }
  }

  get automation(): Automation {
    return this.desk.config.connections.get(this.view.ticket?.connection_id ?? "")?.automation ?? SILENT;
  }
  fields = $derived.by(() => this.desk.config.fields.filter((one) => one.at_closing !== "none").map(shapeOf));
  after = $derived.by(() => {
    if (this.when === "now") return undefined;
    const minutes = /^\d{1,5}$/.test(this.minutes.trim()) ? Number(this.minutes) : NaN;
    return minutes >= 1 && minutes <= MAX_CLOSING_MINUTES ? minutes : NaN;
  });
  dueAt = $derived.by(() => (this.after ? this.desk.now + this.after * 60_000 : undefined));
  missing = $derived.by(() => this.fields.filter((field) => this.fault(field) !== undefined));
  /** what is said then does not arrive. */
  isShut = $derived.by(() => this.view.window.kind === "closed");
  /** Which time it would be that this contact is asked for a grade, as far as this computer knows (RAT-04). */
  asked = $derived.by(() => this.view.thread.tickets.reduce((sum, one) => sum + one.rating_asks, 0));

  current(key: string): string {
    return this.view.ticket?.fields[key] ?? "";
  }
  shown(field: ClosingField): string {
    return shownValue(field, this.current(field.key), locale.current, new Date(this.desk.now));
  }
  fault(field: ClosingField): "missing" | "bad" | undefined {
    const value = parsedValue(field, this.typed[field.key] ?? "");
    if (value === undefined) return "bad";
    return field.isMandatory && value === "" ? "missing" : undefined;
  }

  /** What the action carries: only what was filled in or is to go. */
  values(): Record<string, string | null> {
    const values: Record<string, string | null> = {};
    for (const field of this.fields) {
      const value = parsedValue(field, this.typed[field.key] ?? "") ?? "";
      if (value !== "") values[field.key] = value;
      else if (this.erased[field.key]) values[field.key] = null;
    }
    return values;
  }

  /** False: something is missing, and is marked now. */
  submit(archive: boolean): boolean {
    this.tried = true;
    if (this.missing.length > 0 || Number.isNaN(this.after)) return false;
    void this.desk.act({
      type: "ticket.close",
      ticketId: this.view.ticketId,
      message: this.message.trim(),
      fields: this.values(),
      onReply: this.onReply,
      archive,
      ...(this.after === undefined || archive ? {} : { after: this.after }),
    });
    return true;
  }
}

function shapeOf(row: Row<"custom_fields">): ClosingField {
  const options = row.options.map((value) => ({ value, label: value }));
  return { key: row.key, name: row.name, type: row.type, options, isMandatory: row.at_closing === "mandatory" };
}
