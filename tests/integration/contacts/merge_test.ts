import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { lastEvent } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { Story, World } from "../harness/world.ts";

const check = suite();
type Facts = Record<string, unknown>;

/** Everything a merge touches of these contacts, as it stands; without what any write changes. */
async function facts(world: World, contacts: string[]): Promise<Facts> {
  const { sql } = world.db;
  const all = async (query: string): Promise<unknown> =>
    (await sql.unsafe<{ row: Facts }[]>(`select to_jsonb(t) - 'version' - 'sight' as row from (${query}) t`, [
      contacts,
    ]))
      .map(({ row }) => row);
  const conversations = "select id from conversations where contact_id = any($1::uuid[])";
  return {
    contacts: await all("select * from contacts where id = any($1::uuid[]) order by id"),
    identities: await all("select * from contact_identities where contact_id = any($1::uuid[]) order by id"),
    observations: await all("select * from observations where contact_id = any($1::uuid[]) order by id"),
    conversations: await all("select * from conversations where contact_id = any($1::uuid[]) order by id"),
    tickets: await all("select * from tickets where contact_id = any($1::uuid[]) order by id"),
    scheduled: await all("select * from scheduled_messages where contact_id = any($1::uuid[]) order by id"),
    messages: await all(`select * from messages where conversation_id in (${conversations}) order by id`),
    words: await all(`select * from message_words where conversation_id in (${conversations}) order by message_id`),
    notifications: await all(`select * from notifications where conversation_id in (${conversations}) order by id`),
    notes: await all(`select * from ticket_notes where conversation_id in (${conversations}) order by id`),
    events: await all(`select * from events where type not in ('contact_merged', 'contact_unmerged', 'message_failed')
      and (contact_id = any($1::uuid[]) or conversation_id in (${conversations})) order by id`),
  };
}

