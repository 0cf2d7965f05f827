/** Takes files to the server, one after another, telling how far each is. */
import type { ErrorCode, ErrorParams } from "@domain/error.ts";
import { type LocalDb, type LocalFile, STRICT } from "../local_db.ts";
import { Backoff } from "./backoff.ts";

export type UploadHooks = {
  /** What actions wait for now. A file is on disk before its action is: what is not there lies at the server already. */
  awaited: () => string[];
  onProgress: (mediaId: string) => void;
  onUploaded: (mediaId: string) => void;
  /** The server will not take it: its messages need their author. */
  onRefused: (mediaId: string, code: ErrorCode, params: ErrorParams) => void;
};
type Outcome = { kind: "done" } | { kind: "again" } | { kind: "cancelled" } | {
  kind: "refused";
  code: ErrorCode;
  params: ErrorParams;
};

export class Uploads {
  readonly #db: LocalDb;
  readonly #hooks: UploadHooks;
  readonly #backoff = new Backoff();
  readonly #stopped = new AbortController();
  readonly #progress = new Map<string, number>();
  readonly #uploaded = new Set<string>();
  readonly #cancelled = new Set<string>();
  readonly #refused = new Map<string, { code: ErrorCode; params: ErrorParams }>();
  #current: { id: string; request: XMLHttpRequest } | undefined;
  #running = false;
  #again = false;

  constructor(db: LocalDb, hooks: UploadHooks) {
    this.#db = db;
    this.#hooks = hooks;
  }

  isUploaded(mediaId: string): boolean {
    return this.#uploaded.has(mediaId);
  }

  refusalOf(mediaId: string): { code: ErrorCode; params: ErrorParams } | undefined {
    return this.#refused.get(mediaId);
  }

  /** 0–1 while it goes up. */
  progressOf(mediaId: string): number | undefined {
    return this.#uploaded.has(mediaId) ? undefined : this.#progress.get(mediaId);
  }

  kick(): void {
    this.#again = true;
    this.#backoff.wake();
    if (!this.#running && !this.#stopped.signal.aborted) void this.#run();
  }

  async cancel(mediaId: string): Promise<void> {
    this.#cancelled.add(mediaId);
    await this.#db.run((db) => db.delete("files", mediaId));
    if (this.#current?.id === mediaId) this.#current.request.abort();
  }

  stop(): void {
    this.#stopped.abort();
    this.#current?.request.abort();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#again && !this.#stopped.signal.aborted) {
        this.#again = false;
        const awaited = this.#hooks.awaited();
        const here = await this.#db.run((db) => db.getAllKeys("files"));
        for (const id of awaited) {
          if (!here.includes(id) && !this.#cancelled.has(id)) this.#isThere(id);
        }
        for (const id of here) {
          if (this.#uploaded.has(id) || this.#refused.has(id)) continue;
          const file = await this.#db.run((db) => db.get("files", id));
          if (file) await this.#take(file);
        }
      }
    } catch (cause) {
      console.error("uploads: the files on disk could not be read", cause);
    } finally {
      this.#running = false;
    }
  }

  #isThere(mediaId: string): void {
    if (this.#uploaded.has(mediaId)) return;
    this.#uploaded.add(mediaId);
    this.#hooks.onUploaded(mediaId);
  }

  async #take(file: LocalFile): Promise<void> {
    if (file.uploaded) return this.#isThere(file.id);
    const outcome = await this.#put(file);
    this.#progress.delete(file.id);
    if (outcome.kind === "done") {
      this.#backoff.reset();
      this.#uploaded.add(file.id);
      await this.#db.run(async (db) => {
        const tx = db.transaction("files", "readwrite", STRICT);
        // Not put back when it was cancelled meanwhile.
        if (await tx.store.get(file.id)) await tx.store.put({ ...file, uploaded: true });
        await tx.done;
      });
      this.#hooks.onUploaded(file.id);
    } else if (outcome.kind === "refused") {
      this.#refused.set(file.id, { code: outcome.code, params: outcome.params });
      this.#hooks.onRefused(file.id, outcome.code, outcome.params);
    } else if (outcome.kind === "again") {
      this.#again = true;
      await this.#backoff.wait(this.#stopped.signal);
    }
  }

  /** XMLHttpRequest because fetch does not tell how much has gone. */
  #put(file: LocalFile): Promise<Outcome> {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      this.#current = { id: file.id, request };
      request.open("PUT", `/api/media/${file.id}?${new URLSearchParams({ name: file.name })}`);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = ({ loaded, total }) => {
        this.#progress.set(file.id, total > 0 ? loaded / total : 0);
        this.#hooks.onProgress(file.id);
      };
      request.onload = () => resolve(outcomeOf(request));
      request.onerror = () => resolve({ kind: "again" });
      request.onabort = () => resolve({ kind: "cancelled" });
      request.send(file.blob);
    });
  }
}

function outcomeOf({ status, responseText }: XMLHttpRequest): Outcome {
  if (status >= 200 && status < 300) return { kind: "done" };
  // Signed out, too many, or the server's own trouble: later.
  if (status === 401 || status === 408 || status === 429 || status >= 500) return { kind: "again" };
  try {
    const { code, params }: { code?: ErrorCode; params?: ErrorParams } = JSON.parse(responseText);
    return { kind: "refused", code: code ?? "media_missing", params: params ?? {} };
  } catch {
    return { kind: "refused", code: status === 413 ? "media_too_large" : "media_missing", params: {} };
  }
}
