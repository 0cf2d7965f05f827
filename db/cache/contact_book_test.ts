import assert from "node:assert/strict";
import type { Row } from "@domain/rows.ts";
import type { ContactQuery } from "./contact_book.ts";
import { Mirror } from "./mirror.ts";
import { ME, randomFrom, syntheticOne, uuid } from "./testing/synthetic.ts";

const actor = { id: ME, permissions: ["chat.viewAll" as const], departmentIds: [] };
const at = "2026-11-21T12:00:00.000Z";

function mirrorOf(contacts: Row<"contacts">[]): Mirror {
  const mirror = new Mirror(actor);
  mirror.apply({ table: "contacts", rows: contacts });
  return mirror;
}
function someone(n: number, change: Partial<Row<"contacts">> = {}): Row<"contacts"> {
  return { ...syntheticOne(n, randomFrom(n)).contact, ...change };
}
const names = (mirror: Mirror, query: Partial<ContactQuery> = {}) =>
  mirror.contactBook.answer({ sort: "name", ...query }).map(({ contact }) => contact.name);

Deno.test("contacts stand by name without regard to accents, and follow each change (CON-01)", () => {
  const mirror = mirrorOf([
    someone(1, { name: "Zélia" }),
    someone(2, { name: "Ábia" }),
    someone(3, { name: "abel" }),
    someone(4, { name: "Íris" }),
  ]);
  assert.deepEqual(names(mirror), ["abel", "Ábia", "Íris", "Zélia"]);
  mirror.apply({ table: "contacts", rows: [someone(3, { name: "Zuleide" }), someone(5, { name: "Bento" })] });
  mirror.apply({ table: "contacts", rows: [someone(4, { name: "Íris", deleted_at: at })] });
  assert.deepEqual(names(mirror), ["Ábia", "Bento", "Zélia", "Zuleide"]);
});

Deno.test("found by name, e-mail, code and number; by tag; the blocked (CON-03, CON-07, CON-10)", () => {
  const tag = uuid(15, 1);
  const mirror = mirrorOf([
    someone(1, { name: "Conceição Araújo", phone: "+5531987654321", tag_ids: [tag] }),
    someone(2, { name: "Otávio", email: "otavio@x.test", customer_code: "C-77", blocked_at: at }),
  ]);
  assert.deepEqual(names(mirror, { search: "araujo conce" }), ["Conceição Araújo"]);
  assert.deepEqual(names(mirror, { search: "31 8765-4321" }), ["Conceição Araújo"]);
  assert.deepEqual(names(mirror, { search: "OTAVIO@" }), ["Otávio"]);
  assert.deepEqual(names(mirror, { search: "c-77" }), ["Otávio"]);
  assert.deepEqual(names(mirror, { tagId: tag }), ["Conceição Araújo"]);
  assert.deepEqual(names(mirror, { blockedOnly: true }), ["Otávio"]);
});

Deno.test("what waits in the outbox shows: made, changed, blocked, deleted (CON-09, BLK-01)", () => {
  const mirror = mirrorOf([someone(1, { name: "Ana" }), someone(2, { name: "Bia" })]);
  const base = { composedAt: at, held: false };
  const pending = (action: object) => ({
    action: { ...base, ...action } as never,
    held: false,
    conversationId: undefined,
  });
  mirror.setPending([
    {
      ...pending({
        id: uuid(9, 1),
        type: "contact.create",
        contactId: uuid(3, 99),
        name: "Caio",
        phone: null,
        email: null,
      }),
      contactId: uuid(3, 99),
    },
    {
      ...pending({ id: uuid(9, 2), type: "contact.update", contactId: uuid(3, 1), extra: { Pet: "Bidu" } }),
      contactId: uuid(3, 1),
    },
    { ...pending({ id: uuid(9, 3), type: "contact.delete", contactId: uuid(3, 2) }), contactId: uuid(3, 2) },
  ]);
  assert.deepEqual(names(mirror), ["Ana", "Caio"]);
  assert.deepEqual(mirror.contactBook.entry(uuid(3, 1))?.contact.extra, { Pet: "Bidu" });
  assert.equal(mirror.contactBook.entry(uuid(3, 99))?.pending, true);
  mirror.setPending([{
    ...pending({ id: uuid(9, 4), type: "contact.block", contactId: uuid(3, 1) }),
    contactId: uuid(3, 1),
  }]);
  assert.deepEqual(names(mirror, { blockedOnly: true }), ["Ana"]);
  assert.deepEqual(names(mirror), ["Ana", "Bia"]);
});

Deno.test("100,000 contacts: a search answers in less than one plain sort of them", () => {
  const random = randomFrom(1);
  const rows = Array.from({ length: 100_000 }, (_, n) => syntheticOne(n, random).contact);
  const mirror = mirrorOf(rows);
  names(mirror);
  const start = performance.now();
  const found = names(mirror, { search: "99999" });
  const searched = performance.now() - start;
  const plain = performance.now();
  rows.toSorted((a, b) => a.name.localeCompare(b.name));
  const sorted = performance.now() - plain;
  console.log(`  100,000 contacts: search ${searched.toFixed(1)} ms, plain sort ${sorted.toFixed(1)} ms`);
  assert.ok(found.length > 0);
  assert.ok(searched < sorted);
});
