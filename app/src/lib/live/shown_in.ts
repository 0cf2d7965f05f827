import type { Action } from "@domain/action.ts";
import type { LiveThread } from "./thread.svelte.ts";

/** For actions on a message, which do not say where it is: the open thread that shows it. */
export function shownIn(threads: Iterable<LiveThread>, action: Action): string | undefined {
  if (!("messageId" in action) || "conversationId" in action) return undefined;
  for (const thread of threads) {
    if (thread.messages.some(({ id }) => id === action.messageId)) return thread.conversationId;
  }
  return undefined;
}
