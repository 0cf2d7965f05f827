import { IdSchema } from "@domain/id_schema.ts";
import type { Inbound, InboundContact, InboundMedia } from "@domain/inbound.ts";
import type { MediaKind, MessageKind } from "@domain/message.ts";
import * as z from "zod/mini";
import { kindOf, problemOf } from "./errors.ts";
import {
  ContactSchema,
  ErrorSchema,
  GroupsChangeSchema,
  MessageSchema,
  PartSchema,
  StatusSchema,
  type WireContact,
  type WireMessage,
} from "./wire.ts";

const GROUP_FIELDS = ["group_lifecycle_update", "group_settings_update"];

/** One part of the journal in our words; what Meta may invent tomorrow becomes an `unsupported` message, never an error. */
export function receive(part: unknown): Inbound[] {
  const known = z.safeParse(PartSchema, part);
  if (!known.success) return [];
  switch (known.data.kind) {
    case "message": {
      const message = z.safeParse(MessageSchema, known.data.message);
      const contact = z.safeParse(ContactSchema, known.data.contact);
      return message.success ? receiveMessage(message.data, contact.data) : [];
    }
    case "status":
      return receiveStatus(known.data.status);
    case "error": {
      const error = z.safeParse(ErrorSchema, known.data.error);
      const problem = error.success ? problemOf(`${error.data.code}`) : undefined;
      if (!error.success || !problem) return [];
      return [{ type: "connection", problem, text: error.data.error_data?.details ?? error.data.message ?? "" }];
    }
    case "change":
      return receiveChange(known.data.field, known.data.value);
    case "unreadable":
      return [];
  }
}

function receiveMessage(message: WireMessage, sender: WireContact | undefined): Inbound[] {
  const contact = contactOf(message, sender);
  const at = timeOf(message.timestamp);
  const group = message.group_id ? { group: { providerId: message.group_id } } : {};
  if (message.type === "system") return receiveSystem(message, contact);
  if (contact.identities.length === 0) return [];
  if (message.type === "reaction") {
    const target = message.reaction?.message_id;
    if (!target) return [];
    // No emoji: the reaction was taken back. Older numbers send it empty.
    const emoji = message.reaction?.emoji || undefined;
    return [{ type: "reaction", providerId: message.id, contact, ...group, at, targetProviderId: target, emoji }];
  }
  return [{
    type: "message",
    providerId: message.id,
    contact,
    ...group,
    at,
    ...contentOf(message),
    quoteProviderId: message.context?.id,
  }];
}

type Content = { kind: MessageKind; body: string; media?: InboundMedia | undefined };

function contentOf(message: WireMessage): Content {
  const unsupported: Content = { kind: "unsupported", body: "" };
  switch (message.type) {
    case "text":
      return { kind: "text", body: message.text?.body ?? "" };
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return mediaOf(message.type, message[message.type]) ?? unsupported;
    case "location": {
      const place = message.location;
      if (place?.latitude === undefined || place.longitude === undefined) return unsupported;
      // Lines: name, address, link. The last one is always there.
      const link = `https://www.google.com/maps?q=${place.latitude},${place.longitude}`;
      return { kind: "location", body: [place.name, place.address, link].filter(Boolean).join("\n") };
    }
    case "contacts":
      return { kind: "contacts", body: (message.contacts ?? []).map(cardOf).join("\n") };
    case "button":
      return { kind: "text", body: message.button?.text ?? "" };
    case "interactive": {
      const { button_reply: button, list_reply: row, nfm_reply: flow } = message.interactive ?? {};
      const body = button?.title ?? row?.title ?? flow?.body;
      return body === undefined ? unsupported : { kind: "text", body };
    }
    default:
      return unsupported;
  }
}

function mediaOf(kind: MediaKind, media: WireMessage["image"]): Content | undefined {
  if (!media?.id) return undefined;
  return {
    kind,
    body: media.caption ?? "",
    media: {
      providerId: media.id,
      kind,
      mime: (media.mime_type ?? "application/octet-stream").split(";")[0]!.trim(),
      name: media.filename,
      voice: media.voice,
    },
  };
}

/** One line a card: name, then every number and address. */
function cardOf(card: NonNullable<WireMessage["contacts"]>[number]): string {
  const phones = (card.phones ?? []).map((phone) => phone.phone ?? (phone.wa_id ? `+${phone.wa_id}` : ""));
  const emails = (card.emails ?? []).map((email) => email.email ?? "");
  const name = card.name?.formatted_name ?? card.name?.first_name ?? "";
  return [name, ...phones, ...emails].filter(Boolean).join(" · ");
}

