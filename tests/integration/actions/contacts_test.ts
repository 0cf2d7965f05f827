import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import { closeWindow, eventsOf, lastEvent, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
let numbers = 0;
const number = () => `(31) 9${String(81000000 + ++numbers)}`;

async function created(world: World, more: { phone?: string | null; name?: string } = {}): Promise<string> {
  const contactId = newId();
  await world.admin.done("contact.create", {
    contactId,
    name: "Rui Prado",
    phone: number(),
    foreign: false,
    email: null,
    ...more,
  });
  return contactId;
}
const messagesOf = async (world: World, contactId: string) => {
  const [row] = await world.db.sql<{ n: number }[]>`
    select count(*)::int as n from messages m join conversations c on c.id = m.conversation_id
    where c.contact_id = ${contactId}`;
  return row!.n;
};

check(
  "a contact made by hand is kept as 55 + DDD + number; the number, ninth digit or not, is nobody else's (CON-02, CON-05, CON-09, X-42)",
  async (world) => {
    const contactId = await created(world, { phone: "31 98345-6789" });
    const { mirror } = world.admin;
    const row = await mirror.until("the contact", () => mirror.row("contacts", contactId));
    assert.deepEqual([row.phone, row.source], ["+5531983456789", "member"]);
    for (const phone of ["+55 (31) 98345-6789", "3183456789"]) {
      const params = await world.admin.refused("contact_exists", "contact.create", {
        contactId: newId(),
        name: "Outro",
        phone,
        email: null,
      });
      assert.deepEqual(params, { contactId, name: "Rui Prado" });
    }
    const bad = { contactId: newId(), name: "X", phone: "12", email: null };
    assert.equal((await world.admin.refused("bad_input", "contact.create", bad)).field, "phone");
    const foreign = { contactId: newId(), name: "Mary", phone: "1 202 555 0143", foreign: true, email: null };
    await world.admin.done("contact.create", foreign);
    // Writing from that number they are the same person.
    const customer = world.meta.addCustomer({ name: "Ruizinho", waId: "553183456789" });
    customer.sendText("Oi");
    await waitFor("their message", async () => await messagesOf(world, contactId) === 1 || undefined);
  },
);

check(
  "system fields, custom fields, free names and tags change each for itself; the event has what each was (CTP-07, CTP-08, CON-06, CFD-01, CFD-02, CFD-04, X-27)",
  async (world) => {
    const [contactId, fieldId, tagId] = [await created(world), newId(), newId()];
    await world.admin.done("tag.save", { tagId, name: "vip" });
    await world.admin.done("field.save", {
      fieldId,
      name: "Plano",
      fieldType: "select",
      scope: "contact",
      options: ["Ouro", "Prata"],
    });
    const { mirror } = world.admin;
    const { key, scope } = await mirror.until("the field", () => mirror.row("custom_fields", fieldId));
    assert.equal(scope, "contact");
    await world.admin.done("contact.update", {
      contactId,
      birthDate: "1990-03-14",
      cpf: "529.982.247-25",
      rg: "MG-1",
      customerCode: "C 77",
      address: "Rua A, 10\nBH",
      fields: { [key]: "Ouro" },
      extra: { Time: "Galo", Pet: "Bidu" },
      addTagIds: [tagId],
    });
    await world.admin.done("contact.update", { contactId, rg: "", fields: { [key]: "Prata" }, extra: { Pet: null } });
    const row = await mirror.until("both changes", () => {
      const now = mirror.row("contacts", contactId);
      return now?.fields[key] === "Prata" ? now : undefined;
    });
    assert.deepEqual(
      [row.birth_date, row.cpf, row.rg, row.customer_code, row.address, row.extra, row.tag_ids],
      ["1990-03-14", "52998224725", null, "C 77", "Rua A, 10\nBH", { Time: "Galo" }, [tagId]],
    );
    const event = await lastEvent(world, "contact_updated");
    assert.deepEqual(event?.before, { rg: "MG-1", fields: { [key]: "Ouro" }, extra: { Pet: "Bidu" } });
    assert.deepEqual(event?.after, { rg: null, fields: { [key]: "Prata" }, extra: { Pet: null } });
  },
);

check("a value that does not fit is refused by its field's name (CTP-07, CFD-01)", async (world) => {
  const contactId = await created(world);
  const refused = async (change: Record<string, unknown>) =>
    (await world.admin.refused("bad_input", "contact.update", { contactId, ...change })).field;
  assert.equal(await refused({ cpf: "529.982.247-24" }), "cpf");
  assert.equal(await refused({ birthDate: "1990-02-31" }), "birthDate");
  assert.equal(await refused({ fields: { f_none: "x" } }), "fields.f_none");
  const extra = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`n${at}`, "v"]));
  assert.equal(await refused({ extra }), "extra");
  await world.admin.refused("not_found", "contact.update", { contactId, ownerId: newId() });
});

