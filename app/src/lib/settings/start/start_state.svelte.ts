import { newId } from "@domain/ids.ts";
import {
  SECRETS,
  type WebchatValues,
  webchatValues,
  type WhatsAppValues,
  whatsAppValues,
} from "../connections/connection_values.ts";
import { forgetInTab, keepInTab, keptInTab } from "../../tab_storage.ts";
import { Form } from "../form.svelte.ts";

const KEY = "setup-start";
type Department = { id: string; name: string; colour: number; saved: boolean };

/** What is typed in the wizard's last three steps. Going back and reloading keep it; tokens and links are not stored. */
class StartState {
  connectionId = $state(newId());
  kind = $state<"whatsapp" | "webchat">("whatsapp");
  /** The connection exists at the server. */
  saved = $state(false);
  whatsapp = new Form<WhatsAppValues>(whatsAppValues({ isDefault: true }));
  webchat = new Form<WebchatValues>(webchatValues({ isDefault: true }));
  departments = $state<Department[]>([]);
  invited = $state<{ id: string; name: string; email: string; link: string }[]>([]);

  restore(): void {
    const kept = keptInTab(KEY, this.#kept());
    if (!kept) return;
    const { whatsapp, webchat, ...rest } = kept;
    Object.assign(this, rest);
    // Saved already: what is restored is what the server has, not a change to it.
    if (rest.saved && rest.kind === "whatsapp") this.whatsapp.settle(whatsapp);
    else Object.assign(this.whatsapp.values, whatsapp);
    if (rest.saved && rest.kind === "webchat") this.webchat.settle(webchat);
    else Object.assign(this.webchat.values, webchat);
  }
  store(): void {
    keepInTab(KEY, this.#kept());
  }
  forget(): void {
    forgetInTab(KEY);
  }

  #kept() {
    const { connectionId, kind, saved, departments } = this;
    const [whatsapp, webchat] = [words(this.whatsapp.values), words(this.webchat.values)];
    return { connectionId, kind, saved, departments, whatsapp, webchat };
  }
}

export const startState = new StartState();

function words(values: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(values).filter(([key]) => !SECRETS.some((secret) => secret === key));
  return Object.fromEntries(kept.flatMap(([key, value]) => typeof value === "string" ? [[key, value]] : []));
}
