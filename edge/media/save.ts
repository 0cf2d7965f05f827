import { fileTypeFromBuffer } from "file-type";
import { mediaKindOf } from "@domain/channel.ts";
import { type Refusal, refuse } from "@domain/error.ts";
import type { Media } from "@domain/message.ts";
import { type Sql, withWorkspace } from "@db/tx.ts";
import { sameBytes } from "../auth/token.ts";
import { imageSize } from "./image_size.ts";
import type { MediaStore } from "./store.ts";

/** The largest file any channel carries. */
export const MAX_MEDIA_BYTES = 100 * 1024 * 1024;

/** `owner`: whose upload it is when that is no member. */
type File = { id: string; bytes: Uint8Array; name: string; createdBy: string | null; owner?: string };

/**
 * Keeps a file under an id its sender made: the same id again is the same file and changes nothing. Its type is what
 * its content says, never what its name or the browser says; HTML, SVG and other active content are refused.
 */
export async function saveMedia(
  deps: { sql: Sql; media: MediaStore },
  workspaceId: string,
  file: File,
): Promise<{ ok: true; media: Media } | Refusal> {
  if (file.bytes.length === 0) return refuse("bad_input", { field: "file", reason: "empty" });
  if (file.bytes.length > MAX_MEDIA_BYTES) {
    return refuse("media_too_large", { kind: "document", limit: MAX_MEDIA_BYTES, size: file.bytes.length });
  }
  const mime = await typeOf(file.bytes, file.name);
  const kind = mime && mediaKindOf(mime);
  if (!mime || !kind) return refuse("media_type", { mime: mime ?? "unknown" });
  const size = kind === "image" ? imageSize(file.bytes) : undefined;
  const stored = await withWorkspace(deps.sql, workspaceId, async (tx) => {
    const [row] = await tx<
      { kind: Media["kind"]; mime: string; name: string; size: number }[]
    >`select kind, mime, name, size from media where id = ${file.id} and stored_at is not null`;
    return row;
  });
  const name = cleanName(file.name) || `${kind}.${mime.split("/")[1]}`;
  const media: Media = { id: file.id, kind, mime, name, size: file.bytes.length, ...size };
  if (stored) {
    // Same bytes, or it is somebody else's file: knowing an id must not be enough to get a link to it.
    const same = stored.size === file.bytes.length &&
      sameBytes(await deps.media.read(workspaceId, file.id), file.bytes);
    return same
      ? { ok: true, media: { ...media, ...stored } }
      : refuse("bad_input", { field: "id", reason: "another file has this id" });
  }
  const [foreign] = await deps.sql`select 1 from media where id = ${file.id} and workspace_id <> ${workspaceId}`;
  if (foreign) return refuse("bad_input", { field: "id", reason: "another file has this id" });
  await deps.media.write(workspaceId, file.id, file.bytes);
  const written = await withWorkspace(deps.sql, workspaceId, async (tx) =>
    await tx`
      insert into media (id, workspace_id, kind, mime, name, size, width, height, stored_at, created_by, provider_id)
      values (${file.id}, ${workspaceId}, ${kind}, ${mime}, ${name}, ${file.bytes.length}, ${size?.width ?? null}, ${
      size?.height ?? null
    }, clock_timestamp(), ${file.createdBy}, ${file.owner ?? null})
      on conflict (id) do update set kind = excluded.kind, mime = excluded.mime, size = excluded.size, width = excluded.width, height = excluded.height, stored_at = excluded.stored_at
      where media.workspace_id = ${workspaceId}
      returning id`);
  if (written.length === 0) return refuse("bad_input", { field: "id", reason: "another file has this id" });
  return { ok: true, media };
}

/** Text has no magic number: it is text when it is UTF-8 without control characters and is not markup. */
async function typeOf(bytes: Uint8Array, name: string): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(bytes);
  if (found) return ALIASES[found.mime] ?? found.mime;
  const text = plainText(bytes);
  if (text === undefined || /^\s*(<!doctype|<html|<\?xml|<svg|<script|%!ps)/i.test(text)) return undefined;
  return name.toLowerCase().endsWith(".csv") ? "text/csv" : "text/plain";
}

const ALIASES: Record<string, string> = {
  "audio/x-m4a": "audio/mp4",
  "audio/ogg; codecs=opus": "audio/ogg",
  "application/ogg": "audio/ogg",
  "video/webm": "video/webm",
  "application/x-cfb": "application/msword",
};

function plainText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, 4096));
    // deno-lint-ignore no-control-regex
    return /[\x00-\x08\x0e-\x1f]/.test(text) ? undefined : text;
  } catch {
    // A multi-byte character may be cut at the end of the sample.
    return bytes.length > 4096 ? plainText(bytes.subarray(0, 4092)) : undefined;
  }
}

function cleanName(name: string): string {
  // deno-lint-ignore no-control-regex
  return name.replace(/[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/g, " ").trim().slice(0, 150);
}
