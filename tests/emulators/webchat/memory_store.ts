/** A WidgetStore in memory, for tests of the widget that need no database. The journal is real: parts pass through the adapter. */
import { newId } from "@domain/ids.ts";
import { mediaFit } from "@domain/channel.ts";
import { refuse } from "@domain/error.ts";
import type { ConnectionConfig, JournalPart } from "@edge/channels/channel.ts";
import { webchat } from "@edge/channels/webchat/webchat.ts";
import type { Visitor, WidgetConnection, WidgetMessage, WidgetSignal, WidgetStore } from "@edge/widget/store.ts";
import { fileTypeFromBuffer } from "file-type";

type Row = WidgetMessage & { visitor: string; version: number };

export class MemoryStore implements WidgetStore {
  readonly rows: Row[] = [];
  readonly journal = new Map<string, unknown>();
  readonly files = new Map<string, { bytes: Uint8Array; mime: string; name: string }>();
  readonly typingLog: { visitor: string; isTyping: boolean }[] = [];
  #version = 0;
  #listeners = new Map<string, Set<(signal: WidgetSignal) => void>>();

  constructor(readonly connections: WidgetConnection[]) {}

  connection(id: string) {
    return Promise.resolve(this.connections.find((one) => one.config.id === id));
  }

  history(_connection: ConnectionConfig, visitor: Visitor, page: { before?: string | undefined; limit: number }) {
    const all = this.#of(visitor);
    const end = page.before ? all.findIndex((row) => row.id === page.before) : all.length;
    const start = Math.max(0, end - page.limit);
    return Promise.resolve({ messages: all.slice(start, end), hasOlder: start > 0, cursor: `${this.#version}` });
  }

  changes(_connection: ConnectionConfig, visitor: Visitor, cursor: string) {
    const messages = this.#of(visitor).filter((row) => row.version > Number(cursor));
    return Promise.resolve({ messages, cursor: `${this.#version}` });
  }

  subscribe(_connection: ConnectionConfig, visitor: Visitor, onSignal: (signal: WidgetSignal) => void) {
    const key = keyOf(visitor);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(onSignal));
    return () => void listeners.delete(onSignal);
  }

  accept(connection: ConnectionConfig, parts: JournalPart[]) {
    for (const { key, part } of parts) {
      if (this.journal.has(key)) continue;
      this.journal.set(key, part);
      for (const inbound of webchat.receive(part, connection)) {
        if (inbound.type === "status") {
          const row = this.rows.find((one) => one.id === inbound.messageId);
          if (row && row.status !== "read" && inbound.status !== "sent") this.#put({ ...row, status: inbound.status });
        }
        if (inbound.type !== "message") continue;
        const file = inbound.media && this.files.get(inbound.media.providerId);
        this.#put({
          id: inbound.providerId,
          visitor: inbound.contact.identities.findLast((one) => one.kind === "web")?.value ?? "",
          from: "visitor",
          kind: inbound.kind,
          body: inbound.body,
          status: "delivered",
          at: inbound.at,
          version: 0,
          ...(inbound.media && file ? { media: mediaOf(inbound.media.providerId, inbound.media.kind, file) } : {}),
        });
      }
    }
    return Promise.resolve();
  }

  typing(_connection: ConnectionConfig, visitor: Visitor, isTyping: boolean) {
    this.typingLog.push({ visitor: keyOf(visitor), isTyping });
    return Promise.resolve();
  }

  async putMedia(
    _connection: ConnectionConfig,
    _visitor: Visitor,
    id: string,
    file: { name: string; bytes: Uint8Array },
  ) {
    const mime = (await fileTypeFromBuffer(file.bytes))?.mime ?? "text/plain";
    const fit = mediaFit("webchat", mime, file.bytes.length);
    if (!fit.ok) return refuse(fit.code, { mime });
    this.files.set(id, { ...file, mime });
    const media = { id, kind: fit.kind, mime, name: file.name, size: file.bytes.length };
    return { ok: true as const, media, url: `/media/${id}` };
  }

  /** The team writes to a visitor. */
  write(visitor: string, message: Partial<WidgetMessage> & { body: string }): string {
    const id = newId();
    this.#put({ id, visitor, from: "team", kind: "text", status: "sent", at: Date.now(), version: 0, ...message });
    return id;
  }

  /** The team saw everything this visitor wrote. */
  readAll(visitor: string): void {
    for (const row of this.rows) {
      if (row.visitor === visitor && row.from === "visitor") this.#put({ ...row, status: "read" });
    }
  }

  signal(visitor: string, signal: WidgetSignal): void {
    for (const listener of this.#listeners.get(visitor) ?? []) listener(signal);
  }

  #put(row: Row): void {
    const index = this.rows.findIndex((one) => one.id === row.id);
    const next = { ...row, version: ++this.#version };
    if (index < 0) this.rows.push(next);
    else this.rows[index] = next;
    this.signal(row.visitor, { type: "changed" });
  }

  #of(visitor: Visitor): Row[] {
    return this.rows.filter((row) => row.visitor === keyOf(visitor))
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }
}

/** The browser's own address: the last one. */
export function keyOf(visitor: Visitor): string {
  return visitor.ids.at(-1) ?? "";
}

function mediaOf(
  id: string,
  kind: NonNullable<WidgetMessage["media"]>["kind"],
  file: { bytes: Uint8Array; mime: string; name: string },
) {
  return { url: `/media/${id}`, kind, mime: file.mime, name: file.name, size: file.bytes.length };
}
