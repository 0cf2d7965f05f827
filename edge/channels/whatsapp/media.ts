import type { InboundMedia, Outbound, SendOutcome } from "@domain/inbound.ts";
import * as z from "zod/mini";
import type { ConnectionConfig, FetchedMedia, Io } from "../channel.ts";
import { failureOf, parseJson, retryMs } from "./errors.ts";
import { graph } from "./graph.ts";
import { IdAnswerSchema, MediaAnswerSchema } from "./wire.ts";

/** Meta takes nothing larger from a customer (A2). */
const MAX_BYTES = 100 * 1024 * 1024;
/** Hosts that may see our bearer besides the Graph API itself: where Meta keeps media. */
const META_HOSTS = /(^|\.)(facebook\.com|fbsbx\.com|fbcdn\.net|whatsapp\.net|whatsapp\.com)$/;

/** Meta types an upload by its file name (A10), so the name's ending always says what the bytes are. */
const EXTENSIONS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/aac": "aac",
  "audio/amr": "amr",
  "video/mp4": "mp4",
  "video/3gpp": "3gp",
};

/** Two steps: the id gives a URL that lives five minutes, the URL wants the same bearer. */
export async function fetchMedia(media: InboundMedia, connection: ConnectionConfig, io: Io): Promise<FetchedMedia> {
  const query = `?phone_number_id=${connection.public.phoneNumberId}`;
  const answer = await graph(connection, io, "GET", `${encodeURIComponent(media.providerId)}${query}`);
  if (answer.type !== "answer") return { ok: false, reason: "retry", text: answer.text };
  if (!answer.ok) return refused(answer.status, answer.body);
  const known = z.safeParse(MediaAnswerSchema, parseJson(answer.body));
  if (!known.success) return { ok: false, reason: "retry", text: "an answer without a url" };
  if ((known.data.file_size ?? 0) > MAX_BYTES) {
    return { ok: false, reason: "too_large", text: `${known.data.file_size}` };
  }
  if (!mayHaveBearer(known.data.url, io)) return { ok: false, reason: "gone", text: "media on an unknown host" };
  try {
    const response = await io.fetch(known.data.url, {
      headers: { authorization: `Bearer ${connection.secrets.accessToken ?? ""}` },
      signal: io.signal ?? null,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { ok: false, reason: response.status === 401 ? "auth" : "retry", text: `HTTP ${response.status}` };
    }
    const announced = Number(response.headers.get("content-length") ?? 0);
    if (announced > MAX_BYTES) {
      await response.body?.cancel();
      return { ok: false, reason: "too_large", text: `${announced}` };
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > MAX_BYTES) return { ok: false, reason: "too_large", text: `${bytes.length}` };
    return { ok: true, bytes, mime: bare(known.data.mime_type ?? media.mime), name: media.name };
  } catch (error) {
    return { ok: false, reason: "retry", text: error instanceof Error ? error.name : "no answer" };
  }
}

/** Uploads a file of ours. Nothing of it is seen by the customer yet, so every silence here is safe to try again. */
export async function uploadMedia(
  content: Extract<Outbound["content"], { open: unknown }>,
  connection: ConnectionConfig,
  io: Io,
): Promise<{ ok: true; id: string } | { ok: false; outcome: SendOutcome }> {
  const again = (text: string): { ok: false; outcome: SendOutcome } => ({
    ok: false,
    outcome: { type: "retry", afterMs: retryMs(io.attempt), code: "upload", text },
  });
  const mime = bare(content.mime);
  // Bare audio/ogg is refused: Meta wants the codec named (A2).
  const type = mime === "audio/ogg" ? "audio/ogg; codecs=opus" : mime;
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", type);
  form.set("file", new Blob([new Uint8Array(await content.open())], { type }), uploadName(content.name, mime));
  const answer = await graph(connection, io, "POST", `${connection.public.phoneNumberId}/media`, form);
  if (answer.type !== "answer") return again(answer.text);
  if (!answer.ok) {
    const outcome = failureOf(answer.status, answer.body, io.attempt);
    return outcome.type === "unknown" ? again(outcome.text) : { ok: false, outcome };
  }
  const id = z.safeParse(IdAnswerSchema, parseJson(answer.body)).data?.id;
  return id ? { ok: true, id } : again("an answer without a media id");
}

function uploadName(name: string, mime: string): string {
  const extension = EXTENSIONS[mime];
  if (!extension || name.toLowerCase().endsWith(`.${extension}`)) return name;
  return `${name.replace(/\.[^.]*$/, "") || "file"}.${extension}`;
}

function mayHaveBearer(url: string, io: Io): boolean {
  if (!URL.canParse(url)) return false;
  const target = new URL(url);
  if (target.origin === new URL(io.graphUrl).origin) return true;
  return target.protocol === "https:" && META_HOSTS.test(target.hostname);
}

function refused(status: number, body: string): FetchedMedia {
  const outcome = failureOf(status, body);
  if (outcome.type === "retry" || outcome.type === "unknown") return { ok: false, reason: "retry", text: outcome.text };
  if (outcome.type === "failed" && outcome.kind === "auth") return { ok: false, reason: "auth", text: outcome.text };
  return { ok: false, reason: "gone", text: outcome.type === "failed" ? outcome.text : "" };
}

function bare(mime: string): string {
  return mime.split(";")[0]!.trim().toLowerCase();
}
