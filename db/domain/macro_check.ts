/** Whether a macro may run, step by step, before anything of it happens. Pure; the server decides again at each step. */
import type { MacroStep } from "./macro_step.ts";
import { type Actor, canAnswer, canManage, type Permission, type Placed } from "./policy.ts";
import type { TicketStatus } from "./ticket.ts";

export type MacroScene = {
  actor: Actor;
  at: Placed & { status: TicketStatus };
  /** Free text reaches the contact now. */
  freeText: boolean;
  /** Tags, members and departments that are there. */
  known: (id: string) => boolean;
};
export type MacroFault =
  & { step: number }
  & (
    | { why: "permission"; permission: Permission }
    | { why: "closed" | "window" | "gone" | "not_in_hand" }
  );

/** The first step that cannot be done where the steps before it leave the ticket; undefined when all can. */
export function macroFault(steps: readonly MacroStep[], scene: MacroScene): MacroFault | undefined {
  let { at } = scene;
  for (const [step, one] of steps.entries()) {
    const why = stepFault(one, { ...scene, at });
    if (why) return { step, ...why };
    at = after(one, at, scene.actor);
  }
  return undefined;
}

type Fault = MacroFault extends infer F ? F extends { step: number } ? Omit<F, "step"> : never : never;
const lacks = (permission: Permission): Fault => ({ why: "permission", permission });

function stepFault(step: MacroStep, { actor, at, freeText, known }: MacroScene): Fault | undefined {
  const may = (permission: Permission) => canManage(actor, at, permission) ? undefined : lacks(permission);
  if (step.kind === "internal" || step.kind === "follow") return undefined;
  if (step.kind === "tag" || step.kind === "untag") return known(step.tagId) ? undefined : { why: "gone" };
  if (at.status === "closed") return { why: "closed" };
  switch (step.kind) {
    case "reply":
      return !canAnswer(actor, at) ? lacks("chat.answerOthers") : freeText ? undefined : { why: "window" };
    case "take":
      return at.agent_id === actor.id ? undefined : may(at.agent_id === null ? "chat.take" : "chat.transfer");
    case "transfer": {
      const isThere = [step.agentId, step.departmentId].every((id) => id === null || known(id));
      return isThere ? may("chat.transfer") : { why: "gone" };
    }
    case "pause":
      return at.status === "in_progress" ? may("chat.take") : { why: "not_in_hand" };
    case "close":
      return may("chat.close");
  }
}

function after(step: MacroStep, at: MacroScene["at"], actor: Actor): MacroScene["at"] {
  switch (step.kind) {
    case "take":
      return { ...at, agent_id: actor.id, status: "in_progress" };
    // Answering takes what nobody has, and resumes what is paused (ASG-05, X-34).
    case "reply":
      return { ...at, agent_id: at.agent_id ?? actor.id, status: "in_progress" };
    case "transfer":
      return {
        agent_id: step.agentId,
        department_id: step.departmentId,
        status: step.agentId === null ? "waiting" : "in_progress",
      };
    case "pause":
      return { ...at, status: "paused" };
    default:
      return at;
  }
}
