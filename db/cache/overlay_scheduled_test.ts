import assert from "node:assert/strict";
import type { Action } from "@domain/action.ts";
import type { Row } from "@domain/rows.ts";
import { overlayScheduled } from "./overlay_scheduled.ts";

const [AT, LATER] = ["2026-11-23T12:00:00.000Z", "2026-11-24T12:00:00.000Z"];
const row = (status: Row<"scheduled_messages">["status"] = "scheduled"): Row<"scheduled_messages"> => ({
  id: "s1",
  deleted_at: null,
  conversation_id: "c",
  contact_id: "p",
  member_id: "other",
  due_at: AT,
  kind: "text",
  text: "Oi",
  media: null,
  template: null,
  flow_id: null,
  fallback: null,
  if_closed: "send",
  repeat: "none",
  status,
  reason: null,
  message_id: null,
  done_at: null,
  created_at: AT,
});
const base = { id: "a", composedAt: AT, conversationId: "c" };
const save = { ...base, type: "schedule.save", dueAt: LATER, text: "Novo", ifClosed: "skip", repeat: "week" } as const;
const over = (rows: Row<"scheduled_messages">[], action: unknown, more = {}) =>
  overlayScheduled(rows, [{ action: action as Action, held: false, ...more }], { me: "me", contactId: "p" })
    .map(({ id, status, due_at, text, member_id, local }) => ({ id, status, due_at, text, member_id, local }));

Deno.test("what was scheduled, moved or cancelled without network shows so at once, as only here (SCH-03, SCH-11)", () => {
  const fresh = { id: "s2", status: "scheduled", due_at: LATER, text: "Novo", member_id: "me", local: true };
  assert.deepEqual(over([], { ...save, scheduleId: "s2" }), [fresh]);
  // Changing a colleague's leaves it theirs; a failed one stands again.
  assert.deepEqual(over([row("failed")], { ...save, scheduleId: "s1" }), [{ ...fresh, id: "s1", member_id: "other" }]);
  const before = { id: "s1", status: "scheduled", due_at: AT, text: "Oi", member_id: "other" };
  const move = { ...base, type: "schedule.move", scheduleId: "s1", dueAt: LATER };
  assert.deepEqual(over([row()], move), [{ ...before, due_at: LATER, local: true }]);
  assert.deepEqual(over([row()], move, { quiet: true }), [{ ...before, due_at: LATER, local: false }]);
  const cancel = { ...base, type: "schedule.cancel", scheduleId: "s1" };
  assert.deepEqual(over([row()], cancel), [{ ...before, status: "cancelled", local: true }]);
});

Deno.test("what was refused, or has left meanwhile, is shown as the server says it is (SCH-09)", () => {
  const move = { ...base, type: "schedule.move", scheduleId: "s1", dueAt: LATER };
  assert.equal(over([row("sent")], move)[0]!.due_at, AT);
  assert.equal(over([row()], move, { held: true })[0]!.due_at, AT);
  assert.deepEqual(over([], move), []);
});
