import { newId } from "@domain/ids.ts";
import * as z from "zod/mini";
import {
  SECRETS,
  type WebchatValues,
  webchatValues,
  type WhatsAppValues,
  whatsAppValues,
} from "../connections/connection_values.ts";
import { Form } from "../form.svelte.ts";

const KEY = "setup-start";
const settings = z.record(z.string(), z.string());
const Department = z.object({ id: z.string(), name: z.string(), colour: z.number(), saved: z.boolean() });
const Stored = z.object({
  connectionId: z.string(),
  kind: z.enum(["whatsapp", "webchat"]),
  saved: z.boolean(),
  whatsapp: settings,
  webchat: settings,
  departments: z.array(Department),
});

/** What is typed in the wizard's last three steps. Going back and reloading keep it; tokens and links are not stored. */
class StartState {
  connectionId = $state(newId());
  kind = $state<"whatsapp" | "webchat">("whatsapp");
  /** The connection exists at the server. */
  saved = $state(false);
  whatsapp = new Form<WhatsAppValues>(whatsAppValues({ isDefault: true }));
  webchat = new Form<WebchatValues>(webchatValues({ isDefault: true }));
  departments = $state<z.infer<typeof Department>[]>([]);
  invited = $state<{ id: string; name: string; email: string; link: string }[]>([]);

  restore(): void {
    const stored = Stored.safeParse(readJson());
    if (!stored.success) return;
    const { whatsapp, webchat, ...rest } = stored.data;
    Object.assign(this, rest);
    // Saved already: what is restored is what the server has, not a change to it.
    if (rest.saved && rest.kind === "whatsapp") this.whatsapp.settle(whatsapp);
    else Object.assign(this.whatsapp.values, whatsapp);
    if (rest.saved && rest.kind === "webchat") this.webchat.settle(webchat);
    else Object.assign(this.webchat.values, webchat);
  }

  store(): void {
    const { connectionId, kind, saved, departments } = this;
    const text = JSON.stringify({
      connectionId,
      kind,
      saved,
      departments,
      whatsapp: words(this.whatsapp.values),
      webchat: words(this.webchat.values),
    });
    try {
      sessionStorage.setItem(KEY, text);
    } catch {
      return;
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

export const startState = new StartState();

function words(values: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(values).filter(([key]) => !SECRETS.some((secret) => secret === key));
  return Object.fromEntries(kept.flatMap(([key, value]) => typeof value === "string" ? [[key, value]] : []));
}

function readJson(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}
