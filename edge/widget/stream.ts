import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { ConnectionConfig } from "../channels/channel.ts";
import type { Visitor, WidgetStore } from "./store.ts";

const PING_MS = 20_000;

/**
 * The visitor's stream: `messages` {messages} with the cursor as its id, `typing` {name}. It subscribes before it reads,
 * so nothing falls between; a reconnection names the last cursor it saw and goes on from there.
 */
export function visitorStream(
  c: Context,
  store: WidgetStore,
  connection: ConnectionConfig,
  visitor: Visitor,
  from: string,
): Response {
  return streamSSE(c, async (stream) => {
    let cursor = from;
    let hasNews = true;
    let typing: string | undefined;
    let wake = Promise.withResolvers<void>();
    const unsubscribe = store.subscribe(connection, visitor, (signal) => {
      if (signal.type === "typing") typing = signal.name;
      else hasNews = true;
      wake.resolve();
    });
    const ping = setInterval(() => wake.resolve(), PING_MS);
    stream.onAbort(() => wake.resolve());
    try {
      while (!stream.aborted && !stream.closed) {
        let isQuiet = true;
        if (hasNews) {
          hasNews = false;
          const changes = await store.changes(connection, visitor, cursor);
          cursor = changes.cursor;
          if (changes.messages.length > 0) {
            isQuiet = false;
            await stream.writeSSE({
              event: "messages",
              id: cursor,
              data: JSON.stringify({ messages: changes.messages }),
            });
          }
        }
        if (typing !== undefined) {
          isQuiet = false;
          await stream.writeSSE({ event: "typing", data: JSON.stringify({ name: typing }) });
          typing = undefined;
        }
        if (isQuiet) await stream.writeSSE({ event: "ping", id: cursor, data: "" });
        if (hasNews || typing !== undefined) continue;
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    } finally {
      clearInterval(ping);
      unsubscribe();
    }
  });
}
