/** Which waiting actions may go to the server now. Pure. */
import type { Action } from "@domain/action.ts";
import type { OutboxRecord } from "./local_db.ts";
import { mediaOf } from "./outbox.ts";

export type PlanInput = {
  /** In order. */
  records: readonly OutboxRecord[];
  conversationOf: (record: OutboxRecord) => string | undefined;
  /** Is this file at the server? */
  isUploaded: (mediaId: string) => boolean;
  limit: number;
};

/**
 * The next batch, in order. Within one conversation nothing overtakes what waits before it. A message is decided on
 * before the next one of its conversation is sent, so at most one of each conversation is in a batch; when one is held,
 * the later ones wait with it until its author decides, while everything else goes on. Where the window has closed a
 * template is that decision: it goes past the words that wait for the window. Of one run (a macro) only the first goes:
 * the next one waits for its answer.
 */
export function nextBatch({ records, conversationOf, isUploaded, limit }: PlanInput): OutboxRecord[] {
  const batch: OutboxRecord[] = [];
  const halted = new Set<string>();
  const sendsHalted = new Set<string>();
  const windowShut = new Set<string>();
  const sending = new Set<string>();
  const runs = new Set<string>();
  for (const record of records) {
    if (batch.length >= limit) break;
    const { action, refusal, run } = record;
    if (run !== undefined) {
      if (runs.has(run)) continue;
      runs.add(run);
    }
    const conversationId = conversationOf(record);
    if (refusal) {
      if (conversationId === undefined) continue;
      // What was to happen in a conversation that could not be started cannot happen either.
      if (action.type === "conversation.start") halted.add(conversationId);
      if (action.type === "message.send") {
        (refusal.code === "window_closed" ? windowShut : sendsHalted).add(conversationId);
      }
      continue;
    }
    const media = mediaOf(action);
    const waits = media !== undefined && !isUploaded(media);
    if (conversationId === undefined && waits) continue;
    if (conversationId !== undefined) {
      if (halted.has(conversationId)) continue;
      if (action.type === "message.send") {
        if (sendsHalted.has(conversationId)) continue;
        if (windowShut.has(conversationId) && !action.template) continue;
      }
      if ((isDecided(action) && sending.has(conversationId)) || waits) {
        halted.add(conversationId);
        continue;
      }
      if (isDecided(action)) sending.add(conversationId);
    }
    batch.push(record);
  }
  return batch;
}

/** Actions whose refusal stops those after them. */
function isDecided(action: Action): boolean {
  return action.type === "message.send" || action.type === "conversation.start";
}

const SILENT: ReadonlySet<Action["type"]> = new Set([
  "ticket.open",
  "conversation.read",
  "conversation.unread",
  "action.withdraw",
  "notification.read",
  "notification.clear",
]);

/** Refusals nobody needs to decide on: they only say what was looked at, or took something back. */
export function isSilent(action: Action): boolean {
  return SILENT.has(action.type);
}
