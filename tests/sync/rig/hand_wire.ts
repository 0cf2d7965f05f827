import * as Y from "yjs";
import { newTicketDoc } from "@sync/doc/ticket_doc.ts";
import type { Rooms } from "@sync/server/rooms.ts";
import type { Session } from "@sync/server/session.ts";
import { decodeDown, type Down } from "@sync/wire/down.ts";
import { decodeFrame, encodeStep1, encodeStep2, encodeUpdate } from "@sync/wire/frame.ts";

/** A connection of two queues: nothing arrives unless a test delivers it, and what is under way when it drops is lost. */
class Line {
  readonly up: Uint8Array<ArrayBuffer>[] = [];
  readonly down: Uint8Array<ArrayBuffer>[] = [];
  open = true;
  session: Session | undefined;

  get unread(): number {
    return this.down.reduce((sum, frame) => sum + frame.byteLength, 0);
  }
}

/** A client that speaks plain y-websocket over a line driven by hand. */
export class HandClient {
  readonly doc = newTicketDoc();
  readonly downs: Down[] = [];
  /** The states it was told, by client id. */
  readonly presence = new Map<number, string>();
  closedWith: number | undefined;
  /** Told of so many states at once. */
  onPresence: (states: number) => void = () => {};
  /** Frames with content it was given: their sizes, and whether it has the whole with them. */
  readonly content: { bytes: number; isWhole: boolean }[] = [];
  /** Frames it got rid of. */
  delivered = 0;
  /** How often the server asked what is unread here. */
  looks = 0;
  #line: Line | undefined;

  constructor(
    private readonly ref: { kind: "ticket"; id: string },
    private readonly member: string,
    private readonly workspaceId: string,
  ) {
    this.doc.on("update", (update, origin) => {
      if (origin !== this) this.#line?.up.push(encodeUpdate(update));
    });
  }

  get connected(): boolean {
    return this.#line !== undefined;
  }

  get unread(): number {
    return this.#line?.unread ?? 0;
  }

  connect(rooms: Rooms): void {
    const line = new Line();
    this.#line = line;
    const looked = () => this.looks++;
    const socket = {
      send: (bytes: Uint8Array<ArrayBuffer>) => void (line.open && line.down.push(bytes)),
      close: (code: number) => {
        if (!line.open) return;
        line.open = false;
        this.closedWith = code;
        if (this.#line === line) this.#line = undefined;
      },
      get bufferedAmount() {
        looked();
        return line.unread;
      },
    };
    const authorize = () =>
      Promise.resolve({
        ok: true as const,
        workspaceId: this.workspaceId,
        hangsOn: "",
        write: ["fields", "tags", "note", "draft", "meta"],
      });
    line.session = rooms.connect(this.ref, socket, { id: this.member, name: "", colour: 1 }, authorize);
    this.rooms = rooms;
    line.up.push(encodeStep1(Y.encodeStateVector(this.doc)));
  }

  rooms: Rooms | undefined;

  /** A frame by hand. */
  push(bytes: Uint8Array<ArrayBuffer>): void {
    this.#line?.up.push(bytes);
  }

  /** The line breaks; the server notices. */
  drop(): void {
    const line = this.#line;
    this.#line = undefined;
    if (!line) return;
    line.open = false;
    this.rooms!.gone(line.session!);
  }

  deliverUp(count = Infinity): void {
    const line = this.#line;
    for (let n = 0; n < count && line?.open && line.up.length > 0; n++) {
      this.delivered++;
      this.rooms!.receive(line.session!, line.up.shift()!);
    }
  }

  deliverDown(count = Infinity): void {
    const line = this.#line;
    for (let n = 0; n < count && line && line.down.length > 0; n++) this.#hear(line, line.down.shift()!);
  }

  #hear(line: Line, bytes: Uint8Array<ArrayBuffer>): void {
    const frame = decodeFrame(bytes);
    if (frame.type === "step1") line.up.push(encodeStep2(Y.encodeStateAsUpdate(this.doc, frame.stateVector)));
    else if (frame.type === "update") {
      this.content.push({ bytes: bytes.byteLength, isWhole: frame.answer });
      Y.applyUpdate(this.doc, frame.update, this);
    } else if (frame.type === "awareness") {
      this.onPresence(frame.entries.length);
      for (const { clientId, state } of frame.entries) this.presence.set(clientId, state);
    } else if (frame.type === "other") {
      const down = decodeDown(frame.code, frame.rest);
      if (down) this.downs.push(down);
    }
  }
}
