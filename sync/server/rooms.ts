import { docKey, type DocRef } from "../doc/kinds.ts";
import { CLOSE } from "../wire/close_code.ts";
import { decodeFrame } from "../wire/frame.ts";
import { type BusMessage, decodeBusMessage, docSubject, encodeBusMessage } from "./bus_message.ts";
import type { DocBus } from "./doc_bus.ts";
import type { DocStore } from "./doc_store.ts";
import { fold } from "./fold.ts";
import { FollowedRows } from "./followed_rows.ts";
import { GroupCommit } from "./group_commit.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { LargeAnswers } from "./large_answers.ts";
import { Members } from "./members.ts";
import type { DocSocket } from "./outlet.ts";
import { Room } from "./room.ts";
import { SavedPass } from "./saved_pass.ts";
import { buildCopy } from "./stored_copy.ts";
import { type Authorization, type Authorize, Session, type SessionMember } from "./session.ts";

export type RoomsDeps = {
  store: DocStore;
  bus: DocBus;
  limits?: Partial<Limits>;
  /** Folds a document's log (fold.ts), where that disturbs nobody. Here and now when left out. */
  fold?: (ref: DocRef) => Promise<void>;
  /** Told of what must not happen: a store that fails. */
  onError?: (error: unknown, ref: DocRef) => void;
  now?: () => number;
};

/** Which session a recheck is about. */
export type SessionInfo = { ref: DocRef; workspaceId: string; memberId: string; hangsOn: string };

type Opened = { ref: DocRef; room: Promise<Room | "not_found">; live: Room | undefined; unsubscribe: () => void };

/** All documents open on this node (SPEC.md R1). */
export class Rooms {
  readonly node = crypto.randomUUID();
  readonly #opened = new Map<string, Opened>();
  readonly #opening = new Set<Session>();
  readonly limits: Limits;
  readonly #members: Members;
  readonly #large: LargeAnswers;
  readonly #now: () => number;
  readonly #commit: GroupCommit;
  readonly #saved: SavedPass;
  readonly #followed: FollowedRows;
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #closing = false;
  /** So that one that comes in while a session opens is not missed by it. */
  #rechecks = 0;

