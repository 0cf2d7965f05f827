import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { lastEvent, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
let numbers = 0;
const number = () => `(31) 9${String(70000000 + ++numbers)}`;

function start(
  world: World,
  contact: { id: string } | { newId: string; name: string; phone: string; foreign: boolean },
) {
  return {
    conversationId: newId(),
    ticketId: newId(),
    connectionId: world.connectionId,
    departmentId: null,
    contact,
  };
}
const someone = (phone = number()) => ({ newId: newId(), name: "Rui", phone, foreign: false });

check(
  "STA-10 starting with a number makes contact, conversation and a ticket of the one who started",
  async (world) => {
    const input = start(world, someone("31 98888-7777"));
    const result = await world.admin.done("conversation.start", input);
    assert.deepEqual(result.data, {
      conversationId: input.conversationId,
      ticketId: input.ticketId,
      contactId: "newId" in input.contact ? input.contact.newId : "",
    });
    const ticket = await ticketOf(world, input.ticketId);
    assert.deepEqual([ticket.status, ticket.agent_id], ["in_progress", world.admin.memberId]);
    const { mirror } = world.admin;
    const row = await mirror.until(
      "the contact",
      () => mirror.rows("contacts").find((one) => one.phone === "+5531988887777"),
    );
    assert.equal(row.name, "Rui");
    assert.equal((await lastEvent(world, "contact_created"))?.after.phone, "+5531988887777");
    // SES-05, STA-12: the contact never wrote, so only a template may begin.
    const params = await world.admin.refused("window_closed", "message.send", {
      conversationId: input.conversationId,
      messageId: newId(),
      text: "Oi",
      seen: null,
    });
    assert.deepEqual(params, { since: null });
  },
);

check(
  "STA-16 X-11 a number that is registered, with or without the ninth digit, answers conversation_exists with what to open",
  async (world) => {
    const first = start(world, someone("31 98123-4567"));
    await world.admin.done("conversation.start", first);
    for (const phone of ["31 98123-4567", "+55 31 8123-4567", "3181234567"]) {
      const params = await world.admin.refused(
        "conversation_exists",
        "conversation.start",
        start(world, someone(phone)),
      );
      assert.deepEqual([params.conversationId, params.ticketId], [first.conversationId, first.ticketId]);
    }
  },
);

check(
  "starting again with a known contact: its open ticket is named; once closed, a new one opens in the same conversation",
  async (world) => {
    const { contactId, ticketId, conversationId } = await world.story();
    const params = await world.admin.refused(
      "conversation_exists",
      "conversation.start",
      start(world, { id: contactId }),
    );
    assert.deepEqual(params, { conversationId, ticketId });
    await world.admin.done("ticket.close", { ticketId, message: "" });
    const again = start(world, { id: contactId });
    const result = await world.admin.done("conversation.start", again);
    assert.deepEqual(result.data, { conversationId, ticketId: again.ticketId, contactId });
  },
);

check("ten at once with one new number: one conversation, the rest are told which", async (world) => {
  const phone = number();
  const results = await Promise.all(
    Array.from({ length: 10 }, () => world.admin.act("conversation.start", start(world, someone(phone)))),
  );
  const done = results.filter((result) => result.status === "done");
  assert.equal(done.length, 1, JSON.stringify(results));
  for (const result of results) {
    if (result.status === "done") continue;
    assert.equal(result.code, "conversation_exists");
    assert.equal(result.params.conversationId, done[0]!.data?.conversationId);
  }
});

check("conversation.start refuses what cannot be reached, by name (BLK-07)", async (world) => {
  const { contactId } = await world.story();
  const bad = await world.admin.refused("bad_input", "conversation.start", start(world, someone("12")));
  assert.deepEqual(bad, { field: "contact.phone", reason: "not a phone number" });
  const unknown = await world.admin.refused("not_found", "conversation.start", start(world, { id: newId() }));
  assert.deepEqual(unknown, { what: "contact" });
  const elsewhere = { ...start(world, someone()), connectionId: newId() };
  assert.deepEqual(await world.admin.refused("not_found", "conversation.start", elsewhere), { what: "connection" });
  const webchat = newId();
  await world.admin.done("connection.save", {
    connectionId: webchat,
    channel: "webchat",
    name: "Site",
    departmentId: null,
    isDefault: true,
    settings: { title: "Site", origins: "https://site.test" },
  });
  await world.admin.refused("no_reply_channel", "conversation.start", {
    ...start(world, someone()),
    connectionId: webchat,
  });
  await world.db.sql`update contacts set blocked_at = now() where id = ${contactId}`;
  await world.admin.refused("contact_blocked", "conversation.start", start(world, { id: contactId }));
  await world.db.sql`update connections set status = 'off' where id = ${world.connectionId}`;
  await world.admin.refused("connection_off", "conversation.start", start(world, someone()));
  await world.db.sql`update connections set status = 'active' where id = ${world.connectionId}`;
  const roleId = newId();
  await world.admin.done("role.save", { roleId, name: "Sem iniciar", permissions: ["chat.take"] });
  const lia = await world.member("Lia", { id: roleId });
  const params = await lia.refused("forbidden", "conversation.start", start(world, someone()));
  assert.deepEqual(params, { permission: "chat.start" });
});

check(
  "CTP-01 a contact's fields change one by one, with before and after, and the number moves with its key",
  async (world) => {
    const { contactId } = await world.story();
    await world.admin.done("contact.update", { contactId, name: "Marina Teles", email: "marina@x.test" });
    const event = await lastEvent(world, "contact_updated");
    assert.deepEqual(event?.after, { name: "Marina Teles", email: "marina@x.test" });
    assert.equal(event?.before.email, null);
    const phone = number();
    await world.admin.done("contact.update", { contactId, phone });
    const { mirror } = world.admin;
    const row = await mirror.until(
      "the new number",
      () =>
        mirror.rows("contact_identities").find((one) =>
          one.contact_id === contactId && one.kind === "phone" &&
          one.value.endsWith(phone.replace(/\D/g, ""))
        ),
    );
    assert.equal(
      mirror.rows("contact_identities").filter((one) => one.contact_id === contactId && one.kind === "phone").length,
      1,
    );
    await mirror.until("the contact's own row", () => mirror.row("contacts", contactId)?.phone === row.value);
    const other = await world.story();
    const params = await world.admin.refused("contact_exists", "contact.update", {
      contactId: other.contactId,
      phone,
    });
    assert.deepEqual(params, { contactId, name: "Marina Teles" });
    const bad = await world.admin.refused("bad_input", "contact.update", { contactId, phone: "abc" });
    assert.equal(bad.field, "phone");
    await world.admin.done("contact.update", { contactId, phone: null, email: null });
    await mirror.until("no number", () => mirror.row("contacts", contactId)?.phone === null);
    assert.deepEqual(await world.admin.refused("not_found", "contact.update", { contactId: newId() }), {
      what: "contact",
    });
  },
);
