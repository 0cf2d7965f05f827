import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { closeWindow, eventsOf, lastEvent, ticketOf, traceOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import { publish, text, untilEnded, wait, written } from "./a_flow.ts";

const check = suite();

check("flows: saved, changed, deleted; on the feed; a name is taken once (ASG-09)", async (world) => {
  const { mirror } = world.admin;
  const steps = [text("Oi"), wait(5)];
  const flowId = await publish(world, "Boas-vindas", ...steps);
  const row = await mirror.until("the flow", () => mirror.row("flows", flowId));
  assert.deepEqual([row.name, row.colour, row.active, row.steps], ["Boas-vindas", 2, true, steps]);
  const second = await publish(world, "Depois", text("x"));
  await mirror.until("the second, after it", () => (mirror.row("flows", second)?.position ?? -1) > row.position);
  const change = { flowId, name: "Olá", colour: 3, active: false, steps: [text("Olá")] };
  await world.admin.done("flow.save", change);
  await mirror.until("the change", () => {
    const now = mirror.row("flows", flowId);
    return now?.name === "Olá" && !now.active && now.position === row.position;
  });
  assert.deepEqual(await lastEvent(world, "flow_saved"), {
    type: "flow_saved",
    actor_kind: "member",
    actor_id: world.admin.memberId,
    before: { name: "Boas-vindas", colour: 2, active: true, steps },
    after: change,
  });
  assert.deepEqual(
    await world.admin.refused("name_taken", "flow.save", { ...change, flowId: second }),
    { field: "name", name: "Olá" },
  );
  await world.admin.done("flow.delete", { flowId });
  await mirror.until("it is gone", () => mirror.row("flows", flowId) === undefined);
  assert.deepEqual(await world.admin.refused("not_found", "flow.delete", { flowId }), { what: "flow" });
});

check(
  "forwarding closes the ticket and the contact gets the flow, in order, with their name (ASG-09, FLW-20)",
  async (world) => {
    const { ticketId, conversationId, customer, contactId } = await world.story();
    await world.admin.done("contact.update", { contactId, name: "Marina Lage" });
    await world.admin.done("ticket.take", { ticketId });
    const flowId = await publish(
      world,
      "Pesquisa",
      text("Oi, {{primeiro_nome}}!"),
      text("De 1 a 5?"),
      text("Até, {{nome}}"),
    );
    await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
    const ticket = await ticketOf(world, ticketId);
    assert.deepEqual([ticket.status, ticket.agent_id, ticket.last_agent_id], ["closed", null, world.admin.memberId]);
    assert.deepEqual(
      (await eventsOf(world, ticketId, "ticket_closed", "ticket_forwarded_to_flow")).map((
        { type, actor_id, after },
      ) => [
        type,
        actor_id,
        after.name,
      ]),
      [
        ["ticket_closed", world.admin.memberId, undefined],
        ["ticket_forwarded_to_flow", world.admin.memberId, "Pesquisa"],
      ],
    );
    const { mirror } = world.admin;
    await mirror.until("all three delivered", () => {
      const out = mirror.rows("messages").filter((one) =>
        one.conversation_id === conversationId && one.direction === "out"
      );
      return out.length === 3 && out.every((one) => one.status === "delivered");
    });
    const expected = ["Oi, Marina!", "De 1 a 5?", "Até, Marina Lage"];
    assert.deepEqual(customer.data.messages.filter((one) => one.from === "business").map((one) => one.text), expected);
    assert.deepEqual(
      (await written(world, conversationId)).map((one) => [one.body, one.ticket_id, one.member_id]),
      expected.map((body) => [body, ticketId, null]),
    );
    assert.equal((await ticketOf(world, ticketId)).status, "closed", "what a flow sends reopens nothing");
  },
);

check(
  "the customer's answer to a flow opens a new ticket, which waits although the flow goes on (ASG-09)",
  async (world) => {
    const { ticketId, conversationId, customer } = await world.story();
    const flowId = await publish(world, "Retorno", text("Deu certo?"), wait(1), text("Estamos aqui."));
    await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
    const { mirror } = world.admin;
    const conversation = () => mirror.row("conversations", conversationId);
    await mirror.until("the first text", () => conversation()?.last_preview === "Deu certo?");
    customer.sendText("Não deu");
    const ticket = await mirror.until("a new ticket", () => conversation()?.ticket_id !== ticketId && conversation());
    await untilEnded(world, ticketId);
    const now = await mirror.until("the last text", () => {
      const row = conversation();
      return row?.last_preview === "Estamos aqui." && row.last_status === "delivered" && row;
    });
    assert.deepEqual([now.ticket_id, now.unread > 0, now.waiting_since], [
      ticket.ticket_id,
      true,
      ticket.waiting_since,
    ]);
    assert.ok(now.waiting_since, "a machine's words answer nobody");
    assert.equal((await ticketOf(world, now.ticket_id!)).status, "waiting");
  },
);

check(
  "a refusal leaves the ticket open and everything as it was: window, contact, connection, flow (ASG-09)",
  async (world) => {
    const { ticketId, conversationId, contactId } = await world.story();
    const flowId = await publish(world, "Recusado", text("Oi"));
    const { sql } = world.db;
    const refuse = async (code: Parameters<typeof world.admin.refused>[0], flow = flowId) => {
      const before = await traceOf(world);
      const params = await world.admin.refused(code, "ticket.forward_to_flow", { ticketId, flowId: flow });
      assert.deepEqual(await traceOf(world), before, code);
      return params;
    };
    assert.deepEqual(await refuse("not_found", newId()), { what: "flow" });
    await sql`update flows set active = false where id = ${flowId}`;
    assert.deepEqual(await refuse("flow_off"), { name: "Recusado" });
    await sql`update flows set active = true, deleted_at = clock_timestamp() where id = ${flowId}`;
    assert.deepEqual(await refuse("flow_off"), { name: "Recusado" });
    await sql`update flows set deleted_at = null where id = ${flowId}`;
    await sql`update contacts set blocked_at = clock_timestamp() where id = ${contactId}`;
    await refuse("contact_blocked");
    await sql`update contacts set blocked_at = null where id = ${contactId}`;
    await sql`update connections set status = 'needs_token' where id = ${world.connectionId}`;
    assert.deepEqual(await refuse("connection_off"), { status: "needs_token" });
    await sql`update connections set status = 'active' where id = ${world.connectionId}`;
    await closeWindow(world, conversationId);
    assert.match(String((await refuse("window_closed")).since), /Z$/);
    assert.equal((await ticketOf(world, ticketId)).status, "waiting");
  },
);

check(
  "who may not close may not forward: by permission, by owner, by sight; a closed ticket says who (ASG-09)",
  async (world) => {
    const { ticketId } = await world.story();
    const flowId = await publish(world, "Proibido", text("Oi"));
    const roleId = newId();
    await world.admin.done("role.save", {
      roleId,
      name: "Só transfere",
      permissions: ["chat.viewAll", "chat.transfer"],
    });
    const ivo = await world.member("Ivo", { id: roleId });
    assert.deepEqual(await ivo.refused("forbidden", "ticket.forward_to_flow", { ticketId, flowId }), {
      permission: "chat.close",
    });
    const [lia, caio] = [await world.member("Lia"), await world.member("Caio")];
    await lia.done("ticket.take", { ticketId });
    assert.deepEqual(await caio.refused("not_found", "ticket.forward_to_flow", { ticketId, flowId }), {
      what: "ticket",
    });
    await lia.done("ticket.forward_to_flow", { ticketId, flowId });
    const params = await world.admin.refused("ticket_closed", "ticket.forward_to_flow", { ticketId, flowId });
    assert.equal(params.memberId, lia.memberId);
  },
);
