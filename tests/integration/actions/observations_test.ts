import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
const written = (contactId: string, text = "Prefere ser chamada à tarde") => ({
  observationId: newId(),
  contactId,
  text,
  dueDate: null,
  forwardTo: null,
});
const rowsOf = (record: { rows: { table: string; rows: { id: string; text: string }[] }[] }) =>
  record.rows.filter((one) => one.table === "observations").flatMap((one) => one.rows);

async function without(world: World) {
  const roleId = newId();
  await world.admin.done("role.save", { roleId, name: "Sem observações", permissions: ["chat.viewAll"] });
  return await world.member("Ivo Reis", { id: roleId });
}

check(
  "an observation has a text, perhaps a date and for whom; it is changed and deleted, and the contact never gets it (INT-07 to INT-10)",
  async (world) => {
    const { contactId, customer } = await world.story();
    const { mirror } = world.admin;
    const input = { ...written(contactId), dueDate: "2026-12-01", forwardTo: world.admin.memberId };
    await world.admin.done("observation.save", input);
    const row = await mirror.until("the observation", () => mirror.row("observations", input.observationId));
    assert.deepEqual([row.text, row.due_date, row.forward_to, row.author_id], [
      input.text,
      "2026-12-01",
      world.admin.memberId,
      world.admin.memberId,
    ]);
    const lia = await world.member("Lia Reis");
    await lia.done("observation.save", { ...input, text: "Mudou de ideia", dueDate: null });
    const changed = await mirror.until("the change", () => {
      const now = mirror.row("observations", input.observationId);
      return now?.text === "Mudou de ideia" ? now : undefined;
    });
    assert.deepEqual([changed.due_date, changed.author_id], [null, world.admin.memberId], "its author stays");
    await lia.done("observation.delete", { observationId: input.observationId, contactId });
    await mirror.until("gone", () => mirror.row("observations", input.observationId) === undefined);
    assert.deepEqual(await lia.refused("not_found", "observation.save", input), { what: "observation" });
    assert.equal(world.meta.sent.filter((one) => one.customerId === customer.data.id).length, 0);
    const empty = await world.admin.refused("bad_input", "observation.save", { ...written(contactId), text: " " });
    assert.equal(empty.field, "text");
    await world.admin.refused("not_found", "observation.save", written(newId()));
    await world.admin.refused("not_found", "observation.save", { ...written(contactId), forwardTo: newId() });
  },
);

check(
  "without the permission nobody writes, deletes or sees one: not live, not on the first load, not by a link (INT-11, INT-12)",
  async (world) => {
    const { contactId, conversationId } = await world.story();
    const ivo = await without(world);
    const live = await ivo.follow();
    const input = written(contactId, "SEGREDO da equipe");
    await world.admin.done("observation.save", input);
    const forbidden = { permission: "contacts.observe" };
    assert.deepEqual(await ivo.refused("forbidden", "observation.save", written(contactId)), forbidden);
    const { observationId } = input;
    assert.deepEqual(await ivo.refused("forbidden", "observation.delete", { observationId, contactId }), forbidden);

    // Something later has come: what was to come before it would be here.
    await world.admin.done("contact.update", { contactId, rg: "MG-9" });
    await live.until("the later change", () => live.row("contacts", contactId)?.rg === "MG-9");
    assert.equal(live.rows("observations").length, 0);
    const fresh = await ivo.follow();
    assert.equal(fresh.rows("observations").length, 0);
    assert.deepEqual(rowsOf(await ivo.json("GET", `/api/contacts/${contactId}`)), []);
    const window = await ivo.json("GET", `/api/conversations/${conversationId}`);
    assert.doesNotMatch(JSON.stringify(window), /SEGREDO/);
    for (const event of fresh.rows("events")) assert.doesNotMatch(JSON.stringify(event), /SEGREDO/);

    // Who may, has it in both places.
    assert.deepEqual(rowsOf(await world.admin.json("GET", `/api/contacts/${contactId}`)).map((row) => row.text), [
      input.text,
    ]);
    const rosa = await world.member("Rosa Reis");
    await rosa.follow();
    await rosa.mirror.until("on the first load", () => rosa.mirror.row("observations", observationId));
  },
);

check("who is given the permission sees them, who loses it sees them no more (INT-11)", async (world) => {
  const { contactId } = await world.story();
  const input = written(contactId, "Só com permissão");
  await world.admin.done("observation.save", input);
  const roleId = newId();
  const role = { roleId, name: "Ora sim ora não" };
  await world.admin.done("role.save", { ...role, permissions: ["chat.viewAll"] });
  const nina = await world.member("Nina Reis", { id: roleId });
  await nina.follow();
  assert.equal(nina.mirror.row("observations", input.observationId), undefined);
  await world.admin.done("role.save", { ...role, permissions: ["chat.viewAll", "contacts.observe"] });
  await nina.mirror.until("it to show", () => nina.mirror.row("observations", input.observationId));
  await world.admin.done("role.save", { ...role, permissions: ["chat.viewAll"] });
  await waitFor("it to go", () => nina.mirror.row("observations", input.observationId) === undefined || undefined);
});
