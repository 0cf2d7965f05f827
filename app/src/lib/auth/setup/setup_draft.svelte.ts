import { getLocale } from "../../../paraglide/runtime.js";
import { asLocale } from "../../i18n/locale.svelte.ts";
import { PASSWORD_MIN } from "../password_strength.ts";
import { ownTimeZone } from "../../i18n/time_zones.ts";
import { forgetInTab, keepInTab, keptInTab } from "../../tab_storage.ts";

export const STEPS = ["workspace", "account", "channel", "departments", "team"] as const;
export type Step = typeof STEPS[number];

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
    const kept = keptInTab(KEY, this.#kept());
    if (kept && STEPS.includes(kept.step)) Object.assign(this, kept);
  }
  store(): void {
    keepInTab(KEY, this.#kept());
  }
  forget(): void {
    forgetInTab(KEY);
  }

  #kept() {
    const { step, created, workspace, locale, timeZone, sample, name, email, channel } = this;
    return { step, created, workspace, locale, timeZone, sample, name, email, channel };
  }
}

export const setupDraft = new SetupDraft();
