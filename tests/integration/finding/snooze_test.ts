import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { wakeDue } from "@edge/automatic/snoozed.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
const soon = () => new Date(Date.now() + 3_600_000).toISOString();

async function awayUntil(world: World, ticketId: string): Promise<string | null> {
  const [row] = await world.db.sql<{ until: string | null }[]>`
    select iso(snoozed_until) as until from tickets where id = ${ticketId}`;
  return row!.until;
}
async function told(world: World, ticketId: string): Promise<[string, string | undefined][]> {
  const rows = await world.db.sql<{ type: string; after: { reason?: string } }[]>`
    select type, after from events where ticket_id = ${ticketId} and type in ('ticket_snoozed', 'ticket_woken') order by at`;
  return rows.map(({ type, after }) => [type, after.reason]);
}
const swept = (world: World) => wakeDue(world.db.sql, () => {});

check("a ticket put away keeps its agent and status, and comes back once when its time comes", async (world) => {
  const { ticketId, conversationId } = await world.story();
  await world.admin.done("ticket.take", { ticketId });
  const until = soon();
  await world.admin.done("ticket.snooze", { ticketId, until });
  await world.admin.mirror.until(
    "it is away",
    () => world.admin.mirror.row("tickets", ticketId)?.snoozed_until === until,
  );
  assert.equal(world.admin.mirror.row("tickets", ticketId)?.snoozed_by, world.admin.memberId);
  await swept(world);
  assert.equal(await awayUntil(world, ticketId), until);
  await world.db.sql`update tickets set snoozed_until = now() - interval '1 second' where id = ${ticketId}`;
  await Promise.all([swept(world), swept(world)]);
  assert.equal(await awayUntil(world, ticketId), null);
  assert.deepEqual(await told(world, ticketId), [["ticket_snoozed", undefined], ["ticket_woken", "time"]]);
  const ticket = world.admin.mirror.row("tickets", ticketId);
  assert.deepEqual([ticket?.status, ticket?.agent_id], ["in_progress", world.admin.memberId]);
  assert.ok(conversationId);
});

check("the contact's message brings it back at once, also one that would only be added to it", async (world) => {
  const { ticketId, customer } = await world.story();
  const isAway = () => Boolean(world.admin.mirror.row("tickets", ticketId)?.snoozed_until);
  await world.admin.done("ticket.snooze", { ticketId, until: soon() });
  await world.admin.mirror.until("it is away", isAway);
  customer.sendText("Mudei de ideia");
  await world.admin.mirror.until("it is back", () => !isAway());
  assert.equal(await awayUntil(world, ticketId), null);
  assert.deepEqual((await told(world, ticketId)).at(-1), ["ticket_woken", "reply"]);
});

check("by hand; what passed, is closed or is out of reach is refused; who moves it brings it back", async (world) => {
  const { ticketId } = await world.story();
  await world.admin.refused("not_snoozed", "ticket.wake", { ticketId });
  await world.admin.refused("snooze_past", "ticket.snooze", {
    ticketId,
    until: new Date(Date.now() - 1).toISOString(),
  });
  await world.admin.done("ticket.snooze", { ticketId, until: soon() });
  const later = new Date(Date.now() + 7_200_000).toISOString();
  await world.admin.done("ticket.snooze", { ticketId, until: later });
  assert.equal(await awayUntil(world, ticketId), later);
  await world.admin.done("ticket.wake", { ticketId });
  assert.equal(await awayUntil(world, ticketId), null);
  await world.admin.done("ticket.snooze", { ticketId, until: soon() });
  await world.admin.done("ticket.take", { ticketId });
  assert.equal(await awayUntil(world, ticketId), null);
  await world.admin.done("ticket.close", { ticketId, message: "" });
  await world.admin.refused("ticket_closed", "ticket.snooze", { ticketId, until: soon() });
  const bruno = await world.member("Bruno Reis", { id: await roleWithout(world) });
  const open = await world.story();
  await bruno.refused("forbidden", "ticket.snooze", { ticketId: open.ticketId, until: soon() });
});

async function roleWithout(world: World): Promise<string> {
  const roleId = newId();
  await world.admin.done("role.save", { roleId, name: `Leitura ${roleId}`, permissions: ["chat.viewAll"] });
  return roleId;
}

check("a pin is its member's own, and stays one however often it is set (INB-15)", async (world) => {
  const { conversationId } = await world.story();
  const bruno = await world.member("Bruno Paz");
  const pins = async () =>
    (await world.db.sql<{ pinned_by: string[] }[]>`
    select pinned_by from conversations where id = ${conversationId}`)[0]!.pinned_by;
  await world.admin.done("conversation.pin", { conversationId, pinned: true });
  await world.admin.done("conversation.pin", { conversationId, pinned: true });
  await bruno.done("conversation.pin", { conversationId, pinned: true });
  assert.deepEqual(await pins(), [world.admin.memberId, bruno.memberId]);
  await world.admin.done("conversation.pin", { conversationId, pinned: false });
  assert.deepEqual(await pins(), [bruno.memberId]);
});

check("saved views: own ones in nobody else's browser, the team's by permission, names once each", async (world) => {
  const bruno = await world.member("Bruno Luz");
  const davi = await world.member("Davi Luz");
  const query = { view: "aguardando", sort: "waiting_longest", unreadOnly: true } as const;
  const [own, shared] = [newId(), newId()];
  await bruno.done("view.save", { viewId: own, name: "Minha fila", query, personal: true });
  await world.admin.done("view.save", { viewId: shared, name: "Fila da casa", query, personal: false });
  await davi.follow();
  await bruno.follow();
  assert.deepEqual(bruno.mirror.row("saved_views", own)?.query, query);
  assert.equal(davi.mirror.row("saved_views", own), undefined);
  assert.equal(davi.mirror.row("saved_views", shared)?.owner_id, null);
  const next = newId();
  await bruno.refused("forbidden", "view.save", { viewId: next, name: "X", query, personal: false });
  await bruno.refused("forbidden", "view.delete", { viewId: shared });
  await davi.refused("not_found", "view.delete", { viewId: own });
  await davi.refused("not_found", "view.save", { viewId: own, name: "X", query, personal: true });
  await bruno.refused("name_taken", "view.save", { viewId: next, name: "minha FILA", query, personal: true });
  await davi.done("view.save", { viewId: next, name: "Minha fila", query, personal: true });
  await bruno.done("view.delete", { viewId: own });
  await bruno.mirror.until("it is gone", () => bruno.mirror.row("saved_views", own) === undefined);
});
