/**
 * Macros: several things in one. Each step is an action a person could do by hand, run in order by the member who runs
 * the macro, with their permissions; what one refuses stops those after it.
 */
import type { MacroStepKind } from "./macro_step.ts";
import { type Actor, can } from "./policy.ts";

export const MAX_MACRO_STEPS = 12;

/** Nothing can follow a step after which the ticket is closed or out of the runner's hands. */
export function lastStepFault(steps: readonly { kind: MacroStepKind }[]): boolean {
  return steps.slice(0, -1).some(({ kind }) => kind === "close");
}

export type MacroPlace = { owner_id: string | null; department_id: string | null };

/** May change or delete it: its owner, or for shared ones who looks after the shared quick replies. */
export function mayEditMacro(actor: Actor, macro: MacroPlace): boolean {
  return macro.owner_id === null ? can(actor, "quickReplies.manage") : macro.owner_id === actor.id;
}
