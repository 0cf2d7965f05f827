import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { openPool } from "@db/client.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check(
  "[F4] a first load that ran beside other writes has seen some of them: what moves back is taken away all the same",
  async (world) => {
    const department = await world.department("Vaivém");
    const enzo = await world.member("Enzo");
    const { conversationId, ticketId } = await world.story("vai e vem");
    const hide = () =>
      world.admin.done("ticket.transfer", { ticketId, agentId: world.admin.memberId, departmentId: department });
    const show = () => world.admin.done("ticket.transfer", { ticketId, agentId: enzo.memberId, departmentId: null });
    const tellsAdmin = (agent: string) =>
      world.admin.mirror.until("the move", () => world.admin.mirror.row("tickets", ticketId)?.agent_id === agent);
    await hide();
    await tellsAdmin(world.admin.memberId);
    const pool = openPool(world.db.url, 2);
    try {
      await pool.begin(async (tx) => {
        // As long as this is open, no tick comes past it, and every snapshot sees what was committed after it began.
        await tx`insert into tags (id, workspace_id, name) values (${newId()}, ${world.workspaceId}, 'aberta')`;
        await show();
        const mirror = await enzo.follow();
        assert.ok(mirror.row("conversations", conversationId));
        await hide();
      });
      await enzo.mirror.until("it gone", () => enzo.mirror.row("conversations", conversationId) === undefined);
    } finally {
      await pool.end();
    }
  },
);
