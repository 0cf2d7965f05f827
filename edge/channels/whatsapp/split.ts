import { createHash } from "node:crypto";
import type { JournalPart } from "../channel.ts";
import { parseJson } from "./errors.ts";
import {
  ContactSchema,
  GroupsChangeSchema,
  MessageSchema,
  type Part,
  StatusSchema,
  ValueSchema,
  WebhookSchema,
  type WireMessage,
} from "./wire.ts";
import * as z from "zod/mini";

/**
 * A webhook may carry up to 1000 updates of several numbers: every entry, change, message and status becomes its own
 * part. Keys: `m:<wamid>` (messages and reactions have ids of their own), `s:<wamid>:<status>`, `e:`/`c:<digest>`
 * where Meta gives no id. `route` is `metadata.phone_number_id`, whatever path Meta called (A10).
 */
export function split(raw: Uint8Array): JournalPart[] {
  const text = new TextDecoder().decode(raw);
  const webhook = z.safeParse(WebhookSchema, parseJson(text));
  if (!webhook.success) return [unreadable(text)];
  const parts: JournalPart[] = [];
  for (const entry of webhook.data.entry ?? []) {
    for (const change of entry.changes ?? []) {
      if (change.field === "messages") parts.push(...splitMessages(change.value));
      else {
        const part: Part = { kind: "change", field: change.field ?? "", value: change.value };
        // News of a group name the number; what concerns the account does not.
        const route = z.safeParse(GroupsChangeSchema, change.value).data?.metadata?.phone_number_id;
        parts.push({ key: `c:${digest([entry.time, part])}`, part, route });
      }
    }
  }
  return parts;
}

function splitMessages(raw: unknown): JournalPart[] {
  const value = z.safeParse(ValueSchema, raw);
  if (!value.success) return [unreadable(JSON.stringify(raw) ?? "")];
  const { metadata, contacts = [], messages = [], statuses = [], errors = [] } = value.data;
  const route = metadata?.phone_number_id;
  return [
    ...messages.map((message): JournalPart => {
      const known = z.safeParse(MessageSchema, message);
      const contact = known.success ? contactOf(known.data, contacts) : undefined;
      const part: Part = { kind: "message", message, contact };
      return { key: known.success ? `m:${known.data.id}` : `c:${digest(part)}`, part, route };
    }),
    ...statuses.map((status): JournalPart => {
      const known = z.safeParse(StatusSchema, status);
      const part: Part = { kind: "status", status };
      return { key: known.success ? `s:${known.data.id}:${known.data.status}` : `c:${digest(part)}`, part, route };
    }),
    ...errors.map((error): JournalPart => {
      const part: Part = { kind: "error", error };
      // No id and no time: the same account error the next day would be taken for a repeat, so the day is in the key.
      return { key: `e:${digest([part, new Date().toISOString().slice(0, 10)])}`, part, route };
    }),
  ];
}

/** The contact that goes with a message: by user id, by number, or the only one there is. */
function contactOf({ from, from_user_id: userId }: WireMessage, contacts: unknown[]): unknown {
  return contacts.find((contact) => {
    const { data } = z.safeParse(ContactSchema, contact);
    return (userId !== undefined && data?.user_id === userId) || (from !== undefined && data?.wa_id === from);
  }) ?? (contacts.length === 1 ? contacts[0] : undefined);
}

function unreadable(text: string): JournalPart {
  const part: Part = { kind: "unreadable", text: text.slice(0, 10_000) };
  return { key: `c:${digest(part)}`, part };
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
