import * as Y from "yjs";
import { newTicketDoc } from "@sync/doc/ticket_doc.ts";
import { decodeDown, type Down } from "@sync/wire/down.ts";
import {
  type AwarenessEntry,
  decodeFrame,
  encodeAwareness,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from "@sync/wire/frame.ts";
import { waitFor } from "../../support/waiting.ts";

/** A client of bare hands: says exactly what a test tells it to, and remembers what it hears. */
export class Peer {
  readonly doc = newTicketDoc();
  readonly downs: Down[] = [];
  readonly awareness = new Map<number, string>();
  updatesHeard = 0;
  synced = false;
  sent = 0;
  heard = () => {};
  closed: { code: number; reason: string } | undefined;
  readonly #socket: WebSocket;

  constructor(url: string, query: Record<string, string>, private readonly live = true) {
    this.#socket = new WebSocket(`${url}?${new URLSearchParams(query)}`);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => this.send(encodeStep1(Y.encodeStateVector(this.doc)));
    this.#socket.onmessage = ({ data }) => this.#hear(new Uint8Array(data));
    this.#socket.onclose = ({ code, reason }) => this.closed = { code, reason };
    if (live) this.doc.on("update", (update, origin) => origin !== this && this.update(update));
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  update(update: Uint8Array): void {
    this.sent++;
    this.send(encodeUpdate(update));
  }

  say(...entries: AwarenessEntry[]): void {
    this.send(encodeAwareness(entries));
  }

  get saved(): number {
    return this.downs.findLast((down) => down.type === "saved")?.count ?? 0;
  }

  get write(): string[] | undefined {
    return this.downs.findLast((down) => down.type === "access")?.write;
  }

  until<T>(what: string, ask: () => T | undefined | false): Promise<T> {
    return waitFor(what, () => ask() || undefined);
  }

  async ready(): Promise<this> {
    await this.until("sync", () => this.synced);
    return this;
  }

  async allSaved(): Promise<void> {
    await this.until(`${this.sent} saved`, () => this.saved === this.sent);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.#socket.close();
    await this.until("close", () => this.closed);
    this.doc.destroy();
  }

  #hear(bytes: Uint8Array<ArrayBuffer>): void {
    this.heard();
    const frame = decodeFrame(bytes);
    if (frame.type === "step1") {
      if (!this.live) return;
      this.sent++;
      this.send(encodeStep2(Y.encodeStateAsUpdate(this.doc, frame.stateVector)));
    } else if (frame.type === "update") {
      this.updatesHeard++;
      Y.applyUpdate(this.doc, frame.update, this);
      if (frame.answer) this.synced = true;
    } else if (frame.type === "awareness") {
      for (const entry of frame.entries) this.awareness.set(entry.clientId, entry.state);
    } else if (frame.type === "other") {
      const down = decodeDown(frame.code, frame.rest);
      if (down) this.downs.push(down);
    }
  }
}
