import { type Day, dayOf, minutesOf, momentOf, plusDays, weekday } from "@domain/calendar.ts";
import { fillTemplateBody } from "@domain/fill_variables.ts";
import { newId } from "@domain/ids.ts";
import type { Media } from "@domain/message.ts";
import type { Row } from "@domain/rows.ts";
import { type IfClosed, LATE_MS, needsFallback, type Repeat } from "@domain/schedule.ts";
import type { Scheduled } from "@db/cache/overlay_scheduled.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { firstName } from "../inbox/words/people.ts";
import { m } from "../../paraglide/messages.js";
import { zoneOf } from "./when.ts";

export type Kind = "text" | "template" | "flow";
export type Target = { conversation: Row<"conversations">; contact: Row<"contacts"> | undefined };
/** What the composer held: its words, and files that are durable already when this is asked for. */
export type Start = { text: string; files: readonly { name: string; keep: () => Promise<Media | undefined> }[] };
/** A template as it is being filled; no id: none chosen. */
export type TemplateDraft = { templateId: string; values: string[] };

const HOUR = 3_600_000;

/** One scheduled message being written or changed: what, when, and what may stand in its way. */
export class ScheduleForm {
  kind = $state<Kind>("text");
  text = $state("");
  day = $state<Day>("");
  time = $state("");
  template = $state<TemplateDraft>({ templateId: "", values: [] });
  fallback = $state<TemplateDraft>({ templateId: "", values: [] });
  flowId = $state("");
  ifClosed = $state<IfClosed>("send");
  repeat = $state<Repeat>("none");
  busy = $state(false);
  /** Its faults are shown: not before the first try. */
  tried = $state(false);

  constructor(
    readonly desk: Desk,
    readonly target: Target,
    readonly item: Scheduled | undefined,
    readonly start: Start,
    at: number | undefined,
  ) {
    this.at(at ?? (item ? Date.parse(item.due_at) : soon(desk.now)));
    this.text = item?.kind === "flow" || item?.template ? "" : item?.text ?? start.text;
    if (item) {
      this.kind = item.kind === "flow" ? "flow" : item.template ? "template" : "text";
      this.template = draftOf(item.template);
      this.fallback = draftOf(item.fallback);
      this.flowId = item.flow_id ?? "";
      this.ifClosed = item.if_closed;
      this.repeat = item.repeat;
    }
  }

  zone = $derived.by(() => zoneOf(this.desk));
  dueAt = $derived.by(() => {
    const [hour, minute] = this.time.split(":").map(Number);
    const isWritten = /^\d{4}-\d\d-\d\d$/.test(this.day) && hour !== undefined && minute !== undefined;
    return isWritten ? momentOf(this.day, hour * 60 + minute, this.zone) : NaN;
  });
  templates = $derived.by(() =>
    [...this.desk.config.templates.values()].filter((one) =>
      one.connection_id === this.target.conversation.connection_id && one.status === "APPROVED"
    )
  );
  flows = $derived.by(() => this.desk.config.flows.filter((flow) => flow.active));
  /** by then the window may have closed. */
  needsFallback = $derived.by(() => this.kind === "text" && needsFallback(this.target.conversation, this.dueAt));
  fault = $derived.by<string | undefined>(() => {
    if (Number.isNaN(this.dueAt)) return m.schedule_fault_when();
    if (this.dueAt < this.desk.now - LATE_MS) return m.schedule_fault_past();
    if (this.kind === "flow") return this.flowId ? undefined : m.schedule_fault_flow();
    if (this.kind === "template") return this.#templateFault(this.template, m.schedule_fault_template());
    const isEmpty = this.text.trim() === "" && this.start.files.length === 0 && !this.item?.media;
    if (isEmpty) return m.schedule_fault_text();
    return this.needsFallback ? this.#templateFault(this.fallback, m.schedule_fault_fallback()) : undefined;
  });

  at(moment: number): void {
    this.day = dayOf(moment, this.zone);
    const minutes = minutesOf(moment, this.zone);
    const two = (value: number) => String(value).padStart(2, "0");
    this.time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }

  choose(which: "template" | "fallback", templateId: string): void {
    const found = this.templates.find((one) => one.id === templateId);
    const name = firstName(this.target.contact?.name ?? "");
    const values = found?.variables.map((variable) => (/^(nome|name|1)$/i.test(variable) ? name : "")) ?? [];
    this[which] = { templateId, values };
  }

  /** True once it is durable in the outbox. */
  async save(): Promise<boolean> {
    this.tried = true;
    if (this.fault || this.busy) return false;
    this.busy = true;
    try {
      const files = this.kind === "text" ? this.start.files : [];
      const [first, ...others] = files.length === 0 ? [undefined] : files;
      await this.#act(0, this.item?.id ?? newId(), await first?.keep() ?? this.item?.media ?? undefined);
      for (const [n, file] of others.entries()) await this.#act(n + 1, newId(), await file?.keep());
      return true;
    } finally {
      this.busy = false;
    }
  }

  /** Several files leave one after the other; the words go with the first. */
  async #act(n: number, scheduleId: string, media: Media | undefined): Promise<void> {
    const { kind, text, template, fallback, flowId, ifClosed, repeat } = this;
    await this.desk.act({
      type: "schedule.save",
      scheduleId,
      conversationId: this.target.conversation.id,
      dueAt: new Date(this.dueAt + n * 1000).toISOString(),
      text: kind === "text" && n === 0 ? text.trim() : kind === "template" ? this.#words(template) : "",
      ifClosed,
      repeat,
      ...(kind === "text" && media ? { media } : {}),
      ...(kind === "template" ? { template } : {}),
      ...(kind === "flow" ? { flowId } : {}),
      ...(this.needsFallback ? { fallback } : {}),
    });
  }

  /** For this screen until the server has filled it in. */
  #words({ templateId, values }: TemplateDraft): string {
    const found = this.templates.find((one) => one.id === templateId);
    return found ? fillTemplateBody(found.body, found.variables, values) : "";
  }

  #templateFault({ templateId, values }: TemplateDraft, none: string): string | undefined {
    const found = this.templates.find((one) => one.id === templateId);
    if (!found) return none;
    return values.length === found.variables.length && values.every((value) => value.trim() !== "")
      ? undefined
      : m.schedule_fault_values();
  }
}

function draftOf(use: { templateId: string; values: string[] } | null): TemplateDraft {
  return use ? { templateId: use.templateId, values: [...use.values] } : { templateId: "", values: [] };
}

/** The next full hour that leaves time to think. */
function soon(now: number): number {
  return Math.ceil((now + HOUR / 2) / HOUR) * HOUR;
}

/** Moments people choose most: in an hour, tomorrow at nine, next Monday at nine. */
export function presets(now: number, zone: string): { label: string; at: number }[] {
  const today = dayOf(now, zone);
  const monday = Array.from({ length: 7 }, (_, n) => plusDays(today, n + 1)).find((day) => weekday(day) === 1)!;
  return [
    { label: m.schedule_in_an_hour(), at: Math.ceil((now + HOUR) / 300_000) * 300_000 },
    { label: m.schedule_tomorrow_nine(), at: momentOf(plusDays(today, 1), 9 * 60, zone) },
    { label: m.schedule_monday_nine(), at: momentOf(monday, 9 * 60, zone) },
  ];
}
