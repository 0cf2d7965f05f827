/**
 * Macros: several things in one. Each step is an action a person could do by hand, run in order by the member who runs
 * the macro, with their permissions; what one refuses stops those after it.
 */
import * as z from "zod/mini";
import { IdSchema } from "./ids.ts";
import { type Actor, can } from "./policy.ts";

const id = IdSchema;
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(4096));

export const MAX_MACRO_STEPS = 12;

export const MacroStepSchema = /* @__PURE__ */ z.discriminatedUnion("kind", [
  /** To the contact, variables filled. */
  z.object({ kind: z.literal("reply"), text: words }),
  /** To the team only. */
  z.object({ kind: z.literal("internal"), text: words }),
  z.object({ kind: z.literal("tag"), tagId: id }),
  z.object({ kind: z.literal("untag"), tagId: id }),
  /** By whoever runs it. */
  z.object({ kind: z.literal("take") }),
  /** To an agent, a department or both. */
  z.object({ kind: z.literal("transfer"), agentId: z.nullable(id), departmentId: z.nullable(id) }),
  z.object({ kind: z.literal("pause") }),
  z.object({ kind: z.literal("follow") }),
  /** `message`: the closing message; empty says nothing. */
  z.object({ kind: z.literal("close"), message: z.string().check(z.maxLength(4096)) }),
]);
export type MacroStep = z.infer<typeof MacroStepSchema>;
export type MacroStepKind = MacroStep["kind"];

/** Nothing can follow a step after which the ticket is closed or out of the runner's hands. */
export function lastStepFault(steps: readonly { kind: MacroStepKind }[]): boolean {
  return steps.slice(0, -1).some(({ kind }) => kind === "close");
}

export type MacroPlace = { owner_id: string | null; department_id: string | null };

/** May change or delete it: its owner, or for shared ones who looks after the shared quick replies. */
export function mayEditMacro(actor: Actor, macro: MacroPlace): boolean {
  return macro.owner_id === null ? can(actor, "quickReplies.manage") : macro.owner_id === actor.id;
}
