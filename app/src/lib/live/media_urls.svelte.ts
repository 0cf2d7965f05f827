import type { Media } from "@domain/message.ts";
import { mediaKindOf } from "@domain/channel.ts";
import { newId } from "@domain/ids.ts";
import { SvelteMap } from "svelte/reactivity";
import { type LocalDb, STRICT } from "./local_db.ts";

export type AttachExtra = { voice?: boolean; duration?: number; waveform?: number[] };

/** Files that are only here, and the URLs under which media show. */
export class MediaUrls {
  readonly #db: LocalDb;
  readonly #urls = new SvelteMap<string, string>();

  constructor(db: LocalDb) {
    this.#db = db;
  }

  /** Files of other tabs and of earlier starts. */
  async read(): Promise<void> {
    for (const { id, blob } of await this.#db.run((db) => db.getAll("files"))) this.#put(id, blob);
  }

  of(mediaId: string): string {
    return this.#urls.get(mediaId) ?? `/media/${mediaId}`;
  }

  /** Keeps the file on disk (strict) and describes it for `message.send`. */
  async attach(file: Blob, name: string, extra: AttachExtra = {}): Promise<Media> {
    const id = newId();
    const mime = file.type.split(";")[0] || "application/octet-stream";
    const kind = mediaKindOf(mime) ?? "document";
    const size = kind === "image" ? await imageSize(file) : {};
    await this.#db.keep(async (db) => {
      const tx = db.transaction("files", "readwrite", STRICT);
      await Promise.all([tx.store.put({ id, blob: file, name, at: Date.now(), uploaded: false }), tx.done]);
    });
    this.#put(id, file);
    return { id, kind, mime, name, size: file.size, ...size, ...extra };
  }

  close(): void {
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  #put(id: string, blob: Blob): void {
    if (!this.#urls.has(id)) this.#urls.set(id, URL.createObjectURL(blob));
  }
}

/** Nothing when it is no image after all: the server types files by content. */
async function imageSize(file: Blob): Promise<{ width?: number; height?: number }> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return {};
  }
}

/** Drops what the service worker keeps of media that were looked at (sign-out). */
export async function forgetMedia(): Promise<void> {
  // Secure contexts only; elsewhere nothing was kept.
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) if (name.startsWith("media")) await caches.delete(name);
}
