import assert from "node:assert/strict";
import { IMPORT_BATCH, type ImportLine } from "@domain/contact_import.ts";
import { newId } from "@domain/ids.ts";
import { lastEvent } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
/** 20,000 take 17 s (nice 19 on two cores), each batch under half a second. */
const COUNT = 4_000;
type Done = { created: number; updated: number; skipped: number; refused: { line: number; problem: string }[] };

async function brought(world: World, lines: ImportLine[], onDuplicate: "skip" | "update" = "skip", id = newId()) {
  const wish = { id, importId: newId(), onDuplicate, tagIds: [], lines };
  return (await world.admin.done("contact.import", wish)).data as unknown as Done;
}
const named = async (world: World, name: string) =>
  (await world.db.sql<{ id: string; phone: string; email: string; rg: string | null; source: string }[]>`
    select id, phone, email, rg, source from contacts where name = ${name} and deleted_at is null`).map((row) => ({
    ...row,
  }));

check(
  "new people come in with their number, known ones are skipped or given what the line has; a repeat does nothing (CON-02, CON-09, X-42)",
  async (world) => {
    const id = newId();
    const lines: ImportLine[] = [
      { line: 2, name: "Lia Reis", phone: "+5531981112233", rg: "MG-1" },
      { line: 3, name: "Otto Luz", email: "otto@exemplo.test", extra: { Time: "Galo" } },
    ];
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(await brought(world, lines, "skip", id), { created: 2, updated: 0, skipped: 0, refused: [] });
    }
    const [lia] = await named(world, "Lia Reis");
    assert.deepEqual([lia?.rg, lia?.source], ["MG-1", "import"]);
    // Without its ninth digit the number is hers too; an empty cell erases nothing.
    const again: ImportLine[] = [
      { line: 2, name: "Lia R.", phone: "+553181112233", email: "lia@exemplo.test" },
      { line: 3, name: "Otto", email: "OTTO@exemplo.test", phone: "+5531981110000" },
    ];
    assert.deepEqual(await brought(world, again), { created: 0, updated: 0, skipped: 2, refused: [] });
    assert.equal((await named(world, "Lia R.")).length, 0);
    assert.deepEqual(await brought(world, again, "update"), { created: 0, updated: 2, skipped: 0, refused: [] });
    const [changed] = await named(world, "Lia R.");
    assert.deepEqual([changed?.id, changed?.rg, changed?.email], [lia?.id, "MG-1", "lia@exemplo.test"]);
    // A number that came in is an address: who writes from it is that person.
    const [{ n }] = await world.db.sql<[{ n: number }]>`
    select count(*)::int as n from contact_identities i join contacts p on p.id = i.contact_id
    where p.name = 'Otto' and i.value_key = '5531981110000' and i.deleted_at is null`;
    assert.equal(n, 1);
    assert.deepEqual((await lastEvent(world, "contacts_imported"))?.after.updated, 2);
    const { mirror } = world.admin;
    await mirror.until("them in the browser", () => mirror.row("contacts", lia!.id)?.name === "Lia R.");
  },
);

check(
  "a line that does not fit is refused by its number and the others come in; tags are put on; not without the permission (CON-09)",
  async (world) => {
    const tagId = newId();
    await world.admin.done("tag.save", { tagId, name: "feira" });
    const lines: ImportLine[] = [
      { line: 2, name: "Bom", phone: "+5531982220000" },
      { line: 3, name: "Mau", phone: "31 98222" },
      { line: 4, name: "Campo", fields: { f_none: "x" } },
      { line: 5, name: "Bom de novo", phone: "+553182220000" },
    ];
    const wish = { importId: newId(), onDuplicate: "skip" as const, tagIds: [tagId, newId()], lines };
    const { data } = await world.admin.done("contact.import", wish);
    assert.deepEqual(data, {
      created: 1,
      updated: 0,
      skipped: 0,
      refused: [{ line: 3, problem: "phone" }, { line: 4, problem: "field" }],
    });
    const [row] = await world.db.sql<{ tag_ids: string[] }[]>`select tag_ids from contacts where name = 'Bom'`;
    assert.deepEqual(row?.tag_ids, [tagId]);
    const agent = await world.member("Bia Reis");
    await agent.refused("forbidden", "contact.import", wish);
    await agent.refused("forbidden", "contact.export", { format: "csv", count: 1, narrowed: false });
    await world.admin.done("contact.export", { format: "csv", count: 1, narrowed: true });
    assert.deepEqual((await lastEvent(world, "contacts_exported"))?.after, { format: "csv", count: 1, narrowed: true });
  },
);

check("4,000 lines in batches of 200, while people go on writing", async (world) => {
  const { customer, conversationId } = await world.story();
  const begun = performance.now();
  let longest = 0;
  for (let from = 0; from < COUNT; from += IMPORT_BATCH) {
    const lines = Array.from({ length: IMPORT_BATCH }, (_, at): ImportLine => ({
      line: from + at + 2,
      name: `Planilha ${from + at}`,
      phone: `+55319${70000000 + from + at}`,
      email: `p${from + at}@exemplo.test`,
    }));
    const before = performance.now();
    assert.equal((await brought(world, lines)).created, IMPORT_BATCH);
    longest = Math.max(longest, performance.now() - before);
    if (from === COUNT / 2) customer.sendText("No meio da importação");
  }
  const took = Math.round(performance.now() - begun);
  console.log(`  ${COUNT} lines: ${took} ms, longest batch ${Math.round(longest)} ms`);
  const { mirror } = world.admin;
  await mirror.until(
    "the message",
    () =>
      mirror.rows("messages").some((one) => one.conversation_id === conversationId && one.body.startsWith("No meio")),
  );
  const [{ n }] = await world.db.sql<[{ n: number }]>`
    select count(*)::int as n from contacts where name like 'Planilha %'`;
  assert.equal(n, COUNT);
});
