import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import { suite } from "../harness/suite.ts";
import type { Client } from "../harness/client.ts";
import type { World } from "../harness/world.ts";

const check = suite();
type Found = {
  found: { contacts: string[]; tickets: string[]; messages: string[]; notes: string[]; more: boolean };
  messages: Row<"messages">[];
  notes: Row<"ticket_notes">[];
  contacts: Row<"contacts">[];
  tickets: Row<"tickets">[];
  conversations: Row<"conversations">[];
};

const search = (client: Client, q: string, more: Record<string, string> = {}): Promise<Found> =>
  client.json("GET", `/api/search?${new URLSearchParams({ q, ...more })}`);
const bodies = (found: Found) => found.messages.map((message) => message.body);

/** Straight into the table, as a bulk of history. Answers the ids, oldest first. */
async function write(world: World, conversationId: string, texts: string[], more: Record<string, unknown> = {}) {
  const rows = texts.map((body) => ({
    id: newId(),
    workspace_id: world.workspaceId,
    conversation_id: conversationId,
    connection_id: world.connectionId,
    direction: "in",
    kind: "text",
    status: "received",
    body,
    ...more,
  }));
  await world.db.sql`insert into messages ${world.db.sql(rows)}`;
  return rows.map((row) => row.id);
}

check(
  "messages by their words, without accents, case and signs; every word wanted, each may go on (INB-31)",
  async (world) => {
    const { conversationId } = await world.story("A 2ª via do BOLETO-73 não chegou, situação péssima");
    await world.story("Boletos?");
    for (const q of ["boleto-73", "BOLETO 73", "situacao pessima", "2a via 73".replace("a", "ª"), "bol 73 situ"]) {
      const found = await search(world.admin, q);
      assert.deepEqual(
        found.messages.map((one) => one.conversation_id),
        [conversationId],
        q,
      );
      assert.deepEqual(
        found.found.messages,
        found.messages.map((one) => one.id),
      );
      assert.deepEqual(
        found.conversations.map((one) => one.id),
        [conversationId],
      );
    }
    assert.deepEqual(bodies(await search(world.admin, "boleto")).length, 2, "newest first, both");
    assert.deepEqual(bodies(await search(world.admin, "oleto-73")), [], "a word is found from where it begins");
    assert.deepEqual(bodies(await search(world.admin, "?! —")), []);
  },
);

check(
  "files by their name, notes by their text, tickets by protocol, contacts by number: each in its group (INB-30)",
  async (world) => {
    const { conversationId, ticketId, contactId } = await world.story("Segue o documento");
    const media = { id: newId(), kind: "document", mime: "application/pdf", name: "Contrato_Araújo-2026.pdf", size: 9 };
    const [file] = await write(world, conversationId, [""], { kind: "document", media });
    const { db, workspaceId } = world;
    await db.sql`
    insert into ticket_notes (id, workspace_id, conversation_id, text)
    values (${ticketId}, ${workspaceId}, ${conversationId}, 'Cliente quer o apê da Praça Ônix')
    on conflict (id) do update set text = excluded.text`;
    assert.deepEqual((await search(world.admin, "araujo 2026")).found.messages, [file]);
    assert.deepEqual((await search(world.admin, "praca onix")).found.notes, [ticketId]);
    const [ticket] = await db.sql<{ protocol: string }[]>`select protocol from tickets where id = ${ticketId}`;
    for (const q of [ticket!.protocol, ticket!.protocol.replaceAll(".", "")]) {
      assert.deepEqual((await search(world.admin, q)).found.tickets, [ticketId], q);
    }
    const [{ phone } = { phone: "" }] = await db.sql<
      { phone: string }[]
    >`select phone from contacts where id = ${contactId}`;
    const found = await search(world.admin, phone.slice(-8));
    assert.deepEqual(found.found.contacts, [contactId]);
    assert.deepEqual(
      found.conversations.map((one) => one.id),
      [conversationId],
      "with whom one talks comes along",
    );
  },
);

