import assert from "node:assert/strict";
import { dayOf, weekday } from "@domain/calendar.ts";
import { SILENT } from "@domain/silent.ts";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import { written } from "../closing/closings.ts";
import { eventsOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { CLOSED, keepHours, letTimePass, OPEN, teach } from "./houses.ts";

const check = suite();
const origins = async (world: World, conversationId: string) =>
  (await written(world, conversationId)).map((one) => one.origin);
/** Until what a customer wrote is a message, and whatever it is answered with stands after it. */
async function heard(world: World, providerId: string): Promise<void> {
  await waitFor("the message", async () => {
    const [row] = await world.db.sql`select 1 from messages where provider_id = ${providerId}`;
    return row ? true : undefined;
  });
}
async function calm(world: World): Promise<void> {
  await teach(world, {});
  await keepHours(world, null);
}

check(
  "AUT-01 a first contact is greeted once, by name, with the origin on the message and in the event",
  async (world) => {
    await calm(world);
    await teach(world, { greeting: "Oi, {{nome}}!" });
    const { conversationId, ticketId, customer } = await world.story();
    assert.deepEqual(await written(world, conversationId), [{
      body: `Oi, ${customer.data.name}!`,
      origin: "greeting",
    }]);
    const [sent] = await eventsOf(world, ticketId, "message_sent");
    assert.deepEqual([sent?.actor_kind, sent?.after.origin], ["system", "greeting"]);
    await heard(world, customer.sendText("de novo").id);
    await world.admin.done("ticket.close", { ticketId, message: "" });
    await heard(world, customer.sendText("outro assunto").id);
    assert.deepEqual(await origins(world, conversationId), ["greeting"], "not a first contact any more");
    await waitFor("it at the phone", () => customer.data.messages.some((one) => one.text?.startsWith("Oi, ")));
  },
);

check("AUT-01 X-41 or every new ticket is greeted, when the connection says so", async (world) => {
  await calm(world);
  await teach(world, { greeting: "Oi!", greetingWhen: "every" });
  const { conversationId, ticketId, customer } = await world.story();
  await world.admin.done("ticket.close", { ticketId, message: "" });
  await heard(world, customer.sendText("outro assunto").id);
  assert.deepEqual(await origins(world, conversationId), ["greeting", "greeting"]);
});

check("a greeting answers nobody: who wrote still waits, unread", async (world) => {
  await calm(world);
  await teach(world, { greeting: "Oi!" });
  const { conversationId } = await world.story();
  const [row] = await world.db.sql`
    select unread, waiting_since is not null as waits, answered_at from conversations where id = ${conversationId}`;
  assert.deepEqual({ ...row }, { unread: 1, waits: true, answered_at: null });
});

check("AUT-02 AUT-07 X-41 out of hours that is said, once, and no greeting", async (world) => {
  await calm(world);
  await teach(world, { greeting: "Oi!", outOfHours: "Voltamos às 8h." });
  await keepHours(world, CLOSED);
  const { conversationId, customer } = await world.story();
  await heard(world, customer.sendText("alguém?").id);
  await heard(world, customer.sendText("??").id);
  assert.deepEqual(await origins(world, conversationId), ["out_of_hours"]);
});

check("AUT-02 again in the next time it is closed; never while somebody answers in it", async (world) => {
  await calm(world);
  await teach(world, { outOfHours: "Voltamos às 8h." });
  await keepHours(world, CLOSED);
  const { conversationId, customer } = await world.story();
  // A day ago it was open.
  await letTimePass(world, conversationId, 24 * 60);
  const today = weekday(dayOf(Date.now(), "America/Sao_Paulo"));
  const open = OPEN.map((spans, day) => day === (today + 6) % 7 ? spans : []);
  await keepHours(world, open.map((spans, day) => day === today ? [] : spans));
  await heard(world, customer.sendText("outro dia").id);
  assert.deepEqual(await origins(world, conversationId), ["out_of_hours", "out_of_hours"]);
  await world.admin.send(conversationId, "Estou aqui");
  await heard(world, customer.sendText("que bom").id);
  assert.deepEqual(await origins(world, conversationId), ["out_of_hours", "out_of_hours", null]);
});

check("AUT-07 a connection's own hours stand before the workspace's", async (world) => {
  await calm(world);
  await keepHours(world, CLOSED);
  await teach(world, { greeting: "Oi!", outOfHours: "Fechado", hours: OPEN });
  assert.deepEqual(await origins(world, (await world.story()).conversationId), ["greeting"]);
  await keepHours(world, OPEN);
  await teach(world, { greeting: "Oi!", outOfHours: "Fechado", hours: CLOSED });
  assert.deepEqual(await origins(world, (await world.story()).conversationId), ["out_of_hours"]);
});

check("AUT-03 in a holiday its own message is said, for as long as it lasts", async (world) => {
  await calm(world);
  await teach(world, { greeting: "Oi!", outOfHours: "Fechado" });
  const holiday = (from: string, to: string, message: string) => ({ name: "Recesso", from, to, message });
  await keepHours(world, null, [holiday("2020-01-01", "2099-12-31", "Recesso, {{primeiro_nome}}: voltamos dia 5.")]);
  const { conversationId, customer } = await world.story();
  const name = customer.data.name.split(" ")[0];
  assert.deepEqual(await written(world, conversationId), [
    { body: `Recesso, ${name}: voltamos dia 5.`, origin: "holiday" },
  ]);
  await keepHours(world, null, [holiday("2020-01-01", "2099-12-31", "")]);
  assert.deepEqual(await origins(world, (await world.story()).conversationId), ["out_of_hours"]);
  await keepHours(world, null, [holiday("2020-01-01", "2020-01-02", "Passou")]);
  assert.deepEqual(await origins(world, (await world.story()).conversationId), ["greeting"]);
});

check("QUE-09 a department greets whoever enters it, once: from outside and by transfer", async (world) => {
  await calm(world);
  await teach(world, { greeting: "Oi!" });
  const [sales, works] = [newId(), newId()];
  const department = { colour: 1, greeting: "" };
  await world.admin.done("department.save", {
    ...department,
    departmentId: sales,
    name: "Vendas",
    greeting: "Vendas, oi.",
  });
  await world.admin.done("department.save", {
    ...department,
    departmentId: works,
    name: "Obras",
    greeting: "Obras, oi.",
  });
  await world.db.sql`update connections set department_id = ${sales} where id = ${world.connectionId}`;
  const { conversationId, ticketId } = await world.story();
  const bodies = async () => (await written(world, conversationId)).map((one) => one.body);
  assert.deepEqual(await bodies(), ["Oi!", "Vendas, oi."]);
  for (const departmentId of [works, sales, works]) {
    await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId });
  }
  assert.deepEqual(await bodies(), ["Oi!", "Vendas, oi.", "Obras, oi."]);
  await world.db.sql`update connections set department_id = null where id = ${world.connectionId}`;
});

