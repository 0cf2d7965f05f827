import { getLocale } from "../../../paraglide/runtime.js";
import { asLocale } from "../../i18n/locale.svelte.ts";
import * as z from "zod/mini";
import { PASSWORD_MIN } from "../password_strength.ts";
import { ownTimeZone } from "../../i18n/time_zones.ts";

export const STEPS = ["workspace", "account", "channel", "departments", "team"] as const;
export type Step = typeof STEPS[number];

const Stored = z.object({
  step: z.enum(STEPS),
  created: z.boolean(),
  workspace: z.string(),
  locale: z.enum(["pt-BR", "en"]),
  timeZone: z.string(),
  sample: z.enum(["no", "yes"]),
  name: z.string(),
  email: z.string(),
  channel: z.string(),
});
const KEY = "setup";

/** What the wizard has so far. A reload keeps it (this tab only); the password is never stored. */
class SetupDraft {
  step = $state<Step>("workspace");
  /** The workspace exists and this browser is signed in: there is no way back to the first two steps. */
  created = $state(false);
  workspace = $state("");
  locale = $state(asLocale(getLocale()) ?? "pt-BR");
  timeZone = $state(ownTimeZone());
  sample = $state<"no" | "yes">("no");
  name = $state("");
  email = $state("");
  password = $state("");
  /** What the third step made, for the list at the side. */
  channel = $state("");
  checked = $state<Step>();

  workspaceOk = $derived(this.workspace.trim() !== "");
  emailOk = $derived(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(this.email.trim()));
  accountOk = $derived(this.name.trim() !== "" && this.emailOk && this.password.length >= PASSWORD_MIN);

  restore(): void {
    const stored = Stored.safeParse(readJson());
    if (stored.success) Object.assign(this, stored.data);
  }
  store(): void {
    const { step, created, workspace, locale, timeZone, sample, name, email, channel } = this;
    const text = JSON.stringify({ step, created, workspace, locale, timeZone, sample, name, email, channel });
    try {
      sessionStorage.setItem(KEY, text);
    } catch {
      return; // Storage refused (private window): a reload starts again, nothing else is lost.
    }
  }
  forget(): void {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      return;
    }
  }
}

export const setupDraft = new SetupDraft();

function readJson(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}