  constructor(private readonly deps: RoomsDeps) {
    this.limits = { ...LIMITS, ...deps.limits };
    this.#now = deps.now ?? Date.now;
    this.#members = new Members(this.limits);
    this.#large = new LargeAnswers(this.limits, this.#now);
    this.#commit = new GroupCommit(deps.store);
    this.#saved = new SavedPass(this.limits.savedMs);
    this.#followed = new FollowedRows(deps.store, this.limits.followMs);
    this.#timers.push(setInterval(() => this.#poll(), this.limits.pollMs));
    this.#timers.push(setInterval(() => void this.#lookAtHeads(), this.limits.headsMs));
    for (const timer of this.#timers) Deno.unrefTimer(timer);
  }

  /** A connection to a document. Feed it with `receive`, and tell it with `gone` that the socket closed. */
  connect(ref: DocRef, socket: DocSocket, member: SessionMember, authorize: Authorize): Session {
    const now = this.#now();
    const account = this.#members.of(member.id, now);
    const session = new Session(socket, member, authorize, this.limits, this.#saved, account, now);
    if (!account.entered(now)) session.close(CLOSE.tooMany, "too many connections of this member");
    else if (this.#closing) session.close(CLOSE.unavailable, "going down");
    else void this.#enter(ref, session);
    return session;
  }

  receive(session: Session, bytes: Uint8Array<ArrayBuffer>): void {
    const { state } = session;
    if (state.type === "closed") return;
    if (bytes.byteLength > this.limits.frameBytes) return session.close(CLOSE.tooLarge, "frame too large");
    const now = this.#now();
    if (!session.mayReceive(bytes.byteLength, now)) return session.close(CLOSE.tooMany, "too many frames");
    if (state.type === "live") return this.#handle(session, state.room, bytes);
    state.bytes += bytes.byteLength;
    state.frames.push(bytes);
    if (state.bytes > this.limits.openingBytes || state.frames.length > this.limits.openingFrames) {
      session.close(CLOSE.tooMany, "too much before the document was open");
    }
  }

  gone(session: Session): void {
    session.close(1000, "");
  }

  /** Asks again what these sessions may do; whoever may not read is put out. [S3] */
  recheck(concerns: (session: SessionInfo) => boolean): void {
    this.#rechecks++;
    for (const { live: room } of this.#opened.values()) {
      if (!room) continue;
      for (const session of room.sessions) {
        if (session.state.type !== "live") continue;
        const { ref, workspaceId } = room;
        const info = { ref, workspaceId, memberId: session.member.id, hangsOn: session.state.hangsOn };
        if (concerns(info)) void this.#recheck(session, room);
      }
    }
  }

  get size(): number {
    return this.#opened.size;
  }

  /** Everybody is sent away to come back elsewhere, and what was accepted is stored. [R9] */
  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const session of this.#opening) session.close(CLOSE.unavailable, "going down");
    for (const { live } of this.#opened.values()) {
      for (const session of live?.sessions ?? []) session.close(CLOSE.unavailable, "going down");
    }
    await this.#commit.settled();
    await this.#followed.settled();
    this.#saved.stop();
    this.#large.stop();
    for (const key of [...this.#opened.keys()]) this.#forget(key);
  }

  async #enter(ref: DocRef, session: Session): Promise<void> {
    this.#opening.add(session);
    const deadline = setTimeout(() => session.close(CLOSE.unavailable, "took too long"), this.limits.openingMs);
    try {
      let rechecks = this.#rechecks;
      let may = await session.authorize();
      if (!may.ok) return session.close(may.code, "");
      const room = await this.#open(ref);
      while (rechecks !== this.#rechecks) {
        rechecks = this.#rechecks;
        may = await session.authorize();
        if (!may.ok) return session.close(may.code, "");
      }
      if (session.state.type !== "opening") return;
      if (room === "not_found" || room.workspaceId !== may.workspaceId) return session.close(CLOSE.notFound, "");
      if (room.sessions.size >= this.limits.roomSessions) return session.close(CLOSE.tooMany, "the document is full");
      const { frames } = session.state;
      session.state = { type: "live", room, hangsOn: may.hangsOn, write: new Set(), joined: false };
      session.setAccess(may.write);
      room.enter(session);
      for (const bytes of frames) this.#handle(session, room, bytes);
    } catch (error) {
      this.deps.onError?.(error, ref);
      session.close(CLOSE.unavailable, "cannot open");
    } finally {
      clearTimeout(deadline);
      this.#opening.delete(session);
    }
  }

  #handle(session: Session, room: Room, bytes: Uint8Array<ArrayBuffer>): void {
    if (session.state.type !== "live") return;
    let frame;
    try {
      frame = decodeFrame(bytes);
    } catch {
      return session.close(CLOSE.badFrame, "malformed frame");
    }
    const isAsking = frame.type === "step1" || frame.type === "queryAwareness";
    if (isAsking && !session.asks.take(1, this.#now())) return session.close(CLOSE.tooMany, "asks too often");
    switch (frame.type) {
      case "step1":
        return room.join(session, frame.stateVector);
      case "update":
        return room.update(session, frame.update);
      case "awareness":
        return room.awareness.hear(session, frame.entries, this.#now());
      case "queryAwareness":
        return room.awareness.sendAll(session);
      case "other":
        // A newer client's message: passed over, as y-websocket does.
        return;
    }
  }

  /** Single flight: a hundred who come at once cause one load. [R3] */
  #open(ref: DocRef): Promise<Room | "not_found"> {
    const key = docKey(ref);
    const known = this.#opened.get(key);
    if (known) return known.room;
    const opened: Opened = { ref, room: this.#load(ref), live: undefined, unsubscribe: () => {} };
    this.#opened.set(key, opened);
    opened.room.then((room) => {
      if (room === "not_found") this.#forget(key);
    }, () => this.#forget(key));
    return opened.room;
  }

  async #load(ref: DocRef): Promise<Room | "not_found"> {
    const key = docKey(ref);
    // Heard from now on, loaded after: nothing can fall between the two.
    const early: BusMessage[] = [];
    const unsubscribe = await this.deps.bus.subscribe(docSubject(ref), (data) => {
      const message = decodeBusMessage(data);
      const open = this.#opened.get(key)?.live;
      if (open) open.hear(message);
      else early.push(message);
    });
    const opened = this.#opened.get(key)!;
    opened.unsubscribe = unsubscribe;
    const stored = await this.deps.store.load(ref);
    if (stored === "not_found") return stored;
    const copy = await buildCopy(ref, stored, this.limits.largeBytes);
    const room = new Room(ref, stored, copy, {
      store: this.deps.store,
      fold: this.deps.fold ?? ((folded) => fold(this.deps.store, folded)),
      limits: this.limits,
      large: this.#large,
      node: this.node,
      now: this.#now,
      publish: (message) => this.deps.bus.publish(docSubject(ref), encodeBusMessage(message)),
      dirty: (dirty) => this.#commit.mark(dirty),
      behind: (behind) => this.#followed.mark(behind),
      failed: (failed, error) => this.#fail(failed, error),
    });
    opened.live = room;
    for (const message of early) room.hear(message);
    this.deps.bus.publish(docSubject(ref), encodeBusMessage({ type: "who", node: this.node }));
    return room;
  }

  #fail(room: Room, error: unknown): void {
    this.deps.onError?.(error, room.ref);
    for (const session of [...room.sessions]) session.close(CLOSE.unavailable, "cannot store");
    this.#forget(docKey(room.ref), room);
  }

  #forget(key: string, only?: Room): void {
    const opened = this.#opened.get(key);
    if (!opened || (only && opened.live !== only)) return;
    this.#opened.delete(key);
    opened.unsubscribe();
    opened.live?.stop();
  }

  async #recheck(session: Session, room: Room): Promise<void> {
    session.checkedAt = this.#now();
    let may: Authorization;
    try {
      may = await session.authorize();
    } catch (error) {
      // Not knowing is not allowing.
      this.deps.onError?.(error, room.ref);
      return session.close(CLOSE.unavailable, "cannot check");
    }
    if (session.state.type !== "live") return;
    if (!may.ok) return session.close(may.code, "");
    const { write } = session.state;
    if (may.write.length !== write.size || may.write.some((root) => !write.has(root))) session.setAccess(may.write);
  }

  #poll(): void {
    const now = this.#now();
    this.#members.prune(now);
    let rechecks = this.limits.rechecksAPoll;
    for (const [key, { live: room }] of this.#opened) {
      if (!room) continue;
      for (const session of room.sessions) {
        const flow = session.outlet.poll(now);
        if (flow === "stalled") session.close(CLOSE.stalled, "reader stalled");
        else if (flow !== "fine") room.resync(session, flow.drainedAt);
        session.keepAlive(now, this.limits.keepAliveMs);
        if (now - session.checkedAt > this.limits.recheckMs && rechecks-- > 0) void this.#recheck(session, room);
      }
      room.awareness.prune(now);
      if (room.isIdle && now - room.idleSince > this.limits.idleMs) this.#forget(key);
    }
  }

  async #lookAtHeads(): Promise<void> {
    const rooms = [...this.#opened.values()].flatMap(({ live }) => live ?? []);
    if (rooms.length === 0) return;
    try {
      const heads = await this.deps.store.heads(rooms.map((room) => room.ref));
      rooms.forEach((room, i) => room.expect(heads[i]!));
    } catch {
      // The next look will tell.
    }
  }
}
