import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import type { AtClosing } from "@domain/ticket.ts";
import { waitFor } from "../../support/waiting.ts";
import { eventsOf, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { fallDue, sweepNow, untilClosed } from "./closings.ts";

const check = suite();

/** A closing field. Answers its key in tickets. */
async function field(world: World, name: string, atClosing: AtClosing, options: string[] = []): Promise<string> {
  const fieldId = newId();
  const fieldType = options.length > 0 ? "select" : "text";
  await world.admin.done("field.save", { fieldId, name, fieldType, options, atClosing });
  const [row] = await world.db.sql<{ key: string }[]>`select key from custom_fields where id = ${fieldId}`;
  return row!.key;
}

async function valuesOf(world: World, ticketId: string) {
  const [row] = await world.db.sql<{ fields: Record<string, string>; fields_pending: boolean }[]>`
    select fields, fields_pending from tickets where id = ${ticketId}`;
  return { ...row! };
}

/** Nothing of one test stands in another's way. */
async function clear(world: World): Promise<void> {
  for (const { id } of await world.db.sql<{ id: string }[]>`select id from custom_fields where deleted_at is null`) {
    await world.admin.done("field.delete", { fieldId: id });
  }
}

check(
  "CLS-17 CLS-18 mandatory fields block the closing until they are filled; their values are the ticket's",
  async (world) => {
    await clear(world);
    const reason = await field(world, "Motivo", "mandatory", ["Venda", "Dúvida"]);
    const result = await field(world, "Resultado", "mandatory");
    const plain = await field(world, "Imóvel", "none");
    const { ticketId } = await world.story();
    const close = (fields: Record<string, string | null>) => ({ ticketId, message: "", fields });
    assert.deepEqual(await world.admin.refused("fields_missing", "ticket.close", { ticketId, message: "" }), {
      names: "Motivo, Resultado",
    });
    const half = close({ [reason]: "Venda", [result]: "" });
    assert.deepEqual(await world.admin.refused("fields_missing", "ticket.close", half), { names: "Resultado" });
    assert.deepEqual((await valuesOf(world, ticketId)).fields, {}, "a refusal writes nothing");
    for (const wrong of [{ [reason]: "Outro" }, { [plain]: "x" }, { f_nothing: "x" }]) {
      await world.admin.refused("bad_input", "ticket.close", close({ [result]: "ok", ...wrong }));
    }
    await world.admin.done("ticket.close", close({ [reason]: "Venda", [result]: "Visita" }));
    assert.equal((await ticketOf(world, ticketId)).status, "closed");
    assert.deepEqual(await valuesOf(world, ticketId), {
      fields: { [reason]: "Venda", [result]: "Visita" },
      fields_pending: false,
    });
    const changed = await eventsOf(world, ticketId, "field_changed");
    assert.deepEqual(changed.map((one) => one.actor_id), [world.admin.memberId, world.admin.memberId]);
  },
);

check(
  "CLS-19 a field left empty keeps its value, one marked loses it; a mandatory one cannot be emptied",
  async (world) => {
    await clear(world);
    const kept = await field(world, "Fica", "optional");
    const gone = await field(world, "Sai", "optional");
    const needed = await field(world, "Preciso", "mandatory");
    const { ticketId } = await world.story();
    const fields = { [kept]: "1", [gone]: "2", [needed]: "3" };
    await world.admin.done("ticket.close", { ticketId, message: "", fields });
    await world.admin.done("ticket.reopen", { ticketId, assume: true });
    const erase = { ticketId, message: "", fields: { [needed]: null } };
    await world.admin.refused("fields_missing", "ticket.close", erase);
    await world.admin.done("ticket.close", { ticketId, message: "", fields: { [kept]: "", [gone]: null } });
    assert.deepEqual((await valuesOf(world, ticketId)).fields, { [kept]: "1", [needed]: "3" });
  },
);

check("RAT-08 the agent registers the satisfaction as a closing field", async (world) => {
  await clear(world);
  const key = await field(world, "Satisfação", "mandatory", ["Boa", "Ruim"]);
  const { ticketId } = await world.story();
  await world.admin.done("ticket.close", { ticketId, message: "", fields: { [key]: "Boa" } });
  assert.deepEqual((await valuesOf(world, ticketId)).fields, { [key]: "Boa" });
});

check(
  "X-43 a scheduled closing asks when it is scheduled; one that finds fields empty marks the ticket",
  async (world) => {
    await clear(world);
    const key = await field(world, "Motivo", "mandatory");
    const asked = await world.story();
    const later = { ticketId: asked.ticketId, message: "", after: 60 };
    await world.admin.refused("fields_missing", "ticket.close", later);
    await world.admin.done("ticket.close", { ...later, fields: { [key]: "ok" } });
    assert.deepEqual((await valuesOf(world, asked.ticketId)).fields, { [key]: "ok" }, "written at once");
    const late = await field(world, "Mais um", "mandatory");
    await fallDue(world, asked.ticketId);
    await sweepNow(world);
    await untilClosed(world, asked.ticketId);
    assert.equal((await valuesOf(world, asked.ticketId)).fields_pending, true);
    const [event] = await eventsOf(world, asked.ticketId, "ticket_closed");
    assert.equal(event?.after.fieldsPending, true);
    await world.admin.done("ticket.reopen", { ticketId: asked.ticketId, assume: true });
    assert.equal((await valuesOf(world, asked.ticketId)).fields_pending, false);
    await world.admin.done("ticket.close", { ticketId: asked.ticketId, message: "", fields: { [late]: "ok" } });
    assert.equal((await valuesOf(world, asked.ticketId)).fields_pending, false);
  },
);

check("X-43 the public API closes without them and marks the ticket", async (world) => {
  await clear(world);
  await field(world, "Motivo", "mandatory");
  const { ticketId } = await world.story();
  const { data } = await world.admin.done("token.create", { tokenId: newId(), name: "ERP" });
  const action = { id: newId(), composedAt: new Date().toISOString(), type: "ticket.close", ticketId, message: "" };
  const response = await fetch(`${world.url}/api/v1/actions`, {
    method: "POST",
    headers: { authorization: `Bearer ${data!.token}`, "content-type": "application/json" },
    body: JSON.stringify({ actions: [action] }),
  });
  assert.deepEqual(await response.json(), { results: [{ id: action.id, status: "done" }] });
  assert.equal((await valuesOf(world, ticketId)).fields_pending, true);
  await clear(world);
});

check("CLS-20 CLS-21 CLS-22 X-03 archived it leaves the lists, closed; restored it is what it was", async (world) => {
  await clear(world);
  const open = await world.story();
  await world.admin.done("ticket.take", { ticketId: open.ticketId });
  await world.admin.done("ticket.archive", { ticketId: open.ticketId });
  assert.equal((await ticketOf(world, open.ticketId)).status, "closed");
  await waitFor("the row in the browser", () => {
    const row = world.admin.mirror.row("tickets", open.ticketId);
    return row?.archived_at ? true : undefined;
  });
  await world.admin.refused("ticket_archived", "ticket.archive", { ticketId: open.ticketId });
  await world.admin.done("ticket.restore", { ticketId: open.ticketId });
  await world.admin.refused("ticket_not_archived", "ticket.restore", { ticketId: open.ticketId });
  assert.equal((await ticketOf(world, open.ticketId)).status, "closed", "never open again by itself");
  const kept = await world.story();
  await world.admin.done("ticket.close", { ticketId: kept.ticketId, message: "Tchau", archive: true });
  const [row] = await world.db.sql`select status, archived_at is null as kept from tickets where id = ${kept.ticketId}`;
  assert.deepEqual({ ...row }, { status: "closed", kept: false });
  const types = (await eventsOf(world, kept.ticketId)).map((one) => one.type);
  assert.deepEqual(types.slice(-3), ["ticket_closed", "message_sent", "ticket_archived"]);
});

check("CLS-20 a new browser finds the trash of the last weeks, and who may not archive is told so", async (world) => {
  const { ticketId } = await world.story();
  const roleId = newId();
  await world.admin.done("role.save", { roleId, name: "Só fecha", permissions: ["chat.viewAll", "chat.close"] });
  const gil = await world.member("Gil", { id: roleId });
  await gil.refused("forbidden", "ticket.archive", { ticketId });
  await gil.refused("forbidden", "ticket.close", { ticketId, message: "", archive: true });
  await world.admin.done("ticket.archive", { ticketId });
  await gil.refused("forbidden", "ticket.restore", { ticketId });
  const mirror = await gil.follow();
  assert.ok(mirror.row("tickets", ticketId)?.archived_at);
});
