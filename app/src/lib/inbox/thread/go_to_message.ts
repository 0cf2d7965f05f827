import type { Thread } from "#lib/live/desk_api.ts";

/** The message an address names (`#m-<id>`). */
export function messageOf(hash: string): string | undefined {
  return hash.startsWith("#m-") ? hash.slice(3) : undefined;
}

/** Shows one message of a thread, marked for a moment; older ones are fetched until it is here. */
export async function goToMessage(thread: Thread, messageId: string, draw: () => Promise<void>): Promise<void> {
  const isHere = () => thread.messages.some(({ id }) => id === messageId);
  while (!isHere() && thread.hasOlder && !thread.loadingOlder) await thread.loadOlder();
  if (!isHere()) return;
  await draw();
  const found = document.getElementById(`m-${messageId}`);
  found?.scrollIntoView({ block: "center" });
  found?.animate([{ background: "var(--accent-soft)" }, { background: "transparent" }], { duration: 1800 });
}
