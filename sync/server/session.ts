import type { CloseCode } from "../wire/close_code.ts";
import { encodeDown } from "../wire/down.ts";
import { encodeAwareness } from "../wire/frame.ts";
import type { Limits } from "./limits.ts";
import type { Account } from "./members.ts";
import { type DocSocket, Outlet } from "./outlet.ts";
import type { Room } from "./room.ts";
import type { SavedPass } from "./saved_pass.ts";
import { TokenBucket } from "./token_bucket.ts";

/** Who sits at the other end, as the server knows it. */
export type SessionMember = { id: string; name: string; colour: number };

export type Authorization =
  /** `hangsOn`: on whose place the rights depend. */
  | { ok: true; workspaceId: string; hangsOn: string; write: string[] }
  | { ok: false; code: CloseCode };

/** Asked at the start and again at every recheck. */
export type Authorize = () => Promise<Authorization>;

export type SessionState =
  /** Being authorised and its room loaded; frames wait. */
  | { type: "opening"; frames: Uint8Array<ArrayBuffer>[]; bytes: number; since: number }
  /** In the room. Live updates flow once its first step 1 was answered. */
  | { type: "live"; room: Room; hangsOn: string; write: ReadonlySet<string>; joined: boolean }
  | { type: "closed"; code: number };

const NOBODY = encodeAwareness([]);

/** One connection to one document. */
export class Session {
  state: SessionState;
  readonly outlet: Outlet;
  readonly #frames: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly asks: TokenBucket;
  /** When it was last asked what this session may do. */
  checkedAt: number;
  /** Update frames received; the number of a frame is the count with it. [W3] */
  received = 0;
  #saved = 0;
  #toldAt = -Infinity;
  #aliveAt: number;
  /** Client ids this connection speaks for in the awareness lane. */
  readonly awarenessIds = new Set<number>();

  constructor(
    private readonly socket: DocSocket,
    readonly member: SessionMember,
    readonly authorize: Authorize,
    private readonly limits: Limits,
    private readonly late: SavedPass,
    readonly account: Account,
    now: number,
  ) {
    this.#aliveAt = now;
    this.checkedAt = now;
    this.state = { type: "opening", frames: [], bytes: 0, since: now };
    this.outlet = new Outlet(socket, limits);
    this.#frames = new TokenBucket(limits.framesPerSecond, limits.framesBurst, now);
    this.#bytes = new TokenBucket(limits.bytesPerSecond, limits.bytesBurst, now);
    this.asks = new TokenBucket(limits.asksPerSecond, limits.asksBurst, now);
  }

  /** Update frames up to `count` are committed. */
  saved(count: number): void {
    if (this.state.type === "closed" || count <= this.#saved) return;
    this.#saved = count;
    if (performance.now() - this.#toldAt < this.limits.savedMs) this.late.add(this);
    else this.tellSaved();
  }

  tellSaved(): void {
    if (this.state.type === "closed") return;
    this.#toldAt = performance.now();
    this.outlet.send(encodeDown({ type: "saved", count: this.#saved }));
  }

  /** A frame came: is it within what this connection and its member may send? */
  mayReceive(bytes: number, now: number): boolean {
    return this.#frames.take(1, now) && this.#bytes.take(bytes, now) && this.account.frames.take(1, now) &&
      this.account.bytes.take(bytes, now);
  }

  /** Clients take half a minute of silence for a dead line (y-websocket: 30 s): an awareness frame about nobody. [S7] */
  keepAlive(now: number, everyMs: number): void {
    if (now - this.#aliveAt < everyMs || this.outlet.isLagging || this.state.type !== "live") return;
    this.#aliveAt = now;
    this.outlet.send(NOBODY);
  }

  setAccess(write: readonly string[]): void {
    if (this.state.type !== "live") return;
    this.state = { ...this.state, write: new Set(write) };
    this.outlet.send(encodeDown({ type: "access", write: [...write] }));
  }

  /**
   * Books are closed here and now: Deno may never fire `onclose` after a close of ours (denoland/deno#27924).
   */
  close(code: number, reason: string): void {
    if (this.state.type === "closed") return;
    const before = this.state;
    this.state = { type: "closed", code };
    this.account.left();
    if (before.type === "live") before.room.leave(this);
    this.socket.close(code, reason);
  }
}
