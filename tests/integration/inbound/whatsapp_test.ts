import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { png } from "../harness/files.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { hook, statusHook } from "../harness/hooks.ts";

const check = suite();

let serial = 0;

const wamid = () => `wamid.TEST${++serial}${crypto.randomUUID().slice(0, 8)}`;

const person = (more: { from?: string; user?: string; name?: string } = {}) => ({
  from: `55319${81000000 + ++serial}`,
  ...more,
});

async function messagesWith(world: World, body: string) {
  await world.ingested();
  return await world.db.sql`
    select m.id, m.conversation_id, m.ticket_id, c.contact_id, m.status from messages m
    join conversations c on c.id = m.conversation_id where m.body = ${body} order by m.created_at`;
}

check("the same webhook one after the other and ten at once makes one message", async (world) => {
  const body = hook(world, { ...person(), id: wamid(), text: "repetida" });
  for (let n = 0; n < 3; n++) assert.equal((await world.webhook(body)).status, 200);
  assert.equal((await messagesWith(world, "repetida")).length, 1);
  const burst = hook(world, { ...person(), id: wamid(), text: "rajada" });
  await Promise.all(Array.from({ length: 10 }, () => world.webhook(burst)));
  assert.equal((await messagesWith(world, "rajada")).length, 1);
});

check("two messages of a new person at once make one contact, one conversation and one ticket", async (world) => {
  const who = person();
  await Promise.all(
    ["um", "dois", "três", "quatro"].map((text) =>
      world.webhook(hook(world, { ...who, id: wamid(), text: `junto ${text}` }))
    ),
  );
  await world.ingested();
  const rows = await world.db.sql`
    select distinct m.conversation_id, m.ticket_id, c.contact_id from messages m join conversations c on c.id = m.conversation_id
    where m.body like 'junto %'`;
  assert.equal(rows.length, 1);
  const [contacts] = await world.db.sql`select count(*)::int as n from contacts where phone = ${`+${who.from}`}`;
  assert.equal(contacts!.n, 1);
});

check(
  "D.2 the first message waits in the connection's department, with a protocol, unread 1 and its event (CHN-11)",
  async (world) => {
    const department = await world.department("Triagem");
    await world.db.sql`update connections set department_id = ${department} where id = ${world.connectionId}`;
    const { ticketId, conversationId, contactId } = await world.story();
    await world.db.sql`update connections set department_id = null where id = ${world.connectionId}`;
    const { mirror } = world.admin;
    const ticket = await mirror.until("the ticket", () => mirror.row("tickets", ticketId));
    assert.deepEqual([ticket.status, ticket.agent_id, ticket.department_id], ["waiting", null, department]);
    assert.match(ticket.protocol, /\d{4,}/);
    await mirror.until("one unread", () => mirror.row("conversations", conversationId)?.unread === 1);
    const events = await mirror.until("two events", () => {
      const rows = mirror.rows("events").filter((event) => event.conversation_id === conversationId);
      return rows.length === 2 && rows;
    });
    assert.deepEqual(events.map((event) => [event.type, event.actor_kind, event.actor_id]).sort(), [
      ["message_received", "contact", contactId],
      ["ticket_opened", "contact", contactId],
    ]);
  },
);

check(
  "while a ticket is open messages join it; after it was closed the next opens a new one (CLS-23)",
  async (world) => {
    const { ticketId, customer } = await world.story("primeira");
    customer.sendText("segunda da mesma");
    await waitRow(world, "segunda da mesma");
    assert.equal((await messagesWith(world, "segunda da mesma"))[0]?.ticket_id, ticketId);
    await world.admin.done("ticket.close", { ticketId, message: "" });
    customer.sendText("depois de fechado");
    await waitRow(world, "depois de fechado");
    const [after] = await messagesWith(world, "depois de fechado");
    assert.notEqual(after!.ticket_id, ticketId);
  },
);

async function waitRow(world: World, body: string) {
  const { mirror } = world.admin;
  return await mirror.until(body, () => mirror.rows("messages").find((row) => row.body === body));
}