/** `user_changed_number` and `user_changed_user_id`: the identity moves, the person stays. Other notices say nothing to us. */
function receiveSystem(message: WireMessage, contact: InboundContact): Inbound[] {
  const system = message.system;
  const identities: InboundContact["identities"] = [];
  const userId = system?.user_id ?? message.from_user_id;
  const number = system?.wa_id ?? system?.new_wa_id;
  if (userId) identities.push({ kind: "wa_user", value: userId });
  if (number) identities.push({ kind: "phone", value: `+${number}` });
  if (identities.length === 0) return [];
  const moved: InboundContact = { identities, profileName: contact.profileName };
  const changes: Inbound[] = [];
  const previousUser = system?.previous_user_id ?? message.from_user_id;
  if (userId && previousUser && previousUser !== userId) {
    changes.push({ type: "identity_changed", contact: moved, previous: { kind: "wa_user", value: previousUser } });
  }
  // We may know this person by number only, so the number is moved by itself too.
  if (number && message.from && message.from !== number) {
    changes.push({ type: "identity_changed", contact: moved, previous: { kind: "phone", value: `+${message.from}` } });
  }
  return changes;
}

function receiveStatus(raw: unknown): Inbound[] {
  const known = z.safeParse(StatusSchema, raw);
  if (!known.success) return [];
  const { id, status: word, timestamp, biz_opaque_callback_data: echo, errors } = known.data;
  // `played` (voice notes) says more than `read`, and we have no more to show.
  const status = word === "played" ? "read" : word;
  if (status !== "sent" && status !== "delivered" && status !== "read" && status !== "failed") return [];
  const error = errors?.[0];
  const messageId = echo !== undefined && z.safeParse(IdSchema, echo).success ? echo : undefined;
  return [{
    type: "status",
    messageId,
    providerId: id,
    at: timeOf(timestamp),
    status,
    error: status === "failed"
      ? {
        code: `${error?.code ?? 0}`,
        text: error?.error_data?.details ?? error?.message ?? error?.title ?? "",
        kind: kindOf(`${error?.code ?? 0}`),
      }
      : undefined,
  }];
}

/**
 * Account-level news that stops a connection, and what becomes of groups; everything else (quality, names, template
 * states) is read on demand.
 */
function receiveChange(field: string, raw: unknown): Inbound[] {
  if (GROUP_FIELDS.includes(field)) return receiveGroups(raw);
  if (field !== "account_update") return [];
  const value = z.safeParse(z.looseObject({ event: z.string() }), raw);
  const stops = ["DISABLED_UPDATE", "ACCOUNT_RESTRICTION", "ACCOUNT_DELETED", "PARTNER_REMOVED"];
  if (!value.success || !stops.includes(value.data.event)) return [];
  return [{ type: "connection", problem: "locked", text: value.data.event }];
}

/** What failed changed nothing. Who joins and leaves is not kept: the thread knows who writes. */
function receiveGroups(raw: unknown): Inbound[] {
  const value = z.safeParse(GroupsChangeSchema, raw);
  return (value.data?.groups ?? []).flatMap(({ group_id, type, subject, group_subject, errors }): Inbound[] => {
    if (!group_id || errors?.length || group_subject?.update_successful === false) return [];
    const name = subject ?? group_subject?.text;
    const isGone = type === "group_delete";
    if (!isGone && type !== "group_create" && name === undefined) return [];
    return [{ type: "group", group: { providerId: group_id }, name, isGone }];
  });
}

/** Strongest first: the business-scoped id is always there, the number only when Meta may share it. */
function contactOf(message: WireMessage, sender: WireContact | undefined): InboundContact {
  const userId = message.from_user_id ?? sender?.user_id;
  const number = message.from ?? sender?.wa_id;
  const identities: InboundContact["identities"] = [];
  if (userId) identities.push({ kind: "wa_user", value: userId });
  if (number && /^\d{5,20}$/.test(number)) identities.push({ kind: "phone", value: `+${number}` });
  return { identities, profileName: sender?.profile?.name ?? sender?.profile?.username };
}

/** Meta's clock in ms. The window counts from it, because a webhook may arrive hours late. */
function timeOf(timestamp: string | undefined): number {
  const seconds = Number(timestamp);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : Date.now();
}
