/**
 * A flow as it is published: what is sent to a contact, one step after the other (ASG-09, FLW-20). The visual builder
 * will be a document that publishes this; steps of more kinds join the union.
 */
import type { FlowStep } from "./flow_step.ts";

/** Less than WhatsApp takes (4096): a variable's value is longer than its name. */
export const MAX_STEP_TEXT = 3_500;
export const MAX_STEPS = 50;
/** A wait, in seconds. Longer ones belong to campaigns. */
export const MAX_WAIT = 600;

/** What a run does when its turn comes: these texts leave now; then it waits, or it is over. */
export type Turn = { texts: string[]; then: { step: number; seconds: number } | undefined };

/** The turn that begins at `step`: up to the next wait, or to the end. Waits in a row are one, as long as both. */
export function turnFrom(steps: readonly FlowStep[], step: number): Turn {
  const texts: string[] = [];
  let at = step;
  for (let one = steps[at]; one?.kind === "text"; one = steps[++at]) texts.push(one.text);
  let seconds = 0;
  for (let one = steps[at]; one?.kind === "wait"; one = steps[++at]) seconds += one.seconds;
  return { texts, then: at < steps.length ? { step: at, seconds } : undefined };
}
