import type { Action, Actions } from "@domain/action.ts";
import assert from "node:assert/strict";
import { overlayContact, overlayPlace, type Place } from "./overlay.ts";
import { overlayMessages } from "./overlay_messages.ts";
import { AGENTS, DEPARTMENTS, ME, randomFrom, syntheticMessages, syntheticOne, uuid } from "./testing/synthetic.ts";

const at = "2026-11-21T12:00:00.000Z";
const base = { id: uuid(9, 1), composedAt: at };
const message = { ...base, messageId: uuid(7, 999_999), text: "Olá\n tudo  bem", conversationId: uuid(4, 0) };

function place(change: Partial<NonNullable<Place["ticket"]>>): Place & { ticket: NonNullable<Place["ticket"]> } {
  const made = syntheticOne(0, randomFrom(1));
  return { ...made, ticket: { ...made.ticket, ...change } };
}

function after(from: Place, ...actions: Action[]): Place {
  return overlayPlace(from, actions.map((action) => ({ action, held: false })), ME);
}

function closing(ticketId: string, more: Partial<Actions["ticket.close"]> = {}): Action {
  return { ...base, type: "ticket.close", ticketId, message: "", ...more };
}

const waiting = { status: "waiting" as const, agent_id: null, department_id: DEPARTMENTS[0]! };
const running = { status: "in_progress" as const, agent_id: ME, department_id: DEPARTMENTS[0]! };

Deno.test("take, transfer, return, pause, resume, close and reopen show what the machine gives", () => {
  const ticketId = place({}).ticket.id;
  const take: Action = { ...base, type: "ticket.take", ticketId };
  assert.equal(after(place(waiting), take).ticket?.agent_id, ME);
  const transfer: Action = { ...base, type: "ticket.transfer", ticketId, agentId: null, departmentId: DEPARTMENTS[1]! };
  const moved = after(place(running), transfer);
  assert.deepEqual([moved.ticket?.status, moved.ticket?.agent_id], ["waiting", null]);
  assert.equal(moved.conversation?.department_id, DEPARTMENTS[1]);
  assert.equal(after(place(running), { ...base, type: "ticket.return", ticketId }).ticket?.queued_at, at);
  const paused = after(place(running), { ...base, type: "ticket.pause", ticketId });
  assert.equal(paused.ticket?.status, "paused");
  assert.equal(after(paused, { ...base, type: "ticket.resume", ticketId }).ticket?.status, "in_progress");
  const closed = after(place(running), closing(ticketId));
  assert.deepEqual([closed.ticket?.agent_id, closed.ticket?.last_agent_id, closed.ticket?.closed_by], [null, ME, ME]);
  // sight hangs on the last ones, so the closed ticket does not vanish from its author
  assert.equal(closed.conversation?.agent_id, ME);
  assert.equal(after(closed, { ...base, type: "ticket.reopen", ticketId, assume: true }).ticket?.agent_id, ME);
});

Deno.test("a scheduled closing shows its time at once and ends with its cancelling (CLS-07, CLS-08)", () => {
  const ticketId = place({}).ticket.id;
  const scheduled = after(
    place(running),
    closing(ticketId, { after: 60, onReply: "keep", fields: { f_motivo: "ok" } }),
  );
  const { status, closing_at, closing_on_reply, closing_by, fields } = scheduled.ticket!;
  const due = new Date(Date.parse(at) + 3_600_000).toISOString();
  assert.deepEqual([status, closing_at, closing_on_reply, closing_by], ["in_progress", due, "keep", ME]);
  assert.equal(fields["f_motivo"], "ok");
  const cancelled = after(scheduled, { ...base, type: "ticket.cancel_closing", ticketId });
  assert.deepEqual([cancelled.ticket?.status, cancelled.ticket?.closing_at], ["in_progress", null]);
  assert.equal(after(scheduled, closing(ticketId)).ticket?.closing_at, null, "closed by hand before");
});

Deno.test("a field left empty stays, one marked is taken away (CLS-19)", () => {
  const ticket = place({ ...running, fields: { a: "1", b: "2" } });
  const closed = after(ticket, closing(ticket.ticket.id, { fields: { a: "", b: null } }));
  assert.deepEqual(closed.ticket?.fields, { a: "1" });
});

