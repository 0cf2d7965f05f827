import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
type Page = {
  contacts: { id: string; name: string }[];
  last: Record<string, string>;
  hasMore: boolean;
  total?: number;
};

async function made(world: World, name: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  await world.db.sql`insert into contacts ${world.db.sql({ id, workspace_id: world.workspaceId, name, ...more })}`;
  return id;
}
const list = (world: World, query: Record<string, string>): Promise<Page> =>
  world.admin.json("GET", `/api/contacts?${new URLSearchParams(query)}`);
const names = (page: Page) => page.contacts.map((one) => one.name);

check("all contacts, by name without regard to accents, page by page without a gap (CON-01)", async (world) => {
  for (const name of ["Zélia", "Ábia", "abel", "Íris", "iris", "Bento", "Íris"]) await made(world, name);
  const gone = await made(world, "Apagado");
  await world.db.sql`update contacts set deleted_at = now() where id = ${gone}`;
  const whole = await list(world, {});
  assert.deepEqual(names(whole).map((name) => name.normalize("NFD")[0]!.toLowerCase()), [..."aabiiiz"]);
  assert.deepEqual([whole.total, whole.hasMore], [7, false]);
  const paged: string[] = [];
  let after: Record<string, string> = {};
  for (let more = true; more;) {
    const page = await list(world, { limit: "2", ...after });
    paged.push(...page.contacts.map((one) => one.id));
    const end = page.contacts.at(-1)!;
    after = { afterName: end.name, afterId: end.id };
    more = page.hasMore;
  }
  assert.deepEqual(paged, whole.contacts.map((one) => one.id));
});

check(
  "found by name, nickname, e-mail, code and number with DDD, with or without the ninth digit; by tag; the blocked (CON-03, CON-07, CON-10)",
  async (world) => {
    const tag = newId();
    await made(world, "Conceição Araújo", { profile_name: "Ceiça 🌻", phone: "+5531987654321", tag_ids: [tag] });
    await made(world, "Otávio Peçanha", {
      email: "otavio@exemplo.test",
      customer_code: "C-77",
      phone: "+553187650000",
    });
    await made(world, "Bruto", { blocked_at: new Date().toISOString() });
    const of = async (q: string) => names(await list(world, { q }));
    assert.deepEqual(await of("conceicao"), ["Conceição Araújo"]);
    assert.deepEqual(await of("ARAUJO conc"), ["Conceição Araújo"]);
    assert.deepEqual(await of("ceica"), ["Conceição Araújo"]);
    assert.deepEqual(await of("otavio@"), ["Otávio Peçanha"]);
    assert.deepEqual(await of("c-77"), ["Otávio Peçanha"]);
    assert.deepEqual(await of("(31) 98765-4321"), ["Conceição Araújo"]);
    assert.deepEqual(await of("31 8765-4321"), ["Conceição Araújo"]);
    assert.deepEqual(await of("31 98765-0000"), ["Otávio Peçanha"]);
    assert.deepEqual(await of("50%"), []);
    assert.deepEqual(names(await list(world, { tag })), ["Conceição Araújo"]);
    assert.deepEqual(names(await list(world, { blocked: "1" })), ["Bruto"]);
  },
);

check(
  "a contact's record: tickets with protocol, who was involved, what happened; of conversations in sight only (CTP-10, CTP-12, CTP-23)",
  async (world) => {
    const sales = await world.department("Vendas");
    const bruno = await world.member("Bruno Reis", "agent", [sales]);
    const davi = await world.member("Davi Reis");
    const { contactId, ticketId, conversationId } = await world.story();
    await bruno.done("ticket.take", { ticketId });
    await bruno.send(conversationId, "Bom dia");
    await world.admin.done("contact.update", { contactId, rg: "MG-1" });
    const record = await bruno.json("GET", `/api/contacts/${contactId}`);
    const rows = (table: string) =>
      record.rows.filter((one: { table: string }) => one.table === table).flatMap((one: { rows: unknown[] }) =>
        one.rows
      );
    assert.equal(rows("contacts")[0].rg, "MG-1");
    assert.deepEqual(rows("tickets").map((one: { id: string }) => one.id), [ticketId]);
    assert.equal(rows("events").filter((one: { type: string }) => one.type === "contact_updated").length, 1);
    assert.deepEqual(record.involved.map((one: { memberId: string }) => one.memberId), [bruno.memberId]);
    // Bruno's own ticket is no business of Davi's; the contact is.
    const other = await davi.json("GET", `/api/contacts/${contactId}`);
    const tables = new Set(other.rows.map((one: { table: string }) => one.table));
    assert.deepEqual([tables.has("contacts"), tables.has("tickets"), tables.has("messages")], [true, false, false]);
    assert.equal(other.involved.length, 1);
    const last = await list(world, { q: "Cliente" });
    assert.ok(last.contacts.length === 0 || typeof last.last === "object");
    assert.equal((await davi.problem("GET", `/api/contacts/${newId()}`)).code, "not_found");
    assert.equal((await davi.problem("GET", "/api/contacts?afterId=x")).code, "bad_input");
  },
);

check("50,000 contacts: a page and a search read few rows and stay fast", async (world) => {
  await world.db.sql`
    insert into contacts (id, workspace_id, name, phone)
    select gen_random_uuid(), ${world.workspaceId}, 'Pessoa ' || n, '+55319' || (80000000 + n) from generate_series(1, 50000) n`;
  await world.db.sql`analyze contacts`;
  const plan = await world.db.sql.begin(async (tx) => {
    await tx`select set_config('app.workspace', ${world.workspaceId}, true)`;
    await tx`set local role mutirao_app`;
    return await tx<{ "QUERY PLAN": string }[]>`
      explain select t.id from contacts t where t.workspace_id = ${world.workspaceId} and t.deleted_at is null
        and (t.sort_name collate "C", t.id) > ('pessoa 3' collate "C", '00000000-0000-0000-0000-000000000000'::uuid)
      order by t.sort_name collate "C", t.id limit 200`;
  });
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  assert.match(text, /Index (Only )?Scan using contacts_by_name/);
  assert.doesNotMatch(text, /Sort/);
  const before = performance.now();
  const found = await list(world, { q: "pessoa 49999" });
  console.log(`  search among 50,000: ${Math.round(performance.now() - before)} ms`);
  assert.equal(found.total, 1);
});
