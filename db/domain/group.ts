/** Groups of WhatsApp: conversations of many, which take no part in attending (features.md CHN-15, STS-12, X-32). */
import type { MessageKind } from "./message.ts";

/** Whose thread it is: one contact's, or a group's. */
export type Addressee = { contact_id: string | null; group_id: string | null };

/** Never queued, greeted, rated or closed; anybody with sight answers, and nobody takes it. */
export function isGroup(conversation: { group_id: string | null }): boolean {
  return conversation.group_id !== null;
}

/** What the provider carries into a group (Groups API, 2025-11): no contact cards, places, buttons or reactions. */
const CARRIED: readonly MessageKind[] = ["text", "image", "audio", "video", "document", "sticker", "template"];

export function carriedToGroup(kind: MessageKind): boolean {
  return CARRIED.includes(kind);
}

/** Until its name is known: the end of what the provider calls it, so that two can be told apart. */
export function groupNumber(providerId: string): string {
  return providerId.replace(/[^A-Za-z0-9]/g, "").slice(-4).toUpperCase();
}
