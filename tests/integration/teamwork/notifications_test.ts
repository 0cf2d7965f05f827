import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import type { Client } from "../harness/client.ts";
import { ticketOf } from "../harness/facts.ts";
import { difference, IN_WINDOW, visibleTo } from "../harness/sight.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

const told = (client: Client) =>
  [...client.mirror.tables.get("notifications")?.values() ?? []] as unknown as {
    id: string;
    kind: string;
    text: string;
    count: number;
    actor_id: string | null;
    message_id: string | null;
    read_at: string | null;
  }[];
const ofKind = (client: Client, kind: string) => told(client).find((one) => one.kind === kind);

check(
  "whom an internal message calls by name is told, with the place; nobody else hears of it (INT-03, X-37)",
  async (world) => {
    const vendas = await world.department("Vendas de menções");
    const [zoe, raul] = [await world.member("Zoe Lima", "agent", [vendas]), await world.member("Raul Dias")];
    const { conversationId, ticketId } = await world.story("Menção");
    await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: vendas });
    await Promise.all([zoe.follow(), raul.follow(), world.admin.follow()]);
    const messageId = newId();
    const text = "@Zoé e @Raul, podem ver a nota?";
    await world.admin.done("message.internal", { conversationId, messageId, text });
    const one = await zoe.mirror.until("told", () => ofKind(zoe, "mention"));
    assert.deepEqual([one.text, one.actor_id, one.message_id, one.read_at], [
      text,
      world.admin.memberId,
      messageId,
      null,
    ]);
    // Raul is not of the department: he does not see the ticket and is not called to it.
    const rows = await world.db
      .sql`select owner_id from notifications where ticket_id = ${ticketId} and kind = 'mention'`;
    assert.deepEqual(rows.map((row) => row.owner_id), [zoe.memberId]);
    const partial = IN_WINDOW.filter((table) => table !== "notifications");
    for (const client of [zoe, raul, world.admin]) {
      client.mirror.disconnect();
      client.mirror.reconnect();
      await client.mirror.level();
      assert.equal(difference(client, await visibleTo(world, client), partial), undefined, client.name);
    }
    // Seen and cleared by its owner; by nobody else.
    await world.admin.refused("not_found", "notification.clear", { notificationIds: [one.id] });
    await zoe.done("notification.read", { notificationIds: [one.id] });
    await zoe.mirror.until("seen", () => ofKind(zoe, "mention")?.read_at);
    await zoe.follow();
    assert.ok(ofKind(zoe, "mention"), "a first load brings it");
    await zoe.done("notification.clear", { notificationIds: [one.id] });
    await zoe.mirror.until("cleared", () => ofKind(zoe, "mention") === undefined);
  },
);

check("who follows a ticket is told of replies, counted until read, of answers and of its closing", async (world) => {
  const nara = await world.member("Nara Reis", "supervisor");
  await nara.follow();
  const { conversationId, ticketId, customer } = await world.story("Quero seguir");
  await nara.mirror.until("the ticket", () => nara.mirror.row("tickets", ticketId));
  await nara.done("ticket.follow", { ticketId, on: true });
  await nara.done("ticket.follow", { ticketId, on: true });
  await nara.mirror.until("followed", () => nara.mirror.row("tickets", ticketId)?.follower_ids.length === 1);
  customer.sendText("Primeira");
  customer.sendText("Segunda");
  const reply = await nara.mirror.until("two replies in one", () => {
    const found = ofKind(nara, "reply");
    return found?.count === 2 ? found : undefined;
  });
  assert.deepEqual([reply.text, reply.actor_id], ["Segunda", null]);
  await world.admin.send(conversationId, "Já respondo");
  assert.equal((await nara.mirror.until("answer", () => ofKind(nara, "answered"))).actor_id, world.admin.memberId);
  // What I do myself is no news to me.
  await nara.send(conversationId, "Eu mesma");
  await world.admin.done("ticket.close", { ticketId, message: "" });
  await nara.mirror.until("closed", () => ofKind(nara, "closed"));
  assert.equal(ofKind(nara, "answered")!.count, 1);
  await nara.done("ticket.follow", { ticketId, on: false });
  await nara.mirror.until("no more", () => nara.mirror.row("tickets", ticketId)?.follower_ids.length === 0);
});

check("the agent a ticket is given to is told; who takes one is not (NOT-02)", async (world) => {
  const [ian, lia] = [await world.member("Ian"), await world.member("Lia")];
  await Promise.all([ian.follow(), lia.follow()]);
  const { ticketId } = await world.story("Para quem?");
  await ian.done("ticket.take", { ticketId });
  assert.equal((await ticketOf(world, ticketId)).agent_id, ian.memberId);
  // It enters her sight by this very move.
  await ian.done("ticket.transfer", { ticketId, agentId: lia.memberId, departmentId: null });
  assert.equal((await lia.mirror.until("told", () => ofKind(lia, "assigned"))).actor_id, ian.memberId);
  assert.equal(ofKind(ian, "assigned"), undefined);
});

check("macros: own ones in nobody else's browser, shared ones by who may; closing only at the end", async (world) => {
  const [ugo, sol] = [await world.member("Ugo"), await world.member("Sol")];
  await Promise.all([ugo.follow(), sol.follow()]);
  const macro = {
    macroId: newId(),
    name: "Encerra com nota",
    steps: [{ kind: "internal" as const, text: "feito" }, { kind: "close" as const, message: "" }],
    departmentId: null,
  };
  await ugo.done("macro.save", { ...macro, personal: true });
  const own = await ugo.mirror.until("own", () => ugo.mirror.row("macros", macro.macroId));
  assert.deepEqual(own.steps, macro.steps);
  await ugo.refused("forbidden", "macro.save", { ...macro, personal: false });
  await world.admin.refused("not_found", "macro.delete", { macroId: macro.macroId });
  const steps = macro.steps.toReversed();
  assert.equal((await ugo.refused("bad_input", "macro.save", { ...macro, steps, personal: true })).field, "steps");
  const shared = { ...macro, macroId: newId() };
  await world.admin.done("macro.save", { ...shared, personal: false });
  await sol.mirror.until("shared", () => sol.mirror.row("macros", shared.macroId));
  assert.equal(sol.mirror.row("macros", macro.macroId), undefined);
  await world.admin.refused("name_taken", "macro.save", { ...shared, macroId: newId(), personal: false });
  await world.admin.done("macro.delete", { macroId: shared.macroId });
  await sol.mirror.until("gone", () => sol.mirror.row("macros", shared.macroId) === undefined);
});
