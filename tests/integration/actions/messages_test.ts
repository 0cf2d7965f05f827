import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { closeWindow, eventsOf, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import { waitFor } from "../../support/waiting.ts";

const check = suite();

const say = (conversationId: string, text = "Olá") => ({ conversationId, messageId: newId(), text, seen: null });

check(
  "message.send writes the message, its event and queues it; the feed brings it as it gets further",
  async (world) => {
    const { ticketId, conversationId } = await world.story();
    const messageId = newId();
    const seen = world.admin.mirror.rows("messages").find((row) => row.conversation_id === conversationId)?.id ?? null;
    await world.admin.done("message.send", { ...say(conversationId, "  Bom dia!  "), messageId, seen });
    const message = await world.admin.mirror.message(messageId, "delivered");
    assert.deepEqual(
      [message.body, message.direction, message.kind, message.member_id, message.ticket_id],
      ["Bom dia!", "out", "text", world.admin.memberId, ticketId],
    );
    const [event] = await eventsOf(world, ticketId, "message_sent");
    assert.deepEqual(event?.after, { messageId, kind: "text" });
    const [conversation] = await world.db.sql`
    select last_message_id, last_direction, last_preview, unread, waiting_since from conversations where id = ${conversationId}`;
    assert.deepEqual({ ...conversation }, {
      last_message_id: messageId,
      last_direction: "out",
      last_preview: "Bom dia!",
      unread: 0,
      waiting_since: null,
    });
  },
);

check("ASG-05 ASG-06 answering takes a ticket without an agent and keeps its department", async (world) => {
  const department = await world.department("Plantão");
  const bia = await world.member("Bia", "agent", [department]);
  const { ticketId, conversationId } = await world.story();
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: department });
  await bia.send(conversationId, "Sou a Bia");
  const ticket = await ticketOf(world, ticketId);
  assert.deepEqual([ticket.status, ticket.agent_id, ticket.department_id], ["in_progress", bia.memberId, department]);
  assert.equal((await eventsOf(world, ticketId, "ticket_taken"))[0]?.actor_id, bia.memberId);
});

check("ASG-07 ASG-13 X-07 a second agent's answer replaces nobody, and needs chat.answerOthers", async (world) => {
  const department = await world.department("Noite");
  const [caio, dora] = [await world.member("Caio", "agent", [department]), await world.member("Dora", "supervisor")];
  const { ticketId, conversationId } = await world.story();
  await world.admin.done("ticket.transfer", { ticketId, agentId: caio.memberId, departmentId: department });
  await dora.send(conversationId, "Ajudando");
  const ticket = await ticketOf(world, ticketId);
  assert.deepEqual([ticket.agent_id, ticket.department_id], [caio.memberId, department]);
  const roleId = newId();
  await world.admin.done("role.save", { roleId, name: "Só os seus", permissions: ["chat.take"] });
  const enzo = await world.member("Enzo", { id: roleId }, [department]);
  const params = await enzo.refused("forbidden", "message.send", say(conversationId));
  assert.deepEqual(params, { permission: "chat.answerOthers", agentId: caio.memberId });
});

check(
  "D.2 answering resumes one's own paused ticket; answering a closed one opens a new one for the sender",
  async (world) => {
    const { ticketId, conversationId } = await world.story();
    await world.admin.done("ticket.take", { ticketId });
    await world.admin.done("ticket.pause", { ticketId });
    await world.admin.send(conversationId, "De volta");
    assert.equal((await ticketOf(world, ticketId)).status, "in_progress");
    await world.admin.done("ticket.close", { ticketId, message: "" });
    await world.admin.send(conversationId, "Mais uma coisa");
    const [now] = await world.db.sql`select ticket_id from conversations where id = ${conversationId}`;
    assert.notEqual(now!.ticket_id, ticketId);
    const opened = await ticketOf(world, now!.ticket_id);
    assert.deepEqual([opened.status, opened.agent_id], ["in_progress", world.admin.memberId]);
    assert.notEqual(opened.protocol, (await ticketOf(world, ticketId)).protocol);
  },
);

check("moved_on: a colleague answered after what the author had seen; `anyway` sends it", async (world) => {
  const dora = await world.member("Dulce", "supervisor");
  const { conversationId } = await world.story();
  const { mirror } = world.admin;
  const first = await mirror.until(
    "the customer's message",
    () => mirror.rows("messages").find((row) => row.conversation_id === conversationId),
  );
  const answer = await dora.send(conversationId, "Já respondi");
  const composedAt = new Date(Date.now() - 3_600_000).toISOString();
  const late = say(conversationId, "Escrevi sem rede");
  const params = await world.admin.refused("moved_on", "message.send", { ...late, seen: first.id, composedAt });
  assert.deepEqual([params.memberId, params.messageId], [dora.memberId, answer]);
  const bySeenNothing = await world.admin.refused("moved_on", "message.send", { ...late, composedAt });
  assert.equal(bySeenNothing.messageId, answer);
  await world.admin.done("message.send", { ...late, seen: answer, composedAt });
  await world.admin.done("message.send", { ...say(conversationId), seen: first.id, anyway: true });
});

check(
  "ticket_closed: what was written offline before a colleague closed is held, and says who closed it",
  async (world) => {
    const { ticketId, conversationId } = await world.story();
    const composedAt = new Date(Date.now() - 60_000).toISOString();
    await world.admin.done("ticket.close", { ticketId, message: "" });
    const params = await world.admin.refused("ticket_closed", "message.send", { ...say(conversationId), composedAt });
    assert.equal(params.memberId, world.admin.memberId);
    assert.equal((await ticketOf(world, ticketId)).status, "closed");
  },
);

