/** What a channel may bring in, in our words and not the provider's. Adapters make these; edge/inbound turns them into facts. */
import type { Card } from "./card.ts";
import type { MediaKind, MessageKind } from "./message.ts";

export type InboundContact = {
  /** Every address the provider gave for this person, strongest first. */
  identities: { kind: "phone" | "wa_user" | "web" | "email"; value: string }[];
  profileName?: string | undefined;
};

/** A group of WhatsApp, by the provider's own name of it. */
export type InboundGroup = { providerId: string };

/** A file at the provider, still to be fetched with the channel's `media()`. */
export type InboundMedia = {
  providerId: string;
  kind: MediaKind;
  mime: string;
  name?: string | undefined;
  voice?: boolean | undefined;
  /** Already here (web chat uploads come through our own door). */
  mediaId?: string | undefined;
};

export type Inbound =
  | {
    type: "message";
    providerId: string;
    contact: InboundContact;
    /** Written in a group, by `contact`. */
    group?: InboundGroup | undefined;
    /** Provider's clock, ms. */
    at: number;
    kind: MessageKind;
    body: string;
    media?: InboundMedia | undefined;
    /** Provider id of the message it answers. */
    quoteProviderId?: string | undefined;
  }
  | {
    type: "reaction";
    providerId: string;
    contact: InboundContact;
    group?: InboundGroup | undefined;
    at: number;
    targetProviderId: string;
    /** Absent: the reaction was taken back. */
    emoji?: string | undefined;
  }
  | {
    type: "status";
    /** Our message's id when the provider echoes it, else only its own. */
    messageId?: string | undefined;
    providerId: string;
    at: number;
    status: "sent" | "delivered" | "read" | "failed";
    /** Who says so, where anybody could: it must be the one the message went to. */
    contact?: InboundContact | undefined;
    error?: { code: string; text: string; kind?: FailureKind | undefined } | undefined;
  }
  /** The user's id or number changed: move the identity, never make a second contact. */
  | { type: "identity_changed"; contact: InboundContact; previous: { kind: "phone" | "wa_user"; value: string } }
  /** A group came to be, changed its name or was deleted. */
  | { type: "group"; group: InboundGroup; name?: string | undefined; isGone: boolean }
  /** Something about the connection itself (account errors). */
  | { type: "connection"; problem: "needs_token" | "billing" | "locked"; text: string };

/** What happened with one attempt to send. `unknown`: the request may have arrived (time-out, broken answer). */
export type SendOutcome =
  | { type: "sent"; providerId: string }
  | { type: "failed"; kind: FailureKind; code: string; text: string }
  /** Safe to try again, after this many ms. */
  | { type: "retry"; afterMs: number; code: string; text: string }
  | { type: "unknown"; text: string };

export type FailureKind = "window_closed" | "auth" | "billing" | "recipient" | "content" | "template" | "ours";

/**
 * What an adapter is asked to send. Addresses as the contact has them for this connection, strongest first; a group has
 * one.
 */
export type Outbound = {
  messageId: string;
  to: { kind: "phone" | "wa_user" | "web" | "email" | "wa_group"; value: string }[];
  quoteProviderId?: string | undefined;
  content:
    | { kind: "text"; body: string }
    | { kind: "contacts"; cards: Card[] }
    | {
      kind: MediaKind;
      caption: string;
      mime: string;
      name: string;
      voice: boolean;
      size: number;
      /** The file's bytes, opened when needed. */
      open: () => Promise<Uint8Array>;
    }
    | { kind: "template"; name: string; language: string; values: string[]; variables: string[] }
    | { kind: "reaction"; targetProviderId: string; emoji: string };
};