check(
  "receipts only move forward: read, then delivered, then sent changes nothing; a late failure neither",
  async (world) => {
    const { conversationId } = await world.story();
    world.meta.faults.hold = true;
    try {
      const messageId = await world.admin.send(conversationId, "Recibos");
      await world.admin.mirror.message(messageId, "sent");
      const { wamid } = world.meta.sent.find((sent) => sent.callbackData === messageId)!;
      for (const status of ["read", "delivered", "sent", "failed"]) {
        assert.equal((await world.webhook(statusHook(world, { id: wamid, status }))).status, 200);
        await world.ingested();
        const [row] = await world.db.sql`select status, error_code from messages where id = ${messageId}`;
        assert.deepEqual({ ...row }, { status: "read", error_code: null });
      }
    } finally {
      world.meta.faults.hold = false;
      world.meta.flush();
    }
  },
);

check(
  "a person known by user id only, then with a number, stays one contact; the number reaches them",
  async (world) => {
    const user = `BR.${1e15 + ++serial}`;
    await world.webhook(hook(world, { user, id: wamid(), text: "sem número", name: "Gabi" }));
    const [first] = await messagesWith(world, "sem número");
    const from = `55319${82000000 + serial}`;
    await world.webhook(hook(world, { user, from, id: wamid(), text: "com número", name: "Gabi" }));
    const [second] = await messagesWith(world, "com número");
    assert.equal(second!.conversation_id, first!.conversation_id);
    const [contact] = await world.db.sql`select name, phone from contacts where id = ${first!.contact_id}`;
    assert.deepEqual({ ...contact }, { name: "Gabi", phone: `+${from}` });
  },
);

check(
  "X-42 the same Brazilian mobile with and without the ninth digit is one person; a landline is not",
  async (world) => {
    const tail = String(81230000 + ++serial);
    await world.webhook(hook(world, { from: `5531${tail}`, id: wamid(), text: "oito dígitos" }));
    await world.webhook(hook(world, { from: `55319${tail}`, id: wamid(), text: "nove dígitos" }));
    await world.webhook(hook(world, { from: `5531${"3" + tail.slice(1)}`, id: wamid(), text: "fixo" }));
    const [eight] = await messagesWith(world, "oito dígitos");
    const [nine] = await messagesWith(world, "nove dígitos");
    const [land] = await messagesWith(world, "fixo");
    assert.equal(nine!.contact_id, eight!.contact_id);
    assert.notEqual(land!.contact_id, eight!.contact_id);
  },
);

check(
  "SES-01 the window counts from when the customer wrote: a late retry opens nothing, a message of now does",
  async (world) => {
    const who = person();
    const day = 24 * 3_600_000;
    await world.webhook(hook(world, { ...who, id: wamid(), text: "de anteontem", at: Date.now() - 2 * day }));
    const [row] = await messagesWith(world, "de anteontem");
    const until = async () =>
      (await world.db.sql`select free_text_until > now() as open from conversations where id = ${
        row!.conversation_id
      }`)[0]!.open;
    assert.equal(await until(), false);
    await world.admin.refused("window_closed", "message.send", {
      conversationId: row!.conversation_id,
      messageId: newId(),
      text: "Oi",
      seen: null,
      anyway: true,
    });
    await world.webhook(hook(world, { ...who, id: wamid(), text: "de agora" }));
    await messagesWith(world, "de agora");
    assert.equal(await until(), true);
    // Older news after newer ones does not shorten it either.
    await world.webhook(hook(world, { ...who, id: wamid(), text: "atrasada", at: Date.now() - day / 2 }));
    await messagesWith(world, "atrasada");
    const [left] = await world.db.sql`
    select extract(epoch from free_text_until - now())::int as s from conversations where id = ${row!.conversation_id}`;
    assert.ok(left!.s > 23 * 3600);
  },
);

check("a clock of the provider that is ahead does not open the window for longer than 24 h", async (world) => {
  await world.webhook(hook(world, { ...person(), id: wamid(), text: "do futuro", at: Date.now() + 7 * 86_400_000 }));
  const [row] = await messagesWith(world, "do futuro");
  const [left] = await world.db.sql`
    select extract(epoch from free_text_until - now())::int as s from conversations where id = ${row!.conversation_id}`;
  assert.ok(left!.s <= 24 * 3600, String(left!.s));
});

