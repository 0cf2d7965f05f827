import type { Desk, WaitingAction } from "#lib/live/desk_api.ts";
import { toasts } from "#lib/ui/toast/toasts.svelte.ts";
import { wishOf } from "../../inbox/decide/choices.ts";
import { putBack, putBackInternal } from "../../inbox/decide/put_back.svelte.ts";
import { m } from "../../../paraglide/messages.js";

/** Why it stays in the queue; undefined: its author may take it out. */
export function whyStays(one: WaitingAction, all: readonly WaitingAction[]): string | undefined {
  if (one.state !== "queued") return m.inbox_queue_going();
  const { action } = one;
  if (action.type !== "conversation.start") return undefined;
  const isFollowed = all.some((other) => other !== one && other.conversationId === one.conversationId);
  return isFollowed ? m.inbox_queue_first() : undefined;
}

/** Its file exists only in this queue: taking it out throws that away. */
export function losesFile({ action }: WaitingAction): boolean {
  return (action.type === "message.send" || action.type === "message.internal") && action.media !== undefined;
}

/**
 * Takes it out of the queue. What was written goes back to where it was written; anything else can be put in again for
 * some seconds. Answers whether words went back to the draft, or undefined when it was too late.
 */
export async function takeBack(desk: Desk, one: WaitingAction, title: string): Promise<boolean | undefined> {
  const { action, ticketId } = one;
  if (!await desk.withdraw(action.id)) return undefined;
  if (action.type === "message.send" && !action.template && ticketId) putBack.put(ticketId, action.text);
  else if (action.type === "message.internal" && ticketId) putBackInternal.put(ticketId, action.text);
  else if (!losesFile(one)) {
    const wish = wishOf(action);
    toasts.undoable({ text: m.inbox_queue_out({ what: title }), undo: () => void desk.act(wish) });
    return false;
  }
  return "text" in action && action.text !== "";
}
