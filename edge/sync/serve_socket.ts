import type { WSEvents } from "hono/ws";
import type { DocRef } from "@sync/doc/kinds.ts";
import type { Rooms } from "@sync/server/rooms.ts";
import type { Authorize, Session, SessionMember } from "@sync/server/session.ts";
import type { Stranger } from "@sync/server/strangers.ts";
import { CLOSE, type CloseCode } from "@sync/wire/close_code.ts";

export type Visitor = { ref: DocRef; member: SessionMember; authorize: Authorize };

/**
 * Joins a WebSocket to a room. `who` is asked once the socket is open; until it answers, frames wait, few of them:
 * nobody is known yet, and `stranger` is the place of those.
 */
export function serveSocket(
  rooms: Rooms,
  stranger: Stranger,
  who: () => Promise<Visitor | CloseCode>,
): WSEvents<WebSocket> {
  let session: Session | undefined;
  let early: Uint8Array<ArrayBuffer>[] = [];
  let earlyBytes = 0;
  let closed = false;
  const close = (socket: WebSocket, code: CloseCode, reason: string) => {
    ended();
    early = [];
    socket.close(code, reason);
  };
  const ended = () => {
    closed = true;
    stranger.release();
  };
  return {
    async onOpen(_event, { raw: socket }) {
      if (!socket) return;
      socket.binaryType = "arraybuffer";
      stranger.late = () => close(socket, CLOSE.unavailable, "took too long");
      let visitor: Visitor | CloseCode;
      try {
        visitor = await who();
      } catch {
        visitor = CLOSE.unavailable;
      }
      if (closed || socket.readyState !== WebSocket.OPEN) return;
      if (typeof visitor === "number") return close(socket, visitor, "");
      stranger.release();
      session = rooms.connect(visitor.ref, port(socket), visitor.member, visitor.authorize);
      for (const bytes of early) rooms.receive(session, bytes);
      early = [];
    },
    onMessage({ data }, { raw: socket }) {
      if (closed || !socket) return;
      if (!(data instanceof ArrayBuffer)) {
        if (session) session.close(CLOSE.badFrame, "binary frames only");
        else close(socket, CLOSE.badFrame, "binary frames only");
        return;
      }
      if (session) return rooms.receive(session, new Uint8Array(data));
      early.push(new Uint8Array(data));
      earlyBytes += data.byteLength;
      if (earlyBytes > rooms.limits.strangerBytes || early.length > rooms.limits.openingFrames) {
        close(socket, CLOSE.tooMany, "too much before signing in");
      }
    },
    onClose() {
      ended();
      if (session) rooms.gone(session);
    },
    onError() {
      ended();
      if (session) rooms.gone(session);
    },
  };
}

function port(socket: WebSocket) {
  return {
    send(bytes: Uint8Array<ArrayBuffer>) {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
    close(code: number, reason: string) {
      if (socket.readyState === WebSocket.OPEN) socket.close(code, reason);
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}
