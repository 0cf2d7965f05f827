/** What Meta accepts as a file, and what it only finds out later. */
import { imageSize } from "@edge/media/image_size.ts";
import { GraphError } from "./errors.ts";
import type { KeptMedia } from "./state.ts";

const MB = 1024 * 1024;
const LIMITS: Record<string, number> = {
  image: 5 * MB,
  audio: 16 * MB,
  video: 16 * MB,
  application: 100 * MB,
  text: 100 * MB,
};
const EXTENSIONS: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  ogg: "audio/ogg",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  mp4: "video/mp4",
  aac: "audio/aac",
  amr: "audio/amr",
  "3gp": "video/3gpp",
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  zip: "application/zip",
};
const TYPES = new Set([...Object.values(EXTENSIONS), "audio/ogg; codecs=opus"]);

/** One upload. Refused at once: a type that is not on the list (bare audio/ogg is not), or too large. */
export function acceptUpload(type: string, file: File, bytes: Uint8Array): { mime: string } {
  if (!TYPES.has(type) || type === "audio/ogg") {
    throw new GraphError(
      100,
      `Param file must be a file with one of the following types: ${
        [...TYPES].join(", ")
      }. Received file of type '${type}'.`,
    );
  }
  const limit = type === "image/webp" ? 500 * 1024 : LIMITS[type.split("/")[0] ?? ""] ?? 100 * MB;
  if (bytes.length > limit) {
    throw new GraphError(131053, `Media file size too big. Max file size allowed is: ${limit} bytes`);
  }
  // A known trap: Meta types an upload by the name's ending, and a mismatch shows only when the message is sent.
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  const bare = type.split(";")[0]!;
  return { mime: EXTENSIONS[ending] === bare ? bare : "application/octet-stream" };
}

/** Why a message with this file would fail after it was accepted (131053), or undefined. */
export function lateFailure(kind: string, media: KeptMedia): string | undefined {
  const { bytes, mime } = media;
  const starts = (...values: number[]) => values.every((value, index) => bytes[index] === value);
  const holds = (text: string) => new TextDecoder("latin1").decode(bytes.subarray(0, 512)).includes(text);
  if (mime === "application/octet-stream") return `Unsupported ${kind} mime type application/octet-stream`;
  if (kind === "image" && !/^image\/(jpeg|png)$/.test(mime)) return `Unsupported Image mime type ${mime}`;
  if (mime === "image/jpeg" && !starts(0xff, 0xd8)) return "Image file is not a JPEG";
  if (mime === "image/png" && !starts(0x89, 0x50, 0x4e, 0x47)) return "Image file is not a PNG";
  if (kind === "audio" && !mime.startsWith("audio/")) return `Unsupported Audio mime type ${mime}`;
  if (mime === "audio/ogg" && !(holds("OggS") && holds("OpusHead"))) {
    return "Audio file uses unsupported codec; only opus in ogg";
  }
  if (kind === "video" && !/^video\/(mp4|3gpp)$/.test(mime)) return `Unsupported Video mime type ${mime}`;
  if (kind === "sticker") return stickerFailure(bytes, mime);
  return undefined;
}

/** WebP of 512 × 512; a still one has at most 100 KB, a moving one (chunk ANIM) 500. */
function stickerFailure(bytes: Uint8Array, mime: string): string | undefined {
  if (mime !== "image/webp") return `Unsupported Sticker mime type ${mime}`;
  const size = imageSize(bytes);
  if (size?.width !== 512 || size.height !== 512) return "Sticker has to be 512 x 512 pixels";
  const isMoving = new TextDecoder("latin1").decode(bytes.subarray(0, 64)).includes("ANIM");
  const limit = (isMoving ? 500 : 100) * 1024;
  return bytes.length > limit ? `Sticker file size too big. Max file size allowed is: ${limit} bytes` : undefined;
}
