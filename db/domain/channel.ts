/** Channels and what each can carry. The composer, the actions and the adapters all read this one table. */
import * as z from "zod/mini";
import type { Media, MediaKind } from "./message.ts";

export const CHANNELS = ["whatsapp", "webchat"] as const;
export const ChannelSchema = /* @__PURE__ */ z.enum(CHANNELS);
export type Channel = typeof CHANNELS[number];

export type MediaLimit = { maxBytes: number; mimes: readonly string[] };
export type Capability = {
  /** The 24 h rule holds (official WhatsApp). */
  hasWindow: boolean;
  templates: boolean;
  reactions: boolean;
  quotes: boolean;
  /** characters */
  maxText: number;
  maxCaption: number;
  /** Audio takes no caption on WhatsApp. */
  captionKinds: readonly MediaKind[];
  media: Partial<Record<MediaKind, MediaLimit>>;
  /** Customer's typing is told to us / ours to the customer. */
  typing: { in: boolean; out: boolean };
};

const MB = 1024 * 1024;
const DOCUMENTS = [
  "application/pdf",
  "text/plain",
  "text/csv",
  "application/msword",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.ms-excel",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/zip",
] as const;

export const CAPABILITIES: Record<Channel, Capability> = {
  // facts/channels.md A2 "Media limits (outgoing)" and "Field limits"
  whatsapp: {
    hasWindow: true,
    templates: true,
    reactions: true,
    quotes: true,
    maxText: 4096,
    maxCaption: 1024,
    captionKinds: ["image", "video", "document"],
    media: {
      image: { maxBytes: 5 * MB, mimes: ["image/jpeg", "image/png"] },
      audio: { maxBytes: 16 * MB, mimes: ["audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr"] },
      video: { maxBytes: 16 * MB, mimes: ["video/mp4", "video/3gpp"] },
      document: { maxBytes: 100 * MB, mimes: DOCUMENTS },
      sticker: { maxBytes: 500 * 1024, mimes: ["image/webp"] },
    },
    typing: { in: false, out: true },
  },
  webchat: {
    hasWindow: false,
    templates: false,
    reactions: false,
    quotes: true,
    maxText: 10_000,
    maxCaption: 2_000,
    captionKinds: ["image", "video", "document"],
    media: {
      image: { maxBytes: 10 * MB, mimes: ["image/jpeg", "image/png", "image/gif", "image/webp"] },
      audio: { maxBytes: 16 * MB, mimes: ["audio/ogg", "audio/mpeg", "audio/mp4", "audio/webm"] },
      video: { maxBytes: 32 * MB, mimes: ["video/mp4", "video/webm"] },
      document: { maxBytes: 32 * MB, mimes: DOCUMENTS },
    },
    typing: { in: true, out: true },
  },
};

/** CMP-04: what a sticker is, wherever it is sent: square, on nothing, small. A still one: moving ones may have 500 KB. */
export const STICKER = { mime: "image/webp", side: 512, maxBytes: 100 * 1024 };

/** May this picture go as a sticker on the channel? Elsewhere it is a picture. */
export function isSticker(
  channel: Channel,
  { mime, size, width, height }: Omit<Media, "id" | "kind" | "name">,
): boolean {
  return CAPABILITIES[channel].media.sticker !== undefined && mime === STICKER.mime && size <= STICKER.maxBytes &&
    width === STICKER.side && height === STICKER.side;
}

/** The kind under which a file of this type is sent, or undefined when no channel takes it. */
export function mediaKindOf(mime: string): MediaKind | undefined {
  if (mime === "image/webp" || mime.startsWith("image/")) return "image";
  if (mime.startsWith("audio/")) return "audio";
  if (mime.startsWith("video/")) return "video";
  return (DOCUMENTS as readonly string[]).includes(mime) ? "document" : undefined;
}

/** Where a file of this type and size may go on a channel: as itself, as a document, or why not. */
export function mediaFit(
  channel: Channel,
  mime: string,
  size: number,
): { ok: true; kind: MediaKind } | { ok: false; code: "media_type" | "media_too_large"; limit?: number } {
  const kind = mediaKindOf(mime);
  if (!kind) return { ok: false, code: "media_type" };
  const limit = CAPABILITIES[channel].media[kind];
  if (!limit || !limit.mimes.includes(mime)) return { ok: false, code: "media_type" };
  if (size > limit.maxBytes) return { ok: false, code: "media_too_large", limit: limit.maxBytes };
  return { ok: true, kind };
}