check(
  "SES-02 SES-09 after 24 h free text is refused by the server's clock, internal messages are not (X-46)",
  async (world) => {
    const { ticketId, conversationId } = await world.story();
    await closeWindow(world, conversationId);
    const params = await world.admin.refused("window_closed", "message.send", say(conversationId));
    assert.match(String(params.since), /Z$/);
    assert.equal((await ticketOf(world, ticketId)).status, "waiting");
    const messageId = newId();
    await world.admin.done("message.internal", { conversationId, messageId, text: "Ligar amanhã" });
    const row = await world.admin.mirror.message(messageId, "received");
    assert.equal(row.direction, "internal");
    assert.equal((await ticketOf(world, ticketId)).agent_id, null, "an internal message takes nobody's ticket");
    const [event] = await eventsOf(world, ticketId, "internal_written");
    assert.equal(event?.actor_id, world.admin.memberId);
  },
);

check("draft_sent: one draft leaves once, and the second sender is told who was first", async (world) => {
  const dora = await world.member("Dirce", "supervisor");
  const { conversationId } = await world.story();
  const draftId = newId();
  await dora.send(conversationId, "Rascunho", { draftId });
  const params = await world.admin.refused("draft_sent", "message.send", {
    ...say(conversationId),
    draftId,
    anyway: true,
  });
  assert.deepEqual([params.memberId, params.same], [dora.memberId, false]);
  const words = await world.admin.refused("draft_sent", "message.send", {
    ...say(conversationId, " Rascunho "),
    draftId,
  });
  assert.equal(words.same, true);
  const shared = newId();
  const results = await Promise.all(
    Array.from(
      { length: 10 },
      (_, index) =>
        [world.admin, dora][index % 2]!.act("message.send", { ...say(conversationId), draftId: shared, anyway: true }),
    ),
  );
  assert.equal(results.filter((result) => result.status === "done").length, 1);
  assert.ok(results.every((result) => result.status === "done" || result.code === "draft_sent"));
});

check("contact_blocked and connection_off hold a message", async (world) => {
  const { conversationId, contactId } = await world.story();
  await world.db.sql`update contacts set blocked_at = now() where id = ${contactId}`;
  await world.admin.refused("contact_blocked", "message.send", say(conversationId));
  await world.db.sql`update contacts set blocked_at = null where id = ${contactId}`;
  await world.db.sql`update connections set status = 'needs_token' where id = ${world.connectionId}`;
  const params = await world.admin.refused("connection_off", "message.send", say(conversationId));
  assert.deepEqual(params, { status: "needs_token" });
  await world.db.sql`update connections set status = 'active' where id = ${world.connectionId}`;
});

check(
  "reactions: put on, changed and taken back, with an event each; not where the channel carries none",
  async (world) => {
    const { ticketId, conversationId } = await world.story("Reaja a isto");
    const { mirror } = world.admin;
    const message = await mirror.until(
      "the message",
      () => mirror.rows("messages").find((row) => row.conversation_id === conversationId),
    );
    await world.admin.done("message.react", { messageId: message.id, emoji: "👍" });
    await mirror.until(
      "the reaction",
      () => mirror.row("messages", message.id)?.reactions[world.admin.memberId] === "👍",
    );
    await world.admin.done("message.react", { messageId: message.id, emoji: "" });
    await mirror.until("no reaction", () => {
      const row = mirror.row("messages", message.id);
      return row && Object.keys(row.reactions).length === 0;
    });
    assert.deepEqual(
      (await eventsOf(world, ticketId, "reacted")).map((event) => event.after.emoji),
      ["👍", ""],
    );
    const params = await world.admin.refused("not_found", "message.react", { messageId: newId(), emoji: "👍" });
    assert.deepEqual(params, { what: "message" });
    await world.db.sql`update conversations set channel = 'webchat' where id = ${conversationId}`;
    const none = await world.admin.refused("bad_input", "message.react", { messageId: message.id, emoji: "👍" });
    assert.equal(none.field, "messageId");
  },
);

check(
  "INB-10 INB-13 read by one is read for all; unread marks it again, and later messages stay unread",
  async (world) => {
    const { conversationId, customer } = await world.story("um");
    const unread = () => world.admin.mirror.row("conversations", conversationId)?.unread;
    const { mirror } = world.admin;
    const first = await mirror.until(
      "um",
      () => mirror.rows("messages").find((row) => row.conversation_id === conversationId),
    );
    customer.sendText("dois");
    await mirror.until("two unread", () => unread() === 2);
    await world.admin.done("conversation.read", { conversationId, messageId: first.id });
    await mirror.until("one unread", () => unread() === 1);
    const last = mirror.row("conversations", conversationId)!.last_message_id!;
    await world.admin.done("conversation.read", { conversationId, messageId: last });
    await mirror.until("none unread", () => unread() === 0);
    await world.admin.done("conversation.unread", { conversationId });
    await mirror.until("marked unread", () => unread() === 1);
    const [event] = await world.db
      .sql`select actor_id from events where conversation_id = ${conversationId} and type = 'marked_unread'`;
    assert.equal(event!.actor_id, world.admin.memberId);
    await waitForRead(customer.data.messages);
  },
);

async function waitForRead(messages: { from: string; status: string }[]): Promise<void> {
  await waitFor(
    "blue ticks on the customer's phone",
    () => messages.every((message) => message.from !== "customer" || message.status === "read") || undefined,
  );
}
