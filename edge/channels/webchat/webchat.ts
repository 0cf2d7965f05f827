import type { Inbound, InboundContact } from "@domain/inbound.ts";
import * as z from "zod/mini";
import type { Channel, JournalPart } from "../channel.ts";
import { parseSettings } from "./settings.ts";
import { authentic } from "./verify.ts";
import { EventSchema, type Part, PartSchema, type Visitor, WebhookSchema } from "./wire.ts";

/**
 * The chat on a customer's site. Its transport is our own server: edge/widget puts what visitors write into the journal,
 * and a message of ours counts as sent once it is stored, since the visitor's stream reads it from there. Delivered and
 * read come from the visitor's browser. The provider's id of our message is our own.
 */
export const webchat: Channel = {
  settings: { parse: parseSettings },
  authentic,
  split,
  receive,
  async send(outbound) {
    const { kind } = outbound.content;
    if (!outbound.to.some((address) => address.kind === "web")) {
      return { type: "failed", kind: "recipient", code: "no_address", text: "no visitor" };
    }
    if (kind === "template" || kind === "reaction") {
      return { type: "failed", kind: "content", code: "not_supported", text: kind };
    }
    return { type: "sent", providerId: outbound.messageId };
  },
  async media() {
    return { ok: false, reason: "gone", text: "a visitor's file comes through our own door" };
  },
  async check(connection, io) {
    const count = (connection.public.origins ?? "").split(" ").filter(Boolean).length;
    const sites = io.language === "en"
      ? (count === 1 ? "1 site may open the chat" : `${count} sites may open the chat`)
      : (count === 1 ? "1 site pode abrir o chat" : `${count} sites podem abrir o chat`);
    return { steps: [{ name: "origins", ok: count > 0, ms: 0, text: sites }] };
  },
  problem: () => undefined,
};

function split(raw: Uint8Array): JournalPart[] {
  const body = z.safeParse(WebhookSchema, parseJson(raw));
  if (!body.success) return [];
  return body.data.events.flatMap((event) => journalPart(body.data.visitor, event));
}

/** An event of a visitor under its key, or nothing when it cannot be told from another. */
export function journalPart(visitor: Visitor, raw: unknown): JournalPart[] {
  const part: Part = { visitor, event: raw };
  const event = z.safeParse(EventSchema, raw);
  if (event.success && event.data.type !== "message") {
    return [{ key: `s:${event.data.messageId}:${event.data.type}`, part }];
  }
  // The visitor is part of a message's key: an id copied by someone else must not shadow the first one.
  const named = z.safeParse(z.looseObject({ id: z.string().check(z.maxLength(64)) }), raw);
  return named.success ? [{ key: `m:${visitor.ids.at(-1)}:${named.data.id}`, part }] : [];
}

function receive(raw: unknown): Inbound[] {
  const part = z.safeParse(PartSchema, raw);
  if (!part.success) return [];
  const contact = contactOf(part.data.visitor);
  const known = z.safeParse(EventSchema, part.data.event);
  if (!known.success) return unsupported(part.data, contact);
  const event = known.data;
  if (event.type !== "message") {
    return [{
      type: "status",
      messageId: event.messageId,
      providerId: event.messageId,
      at: event.at,
      status: event.type,
      contact,
    }];
  }
  const { media } = event;
  return [{
    type: "message",
    providerId: event.id,
    contact,
    at: event.at,
    kind: media?.kind ?? "text",
    body: event.text,
    media: media && { providerId: media.id, mediaId: media.id, kind: media.kind, mime: media.mime, name: media.name },
    quoteProviderId: event.quoteId,
  }];
}

/** A newer widget may write kinds this server does not know; the team still sees that something came. */
function unsupported(part: Part, contact: InboundContact): Inbound[] {
  const event = z.safeParse(z.looseObject({ id: z.string(), at: z.number() }), part.event);
  if (!event.success) return [];
  return [{
    type: "message",
    providerId: event.data.id,
    contact,
    at: event.data.at,
    kind: "unsupported",
    body: "",
  }];
}

function contactOf(visitor: Visitor): InboundContact {
  const identities: InboundContact["identities"] = visitor.ids.map((value) => ({ kind: "web", value }));
  // The site's HMAC covers the id alone: an e-mail is believed only when it is that id.
  const email = visitor.ids.find((value) => value.startsWith("user:") && value.includes("@"))?.slice("user:".length);
  if (email) identities.push({ kind: "email", value: email.toLowerCase() });
  return { identities, profileName: visitor.name };
}

function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    return undefined;
  }
}
