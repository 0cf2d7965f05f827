import * as z from "zod/mini";
import { type Bus, publishJson, subscribeJson } from "../bus/bus.ts";
import { askRecheck } from "../sync/recheck.ts";

const EndedSchema = z.object({ sessionId: z.string() });
const SUBJECT = "auth.ended";

/** Open feeds by session, so that signing out reaches them within a second on every node (design.md §6). */
export type OpenSessions = {
  opened(sessionId: string, close: () => void): () => void;
  /** A session is over: its feeds end here and elsewhere; documents' sockets are asked again. */
  ended(what: { sessionId: string; workspaceId?: string }): void;
  /** Roles, departments or members of a workspace changed: what its sockets may do is asked again. */
  changed(workspaceId: string): void;
  closeAll(): void;
};

export async function openSessions(bus: Bus): Promise<OpenSessions> {
  const open = new Map<string, Set<() => void>>();
  await subscribeJson(bus, SUBJECT, (message) => {
    for (const close of [...open.get(EndedSchema.parse(message).sessionId) ?? []]) close();
  });
  return {
    opened(sessionId, close) {
      const closers = open.get(sessionId) ?? new Set();
      closers.add(close);
      open.set(sessionId, closers);
      return () => {
        closers.delete(close);
        if (closers.size === 0) open.delete(sessionId);
      };
    },
    ended({ sessionId, workspaceId }) {
      publishJson(bus, SUBJECT, { sessionId });
      if (workspaceId) askRecheck(bus, { workspaceId });
    },
    changed: (workspaceId) => askRecheck(bus, { workspaceId }),
    closeAll() {
      for (const closers of [...open.values()]) for (const close of [...closers]) close();
    },
  };
}