check("nothing beyond one's sight is found, however often it is said", async (world) => {
  const sales = await world.department("Vendas");
  const bruno = await world.member("Bruno Lima", "agent", [sales]);
  const davi = await world.member("Davi Lima");
  const secret = await world.story("Combinado: zarpamos na quinta");
  await write(
    world,
    secret.conversationId,
    Array.from({ length: 60 }, (_, n) => `zarpamos ${n}`),
  );
  await bruno.done("ticket.take", { ticketId: secret.ticketId });
  await world.db.sql`
    insert into ticket_notes (id, workspace_id, conversation_id, text)
    values (${secret.ticketId}, ${world.workspaceId}, ${secret.conversationId}, 'zarpamos também na nota')
    on conflict (id) do update set text = excluded.text`;
  const open = await world.story("nós também zarpamos");
  const seen = await search(davi, "zarpamos");
  assert.deepEqual(
    seen.messages.map((one) => one.conversation_id),
    [open.conversationId],
  );
  assert.deepEqual(seen.found.notes, []);
  assert.equal((await search(bruno, "zarpamos")).messages.length, 40);
  const [ticket] = await world.db.sql<{ protocol: string }[]>`
    select protocol from tickets where id = ${secret.ticketId}`;
  assert.deepEqual((await search(davi, ticket!.protocol)).found.tickets, []);
  const refused = await davi.fetch("GET", `/api/search?q=zarpamos&conversationId=${secret.conversationId}`);
  await refused.body?.cancel();
  assert.equal(refused.status, 404);
});

check("the older ones follow on what was answered, without a gap and without doubles", async (world) => {
  const { conversationId } = await world.story("começo");
  const ids = await write(
    world,
    conversationId,
    Array.from({ length: 95 }, (_, n) => `paralelepípedo ${n}`),
  );
  const found: string[] = [];
  let before: string | undefined;
  do {
    const page = await search(world.admin, "paralelepipedo", before ? { before } : {});
    found.push(...page.found.messages);
    before = page.found.more ? page.found.messages.at(-1) : undefined;
  } while (before);
  assert.deepEqual(new Set(found).size, ids.length);
  assert.deepEqual(found.toSorted(), ids.toSorted());
});

check("a text that was changed or taken away is found no more by what it was", async (world) => {
  const { conversationId } = await world.story("oi");
  const [one, other] = await write(world, conversationId, ["xilofone azul", "xilofone verde"]);
  await world.db.sql`update messages set body = 'apagado a pedido' where id = ${one!}`;
  await world.db.sql`update messages set status = 'read' where id = ${other!}`;
  assert.deepEqual((await search(world.admin, "xilofone")).found.messages, [other]);
  assert.deepEqual((await search(world.admin, "apagado pedido")).found.messages, [one]);
  await world.db.sql`delete from messages where id = ${other!}`;
  const [left] = await world.db.sql<
    { n: number }[]
  >`select count(*)::int as n from message_words where message_id = ${other!}`;
  assert.equal(left!.n, 0);
});

check("all occurrences in one conversation, and the history around one of them (CNV-04)", async (world) => {
  const { conversationId } = await world.story("primeira");
  const ids = await write(
    world,
    conversationId,
    Array.from({ length: 200 }, (_, n) => (n % 50 === 0 ? `a fatura ${n}` : `conversa ${n}`)),
  );
  const found = await search(world.admin, "FATURA", { conversationId });
  assert.deepEqual(found.found.messages, [ids[150], ids[100], ids[50], ids[0]]);
  const history = (
    more: Record<string, string>,
  ): Promise<{ messages: { id: string }[]; hasOlder: boolean; hasNewer: boolean }> =>
    world.admin.json("GET", `/api/history?${new URLSearchParams({ conversationId, limit: "20", ...more })}`);
  const around = await history({ around: ids[100]! });
  assert.deepEqual(
    around.messages.map(({ id }) => id),
    ids.slice(90, 111),
  );
  assert.deepEqual([around.hasOlder, around.hasNewer], [true, true]);
  const after = await history({ after: ids[110]! });
  assert.deepEqual(
    after.messages.map(({ id }) => id),
    ids.slice(111, 131),
  );
  const end = await history({ after: ids[185]! });
  assert.deepEqual([end.messages.length, end.hasNewer], [14, false]);
  const before = await history({ before: ids[90]! });
  assert.deepEqual(
    before.messages.map(({ id }) => id),
    ids.slice(70, 90),
  );
});
