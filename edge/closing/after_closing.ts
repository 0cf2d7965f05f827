import type { Automation } from "@domain/automation.ts";
import { isBotBlocked, type Place } from "../facts/say.ts";
import { fireFlow, flowToFire } from "../flow/fire_flow.ts";

/** CLS-16, X-44: last of all, once no rating is awaited any more. A flow that was turned off is simply not fired. */
export async function fireAfterClosing(place: Place, { afterFlowId }: Automation): Promise<void> {
  if (await isBotBlocked(place)) return;
  const flow = afterFlowId ? await flowToFire(place.tx, afterFlowId) : undefined;
  if (flow) await fireFlow(place, flow);
}