check(
  "what it says is the workspace's to change: who may not manage connections is refused (AUT-01)",
  async (world) => {
    const gil = await world.member("Gil");
    await gil.refused("forbidden", "connection.automation", { connectionId: world.connectionId, automation: SILENT });
    await gil.refused("forbidden", "workspace.hours", { hours: null, holidays: [] });
    const unasked = { ...SILENT, ratingOn: true };
    await world.admin.refused("bad_input", "connection.automation", {
      connectionId: world.connectionId,
      automation: unasked,
    });
  },
);

check(
  "QUE-03 QUE-04 QUE-06 QUE-11 a ticket waits in its department until one of its members takes it",
  async (world) => {
    await calm(world);
    const departmentId = newId();
    await world.admin.done("department.save", { departmentId, name: "Jurídico", colour: 7, greeting: "" });
    const rita = await world.member("Rita", "agent", [departmentId]);
    const saulo = await world.member("Saulo");
    const { ticketId } = await world.story();
    await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId });
    const mirror = await rita.follow();
    const { name, colour } = mirror.row("departments", departmentId)!;
    assert.deepEqual([name, colour], ["Jurídico", 7]);
    assert.equal(mirror.row("tickets", ticketId)?.status, "waiting");
    await saulo.refused("not_found", "ticket.take", { ticketId });
    await rita.done("ticket.take", { ticketId });
  },
);

check(
  "a contact whose bot is blocked is spoken to by people only: no greeting, out of hours or rating (BLK-08)",
  async (world) => {
    await calm(world);
    await teach(world, {
      greeting: "Oi, {{nome}}!",
      greetingWhen: "every",
      outOfHours: "Estamos fechados",
      ratingOn: true,
      ratingQuestion: "Nota?",
    });
    const { conversationId, contactId, ticketId, customer } = await world.story();
    assert.deepEqual(await origins(world, conversationId), ["greeting"]);
    await world.admin.done("contact.update", { contactId, botBlocked: true });
    await world.admin.done("ticket.close", { ticketId, message: "Até mais" });
    await heard(world, customer.sendText("de novo").id);
    await keepHours(world, CLOSED);
    await heard(world, customer.sendText("ainda").id);
    assert.deepEqual(await origins(world, conversationId), ["greeting", "closing"]);
    assert.deepEqual(await eventsOf(world, ticketId, "rating_skipped"), []);
  },
);
