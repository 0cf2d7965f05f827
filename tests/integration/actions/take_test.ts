import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check("STS-27 taking a waiting ticket gives it to the taker, with its event and its rows on the feed", async (world) => {
  const bia = await world.member("Bia");
  const { ticketId, conversationId } = await world.story();
  await bia.done("ticket.take", { ticketId });
  const ticket = await world.admin.mirror.until("the ticket taken", () => {
    const row = world.admin.mirror.row("tickets", ticketId);
    return row?.agent_id === bia.memberId ? row : undefined;
  });
  assert.equal(ticket.status, "in_progress");
  assert.notEqual(ticket.started_at, null);
  assert.equal(world.admin.mirror.row("conversations", conversationId)?.agent_id, bia.memberId);
  void newId;
});