Deno.test("the trash: an open ticket is closed by it, comes back closed (CLS-20, CLS-22, X-03)", () => {
  const ticketId = place({}).ticket.id;
  const away = after(place(running), { ...base, type: "ticket.archive", ticketId });
  assert.deepEqual([away.ticket?.status, away.ticket?.archived_at, away.ticket?.closed_by], ["closed", at, ME]);
  const both = after(place(running), closing(ticketId, { archive: true }));
  assert.deepEqual([both.ticket?.status, both.ticket?.archived_at], ["closed", at]);
  const back = after(away, { ...base, type: "ticket.restore", ticketId });
  assert.deepEqual([back.ticket?.status, back.ticket?.archived_at], ["closed", null]);
});

Deno.test("a ticket forwarded to a flow shows as closed at once (ASG-09)", () => {
  const ticketId = place({}).ticket.id;
  const forward: Action = { ...base, type: "ticket.forward_to_flow", ticketId, flowId: ticketId };
  const closed = after(place(running), forward);
  assert.deepEqual([closed.ticket?.status, closed.ticket?.closed_by, closed.conversation?.agent_id], [
    "closed",
    ME,
    ME,
  ]);
});

Deno.test("a move the machine refuses changes nothing, and a repeat after the fact neither", () => {
  const theirs = place({ ...running, agent_id: AGENTS[1]! });
  assert.equal(after(theirs, { ...base, type: "ticket.take", ticketId: theirs.ticket.id }).ticket, theirs.ticket);
  const close = closing(theirs.ticket.id);
  const once = after(place(running), close);
  assert.deepEqual(after(once, close), once);
});

Deno.test("an answer takes a ticket nobody has, resumes a paused one and leads the list", () => {
  const send: Action = { ...message, type: "message.send", seen: null, anyway: false };
  const taken = after(place(waiting), send);
  assert.deepEqual([taken.ticket?.status, taken.ticket?.agent_id], ["in_progress", ME]);
  assert.equal(taken.conversation?.last_preview, "Olá tudo bem");
  assert.equal(taken.conversation?.last_message_at, at);
  assert.equal(after(place({ ...running, status: "paused" }), send).ticket?.status, "in_progress");
  const internal = after(place(waiting), { ...message, type: "message.internal" });
  assert.equal(internal.ticket?.status, "waiting");
});

Deno.test("an older pending message does not hide a newer fact in the list", () => {
  const from = place(running);
  const newer = { ...from.conversation!, last_message_at: "2026-11-21T12:00:01Z", last_preview: "newer" };
  const send: Action = { ...message, type: "message.send", seen: null, anyway: false };
  assert.equal(after({ ...from, conversation: newer }, send).conversation?.last_preview, "newer");
});

Deno.test("pending messages stand at the end once, held ones are marked, reactions are mine", () => {
  const facts = syntheticMessages(0, 3);
  const send: Action = { ...message, type: "message.send", seen: null, anyway: false };
  const react: Action = { ...base, type: "message.react", messageId: facts[0]!.id, emoji: "👍" };
  const pending = [{ action: send, held: true }, { action: react, held: false }];
  const shown = overlayMessages(facts, pending, uuid(6, 0), ME);
  assert.deepEqual(shown.map((one) => one.local), [undefined, undefined, undefined, "held"]);
  assert.deepEqual(shown[0]!.reactions, { [ME]: "👍" });
  assert.deepEqual(facts[0]!.reactions, {});
  const arrived = [...facts, { ...shown[3]!, local: undefined }];
  assert.equal(overlayMessages(arrived, pending, uuid(6, 0), ME).length, 4);
});

Deno.test("read, unread and a contact's new name", () => {
  const from = place(running);
  const unread = after(from, { ...base, type: "conversation.unread", conversationId: uuid(4, 0) });
  assert.ok(unread.conversation!.unread >= 1);
  const read: Action = { ...base, type: "conversation.read", conversationId: uuid(4, 0), messageId: uuid(7, 0) };
  assert.equal(after(unread, read).conversation?.unread, 0);
  const update: Action = { ...base, type: "contact.update", contactId: uuid(3, 0), name: "Novo", email: null };
  const contact = overlayContact(from.contact, [{ action: update, held: false }]);
  assert.deepEqual([contact?.name, contact?.phone], ["Novo", from.contact?.phone]);
  assert.equal(overlayContact(from.contact, [{ action: update, held: true }]), from.contact);
});
