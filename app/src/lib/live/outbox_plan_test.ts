import type { Action } from "@domain/action.ts";
import assert from "node:assert/strict";
import type { OutboxRecord } from "./local_db.ts";
import { nextBatch } from "./outbox_plan.ts";

const at = "2026-11-21T12:00:00Z";
const send = (conversationId: string, media?: string): Extract<Action, { type: "message.send" }> => ({
  id: crypto.randomUUID(),
  composedAt: at,
  type: "message.send",
  messageId: crypto.randomUUID(),
  text: "oi",
  conversationId,
  seen: null,
  anyway: false,
  media: media ? { id: media, kind: "image", mime: "image/png", name: "a.png", size: 1 } : undefined,
});
const take = (ticketId: string): Action => ({ id: crypto.randomUUID(), composedAt: at, type: "ticket.take", ticketId });
const start = (conversationId: string): Action => ({
  id: crypto.randomUUID(),
  composedAt: at,
  type: "conversation.start",
  conversationId,
  ticketId: `t-${conversationId}`,
  connectionId: "c",
  departmentId: null,
  contact: { id: "p" },
});

/** Sends until nothing moves; `refused` are those the server holds. Answers the order of arrival, by number. */
function run(actions: Action[], refused: number[] = [], uploaded: string[] = [], limit = 50): number[] {
  let records: OutboxRecord[] = actions.map((action, seq) => ({ seq, action }));
  const arrived: number[] = [];
  for (;;) {
    const batch = nextBatch({
      records,
      limit,
      isUploaded: (id) => uploaded.includes(id),
      conversationOf: ({ action }) =>
        "conversationId" in action
          ? action.conversationId
          : "ticketId" in action
          ? action.ticketId.slice(2)
          : undefined,
    });
    if (batch.length === 0) return arrived;
    assert.ok(batch.length <= limit);
    for (const record of batch) {
      arrived.push(record.seq);
      if (refused.includes(record.seq)) record.refusal = { code: "moved_on", params: {}, at: 0 };
      else records = records.filter((other) => other !== record);
    }
  }
}

Deno.test("[O2] everything goes once, in order within a conversation", () => {
  const order = run([send("a"), send("a"), take("t-a"), send("b"), send("a")]);
  assert.deepEqual([...order].sort(), [0, 1, 2, 3, 4]);
  assert.deepEqual(order.filter((seq) => seq !== 3), [0, 1, 2, 4]);
});

Deno.test("[O4] a held message keeps later messages of its conversation, and nothing else", () => {
  assert.deepEqual(run([send("a"), send("a"), send("b"), take("t-a"), send("b")], [0]), [0, 2, 3, 4]);
});

Deno.test("a template goes past words that wait for the window, and past no others", () => {
  const template: Action = { ...send("a"), text: "", template: { templateId: "t", values: [] } };
  const held = (code: "window_closed" | "moved_on"): OutboxRecord => ({
    seq: 0,
    action: send("a"),
    refusal: { code, params: {}, at: 0 },
  });
  const next = (first: OutboxRecord, ...later: Action[]) =>
    nextBatch({
      records: [first, ...later.map((action, at) => ({ seq: at + 1, action }))],
      limit: 50,
      isUploaded: () => true,
      conversationOf: () => "a",
    }).map(({ seq }) => seq);
  assert.deepEqual(next(held("window_closed"), send("a"), template), [2]);
  assert.deepEqual(next(held("moved_on"), send("a"), template), []);
});

Deno.test("a conversation that could not be started keeps all that was to happen in it", () => {
  assert.deepEqual(run([start("a"), send("a"), take("t-a"), send("b")], [0]), [0, 3]);
});

Deno.test("a file on its way keeps its conversation in order and lets others pass", () => {
  assert.deepEqual(run([send("a", "m"), send("a"), take("t-a"), send("b")]), [3]);
  assert.deepEqual(run([send("a", "m"), send("a"), send("b")], [], ["m"]), [0, 2, 1]);
});

Deno.test("a batch is never longer than the limit", () => {
  assert.equal(run(Array.from({ length: 120 }, (_, i) => take(`t-${i}`))).length, 120);
});

Deno.test("of one run each waits for the one before it, and all for one that was refused; others go on", () => {
  const steps = [take("t-a"), send("a"), take("t-a")].map((action, seq) => ({ seq, action, run: "m" }));
  const records: OutboxRecord[] = [...steps, { seq: 3, action: take("t-b") }];
  const next = () =>
    nextBatch({
      records,
      limit: 50,
      isUploaded: () => true,
      conversationOf: ({ action }) => "ticketId" in action ? action.ticketId.slice(2) : "a",
    }).map(({ seq }) => seq);
  assert.deepEqual(next(), [0, 3]);
  records.splice(0, 1);
  assert.deepEqual(next(), [1, 3]);
  records[0]!.refusal = { code: "moved_on", params: {}, at: 0 };
  assert.deepEqual(next(), [3]);
});
