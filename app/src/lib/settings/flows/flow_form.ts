import { MAX_WAIT } from "@domain/flow.ts";
import type { FlowStep } from "@domain/flow_step.ts";
import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import { fieldFault } from "../../errors/reason_text.ts";
import { m } from "../../../paraglide/messages.js";

/** A step as it is typed: the wait is text until it is saved. */
export type StepDraft = { id: string; kind: "text"; text: string } | { id: string; kind: "wait"; seconds: string };
export type FlowValues = { flowId: string; name: string; colour: number; active: boolean; steps: StepDraft[] };

export function newStep(kind: StepDraft["kind"]): StepDraft {
  return kind === "text" ? { id: newId(), kind, text: "" } : { id: newId(), kind, seconds: "5" };
}

export function flowValues(row: Row<"flows">): FlowValues {
  const { id: flowId, name, colour, active } = row;
  const steps = row.steps.map((step): StepDraft =>
    step.kind === "wait" ? { ...step, seconds: String(step.seconds) } : { ...step }
  );
  return { flowId, name, colour, active, steps };
}

/** A new flow begins as what most are: one message. Active, since who makes one wants to use it. */
export function emptyFlow(colour: number): FlowValues {
  return { flowId: newId(), name: "", colour, active: true, steps: [newStep("text")] };
}

export function stepsOf(drafts: readonly StepDraft[]): FlowStep[] {
  return drafts.map((draft) => draft.kind === "wait" ? { ...draft, seconds: Number(draft.seconds) } : draft);
}

/** What is wrong with a step as it is typed, or undefined. */
export function stepFault(draft: StepDraft): string | undefined {
  if (draft.kind === "text") return draft.text.trim() === "" ? fieldFault("empty") : undefined;
  const seconds = Number(draft.seconds);
  const fits = Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_WAIT;
  return fits ? undefined : m.settings_flow_wait_fault({ max: MAX_WAIT });
}

/** "3 mensagens, 1 espera": what a flow is, in the list. */
export function flowSummary(steps: readonly FlowStep[]): string {
  const texts = steps.filter((step) => step.kind === "text").length;
  const waits = steps.length - texts;
  return [
    texts === 1 ? m.settings_flow_messages_one() : m.settings_flow_messages({ count: texts }),
    ...(waits === 0 ? [] : [waits === 1 ? m.settings_flow_waits_one() : m.settings_flow_waits({ count: waits })]),
  ].join(" · ");
}
