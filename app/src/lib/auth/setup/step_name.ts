import { m } from "../../../paraglide/messages.js";
import type { Step } from "./setup_draft.svelte.ts";

export function stepName(step: Step): string {
  return NAMES[step]();
}

const NAMES = {
  workspace: () => m.setup_step_workspace(),
  account: () => m.setup_step_account(),
  channel: () => m.setup_step_channel(),
  departments: () => m.setup_step_departments(),
  team: () => m.setup_step_team(),
} satisfies Record<Step, () => string>;
