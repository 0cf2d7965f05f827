import assert from "node:assert/strict";
import { ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check("every move on a closed ticket says who closed it and when; nothing reopens what is open", async (world) => {
  const { ticketId } = await world.story();
  await world.admin.refused("ticket_not_closed", "ticket.reopen", { ticketId, assume: false });
  await world.admin.done("ticket.close", { ticketId, message: "" });
  const agentId = world.admin.memberId;
  const department = await world.department("Obras");
  const refusals = [
    await world.admin.refused("ticket_closed", "ticket.take", { ticketId }),
    await world.admin.refused("ticket_closed", "ticket.transfer", { ticketId, agentId, departmentId: null }),
    await world.admin.refused("ticket_closed", "ticket.transfer", {
      ticketId,
      agentId: null,
      departmentId: department,
    }),
    await world.admin.refused("ticket_closed", "ticket.transfer", { ticketId, agentId, departmentId: department }),
    await world.admin.refused("ticket_closed", "ticket.return", { ticketId }),
    await world.admin.refused("ticket_closed", "ticket.pause", { ticketId }),
    await world.admin.refused("ticket_closed", "ticket.resume", { ticketId }),
    await world.admin.refused("ticket_closed", "ticket.close", { ticketId, message: "" }),
  ];
  for (const params of refusals) {
    assert.equal(params.memberId, world.admin.memberId);
    assert.match(String(params.at), /Z$/);
  }
});

check("STS-29 X-16 reopening keeps ticket and protocol, to the queue or to who reopens", async (world) => {
  const { ticketId } = await world.story();
  const { protocol } = await ticketOf(world, ticketId);
  await world.admin.done("ticket.close", { ticketId, message: "" });
  await world.admin.done("ticket.reopen", { ticketId, assume: false });
  const queued = await ticketOf(world, ticketId);
  assert.deepEqual([queued.status, queued.agent_id, queued.protocol], ["waiting", null, protocol]);
  await world.admin.done("ticket.close", { ticketId, message: "" });
  await world.admin.done("ticket.reopen", { ticketId, assume: true });
  const taken = await ticketOf(world, ticketId);
  assert.deepEqual([taken.status, taken.agent_id, taken.protocol], ["in_progress", world.admin.memberId, protocol]);
});

check("X-16 an older ticket cannot be reopened beside the newer one", async (world) => {
  const { ticketId, conversationId, customer } = await world.story();
  await world.admin.done("ticket.close", { ticketId, message: "" });
  customer.sendText("Voltei");
  const { mirror } = world.admin;
  const conversation = await mirror.until("the new ticket", () => {
    const row = mirror.row("conversations", conversationId);
    return row && row.ticket_id !== ticketId && row;
  });
  const params = await world.admin.refused("conversation_exists", "ticket.reopen", { ticketId, assume: false });
  assert.deepEqual(params, { conversationId, ticketId: conversation.ticket_id });
});