/** Tables with rows that still name this conversation: whoever adds one is reminded here that threads may be joined. */
async function naming(world: World, conversationId: string): Promise<string[]> {
  const tables = await world.db.sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'conversation_id' and table_name <> 'deliveries'`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await world.db.sql`select from ${world.db.sql(name)} where conversation_id = ${conversationId}`;
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** Two people who wrote; the second's ticket is closed, something is scheduled for them, they are tagged and noted. */
async function two(world: World): Promise<{ kept: Story; other: Story }> {
  const [kept, other] = [await world.story("Sou eu"), await world.story("Sou eu também")];
  await world.admin.send(other.conversationId, "Bom dia");
  // Somebody who follows it is told of its closing.
  const follower = await world.member(`Nilda ${newId().slice(-8)}`, "supervisor");
  await follower.done("ticket.follow", { ticketId: other.ticketId, on: true });
  await world.admin.done("ticket.close", { ticketId: other.ticketId, message: "" });
  await world.admin.done("contact.update", {
    contactId: other.contactId,
    email: "eu@exemplo.test",
    extra: { Pet: "Bidu" },
  });
  await world.admin.done("observation.save", {
    observationId: newId(),
    contactId: other.contactId,
    text: "Prefere à tarde",
    dueDate: null,
    forwardTo: null,
  });
  await world.admin.done("schedule.save", {
    scheduleId: newId(),
    conversationId: other.conversationId,
    dueAt: new Date(Date.now() + 3_600_000).toISOString(),
    text: "Lembrete",
    ifClosed: "send",
    repeat: "none",
  });
  // On another connection only the other one has a thread: it changes hands as it is.
  const [connectionId, conversationId] = [newId(), newId()];
  const { sql } = world.db;
  const own = { workspace_id: world.workspaceId, channel: "webchat" };
  await sql`insert into connections ${sql({ ...own, id: connectionId, name: "Site" })}`;
  const contact_id = other.contactId;
  await sql`insert into conversations ${
    sql({ ...own, id: conversationId, connection_id: connectionId, contact_id, has_window: false })
  }`;
  return { kept, other };
}

check(
  "merged: threads on one connection become one in the order of time, with tickets, observations, schedule and addresses; every browser follows; taken back, everything is exactly as it was",
  async (world) => {
    const { kept, other } = await two(world);
    const ids = [kept.contactId, other.contactId];
    const before = await facts(world, ids);
    const rui = await world.member("Rui Alves", "supervisor");
    const { mirror } = world.admin;
    const mergeId = newId();
    const merge = { contactId: kept.contactId, otherId: other.contactId, mergeId, take: ["email"] };
    await rui.done("contact.merge", merge);

    await mirror.until("the other record to go", () => mirror.row("contacts", other.contactId) === undefined);
    await mirror.until("its thread to go", () => mirror.row("conversations", other.conversationId) === undefined);
    const row = await mirror.until("the kept one", () => {
      const now = mirror.row("contacts", kept.contactId);
      return now?.email === "eu@exemplo.test" && now;
    });
    assert.deepEqual(row.extra, { Pet: "Bidu" });
    assert.deepEqual(await naming(world, other.conversationId), [], "left behind with the emptied thread");
    const moved = () => mirror.rows("conversations").filter((one) => one.contact_id === kept.contactId);
    await mirror.until("both threads with the kept one", () => moved().length === 2);
    const bodies = await mirror.until("their messages", () => {
      const mine = mirror.rows("messages").filter((one) => one.conversation_id === kept.conversationId);
      return mine.length === 3 && mine.sort((a, b) => (a.created_at < b.created_at ? -1 : 1)).map((one) => one.body);
    });
    assert.deepEqual(bodies, ["Sou eu", "Sou eu também", "Bom dia"]);
    const thread = mirror.row("conversations", kept.conversationId)!;
    assert.deepEqual([thread.ticket_id, thread.last_preview, thread.unread], [kept.ticketId, "Bom dia", 1]);
    assert.equal(mirror.row("tickets", other.ticketId)?.contact_id, kept.contactId);
    const hanging = (table: "observations" | "contact_identities" | "scheduled_messages") =>
      mirror.rows(table).filter((one) => one.contact_id === kept.contactId).length;
    await mirror.until(
      "what hangs on them",
      () => hanging("observations") === 1 && hanging("scheduled_messages") === 1,
    );
    assert.equal(hanging("contact_identities"), 4);

    await rui.done("contact.unmerge", { mergeId });
    await mirror.until("both again", () => mirror.row("conversations", other.conversationId)?.deleted_at === null);
    assert.deepEqual(await facts(world, ids), before);
    await rui.refused("undo_over", "contact.unmerge", { mergeId });
  },
);

check(
  "who has two numbers is answered at the one they write from; what came since stays with the kept one",
  async (world) => {
    const { kept, other } = await two(world);
    const mergeId = newId();
    await world.admin.done("contact.merge", { contactId: kept.contactId, otherId: other.contactId, mergeId, take: [] });
    const { mirror } = world.admin;
    for (const customer of [other.customer, kept.customer]) {
      customer.sendText(`Agora por aqui ${customer.data.id}`);
      await mirror.until(
        "their words",
        () => mirror.rows("messages").some((one) => one.body === `Agora por aqui ${customer.data.id}`),
      );
      const sent = await world.admin.send(kept.conversationId, "Respondo aqui");
      await mirror.message(sent, "sent", "delivered", "read");
      assert.equal(world.meta.sent.at(-1)?.customerId, customer.data.id);
    }
    await world.admin.done("contact.update", { contactId: kept.contactId, rg: "MG-1" });
    await world.admin.done("contact.unmerge", { mergeId });
    const now = await facts(world, [kept.contactId]) as Record<string, { rg?: string; body?: string }[]>;
    assert.equal(now.contacts![0]!.rg, "MG-1");
    assert.equal(
      now.messages!.filter((one) => one.body === "Respondo aqui").length,
      2,
    );
    const [back] = await world.db.sql<{ ticket_id: string; last_preview: string }[]>`
    select ticket_id, last_preview from conversations where id = ${other.conversationId}`;
    assert.deepEqual({ ...back }, { ticket_id: other.ticketId, last_preview: "Bom dia" });
  },
);

check(
  "refused: two open tickets on one connection, without the permission, with itself, a record that is gone, after 30 days",
  async (world) => {
    const [a, b] = [await world.story(), await world.story()];
    const merge = { contactId: a.contactId, otherId: b.contactId, take: [] };
    const clash = await world.admin.refused("merge_open_tickets", "contact.merge", { ...merge, mergeId: newId() });
    assert.deepEqual(clash, { ticketId: b.ticketId, otherId: a.ticketId });
    const agent = await world.member("Bia Reis");
    await agent.refused("forbidden", "contact.merge", { ...merge, mergeId: newId() });
    await world.admin.refused("bad_input", "contact.merge", { ...merge, otherId: a.contactId, mergeId: newId() });
    await world.admin.refused("not_found", "contact.merge", { ...merge, otherId: newId(), mergeId: newId() });
    await world.admin.done("ticket.close", { ticketId: b.ticketId, message: "" });
    const mergeId = newId();
    await world.admin.done("contact.merge", { ...merge, mergeId });
    await world.db.sql`update contact_merges set at = at - interval '31 days' where id = ${mergeId}`;
    await world.admin.refused("undo_over", "contact.unmerge", { mergeId });
    assert.deepEqual((await lastEvent(world, "contact_merged"))?.after, { mergeId, otherId: b.contactId });
  },
);

check(
  "suggested: the same number with or without the ninth digit, CPF, e-mail, full name; not those told apart, not for agents",
  async (world) => {
    const { sql } = world.db;
    const made = async (name: string, more: Record<string, unknown>) => {
      const id = newId();
      await sql`insert into contacts ${sql({ id, workspace_id: world.workspaceId, name, ...more })}`;
      return id;
    };
    const [nine, eight] = [
      await made("Um", { phone: "+5531988776655" }),
      await made("Dois", { phone: "+553188776655" }),
    ];
    const [mail, same] = [await made("Três", { email: "A@x.test" }), await made("Quatro", { email: "a@X.test " })];
    const [jose, josé] = [await made("Jose  Luís", {}), await made("José Luis", {})];
    await made("Sozinho", {});
    await made("Sozinho", {});
    type Pair = { a: { id: string }; b: { id: string }; reason: string };
    const pairs = async (ask = ""): Promise<Pair[]> =>
      (await world.admin.json("GET", `/api/contacts/duplicates${ask}`)).pairs;
    const mine = (found: Pair[]) => found.filter(({ a }) => [nine, mail, jose].includes(a.id));
    assert.deepEqual(mine(await pairs()).map(({ a, b, reason }) => [a.id, b.id, reason]), [
      [nine, eight, "phone"],
      [mail, same, "email"],
      [jose, josé, "name"],
    ]);
    assert.equal((await pairs(`?contactId=${same}`)).length, 1);
    await world.admin.done("contact.apart", { contactId: josé, otherId: jose });
    assert.equal(mine(await pairs()).length, 2);
    const agent = await world.member("Davi Reis");
    assert.equal((await agent.problem("GET", "/api/contacts/duplicates")).code, "forbidden");
  },
);
