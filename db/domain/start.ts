/** Beginning a conversation: what each way of reaching somebody asks for (STA-02, STA-03). */
import * as z from "zod/mini";
import type { Channel } from "./channel.ts";
import { toE164 } from "./phone.ts";

/** "Meio de Comunicação": the channels of today and those to come (CHN-01), which the rules already know. */
export const MEDIA = ["whatsapp", "webchat", "sms", "email", "voip"] as const satisfies readonly (Channel | string)[];
export type Medium = typeof MEDIA[number];

export type Reach = "phone" | "email";

/** By what a customer is reached; null where only they can begin. */
const REACHED_BY: Record<Medium, Reach | null> = {
  whatsapp: "phone",
  sms: "phone",
  voip: "phone",
  email: "email",
  // A visitor can only be reached where they wrote from: web chat starts on the site.
  webchat: null,
};

/** STA-03: what must be filled in to begin on it; undefined when we cannot begin there. */
export function reachedBy(medium: Medium): Reach | undefined {
  return REACHED_BY[medium] ?? undefined;
}

/** STA-05, STA-17: opened for who starts it, only told something (the answer goes its usual way), or entered as done. */
export const START_AS = ["open", "told", "finished"] as const;
export const StartAsSchema = /* @__PURE__ */ z.enum(START_AS);
export type StartAs = typeof START_AS[number];

/** What somebody is given to be reached by: as it was typed, empty for none. */
export type Address = { phone: string; foreign: boolean; email: string };
export type AddressFault = { field: Reach; reason: "empty" | "not a phone number" | "not an e-mail address" };

/**
 * STA-03: why this does not do for beginning on that channel. What the channel asks for must be there; what it does not
 * may be left out, but not be wrong.
 */
export function addressFault(medium: Medium, { phone, foreign, email }: Address): AddressFault | undefined {
  const needed = reachedBy(medium);
  if (needed === "phone" && phone.trim() === "") return { field: "phone", reason: "empty" };
  if (needed === "email" && email.trim() === "") return { field: "email", reason: "empty" };
  if (phone.trim() !== "" && !toE164(phone, foreign)) return { field: "phone", reason: "not a phone number" };
  if (email.trim() !== "" && !looksLikeEmail(email)) return { field: "email", reason: "not an e-mail address" };
  return undefined;
}

const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
