import { newId } from "@domain/ids.ts";
import type { MacroStep, MacroStepKind } from "@domain/macro_step.ts";
import type { Row } from "@domain/rows.ts";
import { fieldFault } from "../../errors/reason_text.ts";
import { m } from "../../../paraglide/messages.js";
import { keptAt, placeOf } from "../sharing.ts";

/** A step as it is typed: what its kind needs, empty until chosen. `key` is only for drawing. */
export type StepDraft = {
  key: string;
  kind: MacroStepKind;
  text: string;
  tagId: string;
  agentId: string;
  departmentId: string;
};
/** `place`: see sharing.ts. */
export type MacroValues = { macroId: string; name: string; steps: StepDraft[]; place: string };

export const STEP_KINDS: MacroStepKind[] = [
  "reply",
  "tag",
  "take",
  "transfer",
  "internal",
  "untag",
  "follow",
  "pause",
  "close",
];

export function newStep(kind: MacroStepKind): StepDraft {
  return { key: newId(), kind, text: "", tagId: "", agentId: "", departmentId: "" };
}

export function emptyMacro(place: string): MacroValues {
  return { macroId: newId(), name: "", steps: [newStep("reply")], place };
}

export function macroValues(row: Row<"macros">): MacroValues {
  return { macroId: row.id, name: row.name, steps: row.steps.map(draftOf), place: placeOf(row) };
}

function draftOf(step: MacroStep): StepDraft {
  const draft = newStep(step.kind);
  if ("text" in step) draft.text = step.text;
  if ("message" in step) draft.text = step.message;
  if ("tagId" in step) draft.tagId = step.tagId;
  if ("agentId" in step) {
    draft.agentId = step.agentId ?? "";
    draft.departmentId = step.departmentId ?? "";
  }
  return draft;
}

export function macroWish({ macroId, name, steps, place }: MacroValues) {
  return {
    type: "macro.save" as const,
    macroId,
    name,
    steps: steps.map(stepOf),
    ...keptAt(place),
  };
}

function stepOf({ kind, text, tagId, agentId, departmentId }: StepDraft): MacroStep {
  switch (kind) {
    case "reply":
    case "internal":
      return { kind, text };
    case "tag":
    case "untag":
      return { kind, tagId };
    case "transfer":
      return { kind, agentId: agentId || null, departmentId: departmentId || null };
    case "close":
      return { kind, message: text.trim() };
    default:
      return { kind };
  }
}

/** What is wrong with a step where it stands, or undefined. */
export function stepFault(steps: readonly StepDraft[], at: number): string | undefined {
  const step = steps[at]!;
  if (step.kind === "close" && at < steps.length - 1) return m.settings_macro_close_last();
  switch (step.kind) {
    case "reply":
    case "internal":
      return step.text.trim() === "" ? fieldFault("empty") : undefined;
    case "tag":
    case "untag":
      return step.tagId === "" ? m.settings_macro_choose_tag() : undefined;
    case "transfer":
      return step.agentId === "" && step.departmentId === "" ? m.settings_macro_choose_target() : undefined;
    default:
      return undefined;
  }
}
