import { newId } from "@domain/ids.ts";
import type { MacroStep } from "@domain/macro_step.ts";
import { macroFault } from "@domain/macro_check.ts";
import { filledText, fillParts, imagesIn } from "@domain/reply_variables.ts";
import type { Row } from "@domain/rows.ts";
import { setTicketTag } from "@sync/doc/ticket_doc.ts";
import type { Wish } from "#lib/live/desk_api.ts";
import { SvelteMap } from "svelte/reactivity";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { valuesIn } from "../replies/variables.ts";
import { faultText } from "./macro_words.ts";

/** `asked`: the closing dialog asks for what must be filled in. `stopped`: its author dropped a step before it. */
export type StepState = "waiting" | "held" | "done" | "asked" | "stopped";

/** Why this macro cannot run on this ticket now, as a sentence; undefined when it can. */
export function whyNotRun(view: TicketView, { steps }: Row<"macros">): string | undefined {
  const { desk, ticket } = view;
  if (!ticket) return m.inbox_reason_loading();
  const { tags, members, departments } = desk.config;
  const fault = macroFault(steps, {
    actor: desk.me.actor,
    at: ticket,
    freeText: view.window.kind !== "closed" && !view.contact?.blocked_at,
    known: (id) => tags.has(id) || departments.has(id) || members.get(id)?.status === "active",
  });
  if (fault) return faultText(steps, fault);
  const unfilled = steps.flatMap((step) =>
    step.kind === "reply"
      ? fillParts(step.text, valuesIn(desk, view)).filter(({ kind }) => kind === "empty").map(({ text }) => text)
      : []
  );
  return unfilled.length > 0 ? m.inbox_macro_fault_unfilled({ names: unfilled.join(", ") }) : undefined;
}

/**
 * A macro at work: its steps are actions of the outbox that leave in order, each after the one before it was done; tags
 * are edits of the ticket's document. Without network they wait there like everything else.
 */
export class MacroRun {
  readonly name: string;
  readonly steps: readonly MacroStep[];
  readonly #view: TicketView;
  readonly #states = new SvelteMap<number, StepState>();
  readonly #actions = new Map<string, number>();
  /** Actions the outbox has been seen to hold. */
  readonly #held = new Set<string>();

  constructor(view: TicketView, macro: Row<"macros">) {
    this.#view = view;
    this.name = macro.name;
    this.steps = macro.steps;
  }

  stateOf(step: number): StepState {
    return this.#states.get(step) ?? "waiting";
  }
  get isOver(): boolean {
    return this.steps.every((_, at) => this.stateOf(at) !== "waiting" && this.stateOf(at) !== "held");
  }

  async start(): Promise<void> {
    const run = newId();
    for (const [at, step] of this.steps.entries()) {
      const wish = this.#wishOf(step);
      if (wish === "done" || wish === "asked") this.#states.set(at, wish);
      else this.#actions.set(await this.#view.desk.act(wish, run), at);
    }
    // CLS-18: what must be filled in is asked first.
    if (this.stateOf(this.steps.length - 1) === "asked") this.#view.dialog = "close";
  }

  /** Takes back what has not left. */
  async stop(): Promise<void> {
    for (const [id, at] of [...this.#actions].toReversed()) {
      if (this.stateOf(at) === "waiting" && await this.#view.desk.withdraw(id)) this.#set(id, "stopped");
    }
  }

  /** Looks at the outbox: what it held and holds no more is done, or went with a step that was dropped. */
  look(): void {
    const { waiting, problems } = this.#view.desk;
    const queued = new Set(waiting.actions.map(({ action }) => action.id));
    const refused = new Set(problems.map(({ action }) => action.id));
    const gone = [...this.#actions.keys()].filter((id) => this.#held.has(id) && !queued.has(id) && !refused.has(id));
    const isDropped = gone.some((id) => this.stateOf(this.#actions.get(id)!) === "held");
    for (const id of gone) this.#set(id, isDropped ? "stopped" : "done");
    for (const [id, at] of this.#actions) {
      if (queued.has(id) || refused.has(id)) this.#held.add(id);
      if (refused.has(id)) this.#states.set(at, "held");
    }
  }

  #set(id: string, state: StepState): void {
    const at = this.#actions.get(id);
    if (at !== undefined) this.#states.set(at, state);
    this.#actions.delete(id);
  }

  #wishOf(step: MacroStep): Wish | "done" | "asked" {
    const { desk, ticketId, conversationId, document, ticket, lacksFields, seen } = this.#view;
    const messageId = newId();
    switch (step.kind) {
      case "reply": {
        const parts = fillParts(step.text, valuesIn(desk, this.#view));
        const [media] = imagesIn(parts);
        const said = { text: filledText(parts).trim(), seen, anyway: false, ...(media ? { media } : {}) };
        return { type: "message.send", conversationId, messageId, ...said };
      }
      case "internal":
        return { type: "message.internal", conversationId, messageId, text: step.text };
      case "tag":
      case "untag":
        setTicketTag(document.doc, step.tagId, step.kind === "tag");
        return "done";
      case "take": {
        const agentId = ticket?.agent_id ?? null;
        if (agentId === desk.me.id) return "done";
        return agentId === null
          ? { type: "ticket.take", ticketId }
          : { type: "ticket.transfer", ticketId, agentId: desk.me.id, departmentId: ticket?.department_id ?? null };
      }
      case "transfer":
        return { type: "ticket.transfer", ticketId, agentId: step.agentId, departmentId: step.departmentId };
      case "pause":
        return { type: "ticket.pause", ticketId };
      case "follow":
        return { type: "ticket.follow", ticketId, on: true };
      case "close":
        return lacksFields ? "asked" : { type: "ticket.close", ticketId, message: step.message };
    }
  }
}