check(
  "blocked: at once nothing goes out by any path and nothing comes in, at Meta too; unblocked it works again (BLK-01, BLK-02, BLK-04, BLK-07)",
  async (world) => {
    const { contactId, conversationId, ticketId, customer } = await world.story();
    const [inbound] = await world.db.sql<{ id: string }[]>`
      select id from messages where conversation_id = ${conversationId}`;
    await world.admin.done("contact.block", { contactId });
    assert.equal((await lastEvent(world, "contact_blocked"))?.actor_id, world.admin.memberId);
    await waitFor("Meta to have it on its list", () => customer.data.isBlocked || undefined);
    const content = { conversationId, text: "Oi", seen: null, anyway: true };
    await world.admin.refused("contact_blocked", "message.send", { ...content, messageId: newId() });
    await world.admin.refused("contact_blocked", "message.react", { messageId: inbound!.id, emoji: "👍" });
    // What Meta lets through (an old webhook) is journaled and makes nothing.
    const before = await messagesOf(world, contactId);
    customer.data.isBlocked = false;
    customer.sendText("Ainda estou aqui");
    await world.meta.idle();
    await world.ingested();
    assert.equal(await messagesOf(world, contactId), before);
    // Closing with a text closes; the text stays here and the timeline says so.
    const closed = await world.admin.done("ticket.close", { ticketId, message: "Tchau" });
    assert.equal(closed.data?.messageSkipped, true);
    const [skip] = await eventsOf(world, ticketId, "closing_message_skipped");
    assert.equal(skip?.after.reason, "contact_blocked");
    await world.admin.refused("contact_blocked", "conversation.start", {
      conversationId: newId(),
      ticketId: newId(),
      connectionId: world.connectionId,
      departmentId: null,
      contact: { id: contactId },
    });
    assert.equal(world.meta.sent.filter((one) => one.customerId === customer.data.id).length, 0);

    await closeWindow(world, conversationId);
    await world.admin.done("contact.unblock", { contactId });
    await waitFor("Meta's list without it", () => customer.data.isBlocked === false || undefined);
    customer.sendText("Voltei");
    await waitFor("the message", async () => await messagesOf(world, contactId) > before || undefined);
  },
);

check(
  "official WhatsApp blocks only who wrote in the last 24 h; other channels whenever; twice is once (BLK-03, X-24)",
  async (world) => {
    const { contactId, conversationId } = await world.story();
    await closeWindow(world, conversationId);
    const params = await world.admin.refused("block_too_late", "contact.block", { contactId });
    assert.equal(typeof params.since, "string");
    const unknown = await created(world);
    assert.deepEqual(await world.admin.refused("block_too_late", "contact.block", { contactId: unknown }), {
      since: null,
    });
    const elsewhere = await created(world, { phone: null });
    await world.admin.done("contact.block", { contactId: elsewhere });
    await world.admin.done("contact.block", { contactId: elsewhere });
    const [row] = await world.db.sql<{ n: number }[]>`
      select count(*)::int as n from events where type = 'contact_blocked' and contact_id = ${elsewhere}`;
    assert.equal(row!.n, 1);
  },
);