check(
  "a picture is fetched, typed by its bytes and served; HTML under an image's name is not kept, and says so",
  async (world) => {
    const { customer, conversationId } = await world.story();
    const bytes = await png();
    customer.sendImage({ bytes, mime: "image/png", name: "foto.png", caption: "A sala" });
    const { mirror } = world.admin;
    const row = await mirror.until(
      "the picture",
      () =>
        mirror.rows("messages").find((one) =>
          one.conversation_id === conversationId && one.kind === "image" && (one.media?.size ?? 0) > 0
        ),
    );
    assert.deepEqual([row.body, row.media?.mime, row.media?.size], ["A sala", "image/png", bytes.length]);
    const served = await world.admin.fetch("GET", `/media/${row.media!.id}`);
    assert.deepEqual(new Uint8Array(await served.arrayBuffer()), bytes);
    const html = new TextEncoder().encode("<!doctype html><script>alert(1)</script>");
    customer.sendFile({ bytes: html, mime: "application/pdf", name: "boleto.pdf" });
    const refused = await mirror.until(
      "the refusal",
      () =>
        mirror.rows("messages").find((one) =>
          one.conversation_id === conversationId && one.kind === "document" && one.error_code !== null
        ),
    );
    assert.equal(refused.error_code, "media_type");
    const gone = await world.admin.fetch("GET", `/media/${refused.media!.id}`);
    await gone.body?.cancel();
    assert.equal(gone.status, 404);
  },
);

check("malformed webhooks are answered 200, kept, and stop nothing that comes after", async (world) => {
  const good = wamid();
  const bodies: unknown[] = [
    "not json",
    "[]",
    "null",
    "{}",
    { entry: 3 },
    { entry: [{ changes: "x" }] },
    { entry: [{ changes: [{ field: "messages" }] }] },
    {
      entry: [{
        changes: [{ field: "messages", value: { messages: [null, 5, {}, { id: 7 }], statuses: ["x", { id: 1 }] } }],
      }],
    },
    { entry: [{ changes: [{ field: "invented_2027", value: { deep: [] } }] }] },
    hook(world, { ...person(), id: wamid(), text: "nul \0 aqui" }),
    JSON.stringify(hook(world, { ...person(), id: wamid(), text: "meio SURROGATE" })).replace("SURROGATE", "\\ud83d"),
    hook(world, { ...person(), id: wamid(), text: "x".repeat(200_000) }),
    hook(world, { ...person(), id: good, text: "bem formada" }),
  ];
  for (const body of bodies) assert.equal((await world.webhook(body)).status, 200, JSON.stringify(body).slice(0, 80));
  assert.equal((await messagesWith(world, "bem formada")).length, 1);
  assert.equal((await messagesWith(world, "nul  aqui")).length, 1);
  assert.equal((await messagesWith(world, "meio \ufffd")).length, 1);
  const stuck = await world.db.sql`select error from inbound_journal where processed_at is null`;
  assert.deepEqual([...stuck], []);
});

check("one webhook with several people's messages and a receipt makes all of them", async (world) => {
  const one = hook(world, { ...person(), id: wamid(), text: "lote um" });
  const two = hook(world, { ...person(), id: wamid(), text: "lote dois" });
  const batch = {
    ...one,
    entry: [...one.entry, ...two.entry, { id: "x", changes: [{ field: "messages", value: null }] }],
  };
  assert.equal((await world.webhook(batch)).status, 200);
  assert.equal((await messagesWith(world, "lote um")).length, 1);
  assert.equal((await messagesWith(world, "lote dois")).length, 1);
});

check("an account error of the provider stops the connection and says what it is", async (world) => {
  const error = { code: 190, title: "Access token has expired", message: "Access token has expired" };
  await world.webhook(hook(world, { errors: [error] }));
  const { mirror } = world.admin;
  await mirror.until("needs_token", () => mirror.row("connections", world.connectionId)?.status === "needs_token");
  const event = await mirror.until(
    "its event",
    () => mirror.rows("events").find((one) => one.type === "connection_problem"),
  );
  assert.deepEqual([event.before.status, event.after.status, event.after.problem], [
    "active",
    "needs_token",
    "needs_token",
  ]);
  await world.db.sql`update connections set status = 'active' where id = ${world.connectionId}`;
});
