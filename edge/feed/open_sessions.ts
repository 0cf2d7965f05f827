import * as z from "zod/mini";
import type { Sql } from "@db/tx.ts";
import { type Bus, publishJson, subscribeJson } from "../bus/bus.ts";

const EndedSchema = z.object({ sessionId: z.string() });
const SUBJECT = "auth.ended";
/** How long what the bus lost (or nobody told it) may go unseen. */
const LOOK_MS = 1_000;
/** A session's end is written a moment before its transaction commits. */
const OVERLAP = "30 seconds";

/** Open feeds by session, so that signing out reaches them within a second on every node (design.md §6). */
export type OpenSessions = {
  opened(sessionId: string, close: () => void): () => void;
  /** A session is over: the bus tells the other nodes before they look. */
  ended(sessionId: string): void;
  closeAll(): void;
  stop(): void;
};

type Deps = {
  sql: Sql;
  bus: Bus;
  /** A member lost a session: whoever serves their documents asks again. */
  onEnded: (memberId: string) => void;
  onError: (error: unknown) => void;
};

export async function openSessions({ sql, bus, onEnded, onError }: Deps): Promise<OpenSessions> {
  const open = new Map<string, Set<() => void>>();
  /** Already seen, for as long as a look may find them again. */
  let seen = new Set(await lookUp(sql).then((rows) => rows.map((row) => row.sessionId)));
  let isLooking = false;

  const close = (sessionId: string) => {
    for (const end of [...open.get(sessionId) ?? []]) end();
  };

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      const ended = await lookUp(sql);
      for (const { sessionId, memberId } of ended) {
        if (seen.has(sessionId)) continue;
        close(sessionId);
        onEnded(memberId);
      }
      seen = new Set(ended.map((row) => row.sessionId));
    } catch (error) {
      onError(error);
    } finally {
      isLooking = false;
    }
  }

  const unsubscribe = await subscribeJson(bus, SUBJECT, (message) => {
    close(EndedSchema.parse(message).sessionId);
    void look();
  });
  const timer = setInterval(() => void look(), LOOK_MS);
  Deno.unrefTimer(timer);
  return {
    opened(sessionId, end) {
      const ends = open.get(sessionId) ?? new Set();
      ends.add(end);
      open.set(sessionId, ends);
      return () => {
        ends.delete(end);
        if (ends.size === 0) open.delete(sessionId);
      };
    },
    ended: (sessionId) => publishJson(bus, SUBJECT, { sessionId }),
    closeAll() {
      for (const ends of [...open.values()]) for (const end of [...ends]) end();
    },
    stop() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}

async function lookUp(sql: Sql): Promise<{ sessionId: string; memberId: string }[]> {
  return await sql<{ sessionId: string; memberId: string }[]>`
    select session_id as "sessionId", member_id as "memberId" from ended_sessions
    where at > clock_timestamp() - ${OVERLAP}::interval`;
}