check("what was queued when the contact was blocked fails with the reason and never leaves (BLK-02)", async (world) => {
  const { contactId, conversationId, customer } = await world.story();
  const statusOf = async (id: string) => {
    const [row] = await world.db.sql<{ status: string; error_code: string | null }[]>`
      select status, error_code from messages where id = ${id}`;
    return `${row!.status} ${row!.error_code ?? ""}`;
  };
  const queued = async () => {
    // Meta asks for patience: the message waits in the queue, its job comes back in two seconds.
    world.meta.faults.next.push("rate");
    const id = await world.admin.send(conversationId, "Oi");
    await waitFor("the first try", () => world.meta.faults.next.length === 0 || undefined);
    await waitFor("its place in the queue", async () => await statusOf(id) === "queued " || undefined);
    return id;
  };
  const first = await queued();
  await world.admin.done("contact.block", { contactId });
  assert.equal(await statusOf(first), "failed contact_blocked");
  await world.admin.refused("contact_blocked", "message.retry", { messageId: first });
  await world.admin.done("contact.unblock", { contactId });
  await waitFor("Meta's list without it", () => customer.data.isBlocked === false || undefined);

  // Accepted in the moment of the block, by whatever path: the job itself looks.
  const second = await queued();
  await world.db.sql`update contacts set blocked_at = clock_timestamp() where id = ${contactId}`;
  await waitFor("the second try", async () => await statusOf(second) === "failed contact_blocked" || undefined);
  assert.equal(world.meta.sent.filter((one) => one.customerId === customer.data.id).length, 0);
});

check(
  "deleted: not while blocked, not with an open ticket, not without the permission; who writes again is new (CON-08, CON-11)",
  async (world) => {
    const { contactId, ticketId, customer } = await world.story();
    const lia = await world.member("Lia Reis");
    assert.deepEqual(await lia.refused("forbidden", "contact.delete", { contactId }), {
      permission: "contacts.delete",
    });
    const open = await world.admin.refused("contact_open_ticket", "contact.delete", { contactId });
    assert.deepEqual(open, { ticketId, count: 1 });
    await world.admin.done("contact.block", { contactId });
    await world.admin.done("ticket.close", { ticketId, message: "" });
    await world.admin.refused("contact_blocked", "contact.delete", { contactId });
    await world.admin.done("contact.unblock", { contactId });
    await waitFor("Meta's list without it", () => customer.data.isBlocked === false || undefined);
    await world.admin.done("contact.delete", { contactId });
    const { mirror } = world.admin;
    await mirror.until("gone from browsers", () => mirror.row("contacts", contactId) === undefined);
    customer.sendText("Oi de novo");
    const [identity] = await waitFor("a new contact", async () => {
      const rows = await world.db.sql<{ contact_id: string }[]>`
        select contact_id from contact_identities where value = ${customer.data.userId} and deleted_at is null`;
      return rows.length > 0 ? rows : undefined;
    });
    assert.notEqual(identity!.contact_id, contactId);
  },
);

check(
  "a contact in a member's portfolio: its new tickets go to that member, while they are of the team (CTP-18, X-38)",
  async (world) => {
    const rosa = await world.member("Rosa Lima");
    const { contactId, ticketId, conversationId, customer } = await world.story();
    await world.admin.done("contact.update", { contactId, ownerId: rosa.memberId });
    assert.equal((await ticketOf(world, ticketId)).agent_id, null, "the open one stays where it is");
    const next = async (text: string, before: string) => {
      await world.admin.done("ticket.close", { ticketId: before, message: "" });
      customer.sendText(text);
      return await waitFor("the next ticket", async () => {
        const [row] = await world.db.sql<{ ticket_id: string }[]>`
          select ticket_id from conversations where id = ${conversationId} and ticket_id <> ${before}`;
        return row?.ticket_id;
      });
    };
    const second = await next("Voltei", ticketId);
    const { status, agent_id, department_id } = await ticketOf(world, second);
    assert.deepEqual([status, agent_id, department_id], ["in_progress", rosa.memberId, null]);
    await world.admin.done("member.remove", { memberId: rosa.memberId });
    const third = await next("De novo", second);
    assert.deepEqual((await ticketOf(world, third)).status, "waiting");
  },
);
