import assert from "node:assert/strict";
import { eventsOf, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check("STS-27 taking a waiting ticket makes it the taker's: fact, event, rows on a colleague's feed", async (world) => {
  const bia = await world.member("Bia");
  const { ticketId, conversationId } = await world.story();
  await bia.done("ticket.take", { ticketId });
  const { mirror } = world.admin;
  const ticket = await mirror.until("the ticket taken", () => {
    const row = mirror.row("tickets", ticketId);
    return row?.agent_id === bia.memberId && row;
  });
  assert.equal(ticket.status, "in_progress");
  assert.notEqual(ticket.started_at, null);
  await mirror.until(
    "the conversation says so too",
    () => mirror.row("conversations", conversationId)?.agent_id === bia.memberId,
  );
  const [taken] = await eventsOf(world, ticketId, "ticket_taken");
  assert.deepEqual(taken, {
    type: "ticket_taken",
    actor_kind: "member",
    actor_id: bia.memberId,
    before: { status: "waiting", agent_id: null, department_id: null },
    after: { status: "in_progress", agent_id: bia.memberId, department_id: null },
  });
  await mirror.until("the event", () => mirror.rows("events").find((event) => event.type === "ticket_taken"));
});

check(
  "X-06 the second to take is told who has it and since when; taking one's own again changes nothing",
  async (world) => {
    const [caio, dora] = [await world.member("Caio"), await world.member("Dora", "supervisor")];
    const { ticketId } = await world.story();
    await caio.done("ticket.take", { ticketId });
    const params = await dora.refused("already_assigned", "ticket.take", { ticketId });
    assert.equal(params.agentId, caio.memberId);
    assert.match(String(params.at), /^\d{4}-.*Z$/);
    await caio.done("ticket.take", { ticketId });
    assert.equal((await eventsOf(world, ticketId, "ticket_taken")).length, 1);
  },
);

check("X-06 ten members take at once: one wins and nine are told the same name", async (world) => {
  const { ticketId } = await world.story();
  const others = await Promise.all(
    Array.from({ length: 4 }, (_, index) => world.member(`Taker ${index}`, "supervisor")),
  );
  const takers = [world.admin, ...others, world.admin, ...others];
  const results = await Promise.all(takers.map((taker) => taker.act("ticket.take", { ticketId })));
  const { agent_id } = await ticketOf(world, ticketId);
  results.forEach((result, index) => {
    if (takers[index]!.memberId === agent_id) return assert.equal(result.status, "done");
    assert.ok(result.status === "refused" && result.code === "already_assigned", JSON.stringify(result));
    assert.equal(result.params.agentId, agent_id);
  });
  assert.equal((await eventsOf(world, ticketId, "ticket_taken")).length, 1);
});

check("ASG-04 forwarding to an agent removes the department", async (world) => {
  const department = await world.department("Vendas");
  const eva = await world.member("Eva");
  const { ticketId } = await world.story();
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: department });
  await world.admin.done("ticket.transfer", { ticketId, agentId: eva.memberId, departmentId: null });
  const ticket = await ticketOf(world, ticketId);
  assert.deepEqual([ticket.status, ticket.agent_id, ticket.department_id], ["in_progress", eva.memberId, null]);
  const events = await eventsOf(world, ticketId, "ticket_transferred");
  assert.deepEqual(events[1]?.before, { status: "waiting", agent_id: null, department_id: department });
  assert.deepEqual(events[1]?.after, { status: "in_progress", agent_id: eva.memberId, department_id: null });
});

check("ASG-08 forwarding to a department removes the agent and puts it in that queue", async (world) => {
  const department = await world.department("Locação");
  const { ticketId } = await world.story();
  await world.admin.done("ticket.take", { ticketId });
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: department });
  const ticket = await ticketOf(world, ticketId);
  assert.deepEqual([ticket.status, ticket.agent_id, ticket.department_id], ["waiting", null, department]);
});

check("ASG-01 X-09 agent and department chosen together are both kept", async (world) => {
  const department = await world.department("Cobrança");
  const { ticketId } = await world.story();
  const agentId = world.admin.memberId;
  await world.admin.done("ticket.transfer", { ticketId, agentId, departmentId: department });
  const ticket = await ticketOf(world, ticketId);
  assert.deepEqual([ticket.status, ticket.agent_id, ticket.department_id], ["in_progress", agentId, department]);
});

check("ticket.transfer names what is missing: nobody, an unknown agent, an unknown department", async (world) => {
  const { ticketId } = await world.story();
  const nobody = crypto.randomUUID();
  const params = await world.admin.refused("bad_input", "ticket.transfer", {
    ticketId,
    agentId: null,
    departmentId: null,
  });
  assert.equal(params.field, "agentId");
  const agent = await world.admin.refused("not_found", "ticket.transfer", {
    ticketId,
    agentId: nobody,
    departmentId: null,
  });
  assert.deepEqual(agent, { what: "member" });
  const department = await world.admin.refused("not_found", "ticket.transfer", {
    ticketId,
    agentId: null,
    departmentId: nobody,
  });
  assert.deepEqual(department, { what: "department" });
});

check("STS-05 pause and resume, and only from where they may", async (world) => {
  const { ticketId } = await world.story();
  await world.admin.refused("not_in_progress", "ticket.pause", { ticketId });
  await world.admin.refused("not_paused", "ticket.resume", { ticketId });
  await world.admin.done("ticket.take", { ticketId });
  await world.admin.refused("not_paused", "ticket.resume", { ticketId });
  await world.admin.done("ticket.pause", { ticketId });
  assert.equal((await ticketOf(world, ticketId)).status, "paused");
  await world.admin.refused("not_in_progress", "ticket.pause", { ticketId });
  await world.admin.done("ticket.resume", { ticketId });
  const ticket = await ticketOf(world, ticketId);
  assert.deepEqual([ticket.status, ticket.agent_id], ["in_progress", world.admin.memberId]);
  const types = (await eventsOf(world, ticketId)).map((event) => event.type);
  assert.deepEqual(types.filter((type) => /paused|resumed/.test(type)), ["ticket_paused", "ticket_resumed"]);
});

check("STS-30 returning puts it at the end of the queue: agent released, department kept", async (world) => {
  const department = await world.department("Vistoria");
  const { ticketId } = await world.story();
  await world.admin.refused("not_in_progress", "ticket.return", { ticketId });
  const agentId = world.admin.memberId;
  await world.admin.done("ticket.transfer", { ticketId, agentId, departmentId: department });
  const [queued] = await world.db.sql`select queued_at from tickets where id = ${ticketId}`;
  await world.admin.done("ticket.return", { ticketId });
  const ticket = await ticketOf(world, ticketId);
  assert.deepEqual([ticket.status, ticket.agent_id, ticket.department_id], ["waiting", null, department]);
  const [later] = await world.db.sql`select queued_at from tickets where id = ${ticketId}`;
  assert.ok(later!.queued_at > queued!.queued_at);
});

check(
  "CLS-01 X-48 closing clears agent and department, keeps a snapshot and the protocol, and ends the wait",
  async (world) => {
    const department = await world.department("Jurídico");
    const { ticketId, conversationId } = await world.story();
    const { protocol } = await ticketOf(world, ticketId);
    const agentId = world.admin.memberId;
    await world.admin.done("ticket.transfer", { ticketId, agentId, departmentId: department });
    await world.admin.done("ticket.close", { ticketId, message: "" });
    assert.deepEqual(await ticketOf(world, ticketId), {
      status: "closed",
      agent_id: null,
      department_id: null,
      last_agent_id: agentId,
      last_department_id: department,
      protocol,
    });
    const [conversation] = await world.db.sql`
    select agent_id, department_id, waiting_since from conversations where id = ${conversationId}`;
    assert.deepEqual({ ...conversation }, { agent_id: agentId, department_id: department, waiting_since: null });
  },
);

check(
  "CLS-10 the closing message goes out; X-45 with the window closed the ticket closes and the skip is in the timeline",
  async (world) => {
    const first = await world.story();
    const closed = await world.admin.done("ticket.close", { ticketId: first.ticketId, message: " Obrigada! " });
    assert.equal(closed.data, undefined);
    const { mirror } = world.admin;
    const message = await mirror.until(
      "the closing message",
      () =>
        mirror.rows("messages").find((row) =>
          row.conversation_id === first.conversationId && row.direction === "out" && row.status === "delivered"
        ),
    );
    assert.equal(message.body, "Obrigada!");
    const second = await world.story();
    await world.db
      .sql`update conversations set free_text_until = now() - interval '1 hour' where id = ${second.conversationId}`;
    const skipped = await world.admin.done("ticket.close", { ticketId: second.ticketId, message: "Obrigada!" });
    assert.deepEqual(skipped.data, { messageSkipped: true });
    assert.equal((await ticketOf(world, second.ticketId)).status, "closed");
    const [event] = await eventsOf(world, second.ticketId, "closing_message_skipped");
    assert.deepEqual(event?.after, { reason: "window_closed", text: "Obrigada!" });
  },
);

check("D.2 bot: taking stops it, a department gets it", async (world) => {
  const [one, two] = [await world.story(), await world.story()];
  await world.db.sql`update tickets set status = 'bot' where id in (${one.ticketId}, ${two.ticketId})`;
  await world.admin.done("ticket.take", { ticketId: one.ticketId });
  assert.equal((await ticketOf(world, one.ticketId)).status, "in_progress");
  const department = await world.department("Recepção");
  await world.admin.done("ticket.transfer", { ticketId: two.ticketId, agentId: null, departmentId: department });
  assert.equal((await ticketOf(world, two.ticketId)).status, "waiting");
});

check(
  "what a colleague holds is moved only with chat.manageOthers, and each move only with its permission",
  async (world) => {
    const department = await world.department("Turno");
    const [fabi, gil] = [
      await world.member("Fabi", "agent", [department]),
      await world.member("Gil", "agent", [department]),
    ];
    const { ticketId } = await world.story();
    await world.admin.done("ticket.transfer", { ticketId, agentId: fabi.memberId, departmentId: department });
    const cases = [
      [await gil.refused("forbidden", "ticket.close", { ticketId, message: "" }), "chat.close"],
      [await gil.refused("forbidden", "ticket.pause", { ticketId }), "chat.take"],
      [await gil.refused("forbidden", "ticket.resume", { ticketId }), "chat.take"],
      [await gil.refused("forbidden", "ticket.return", { ticketId }), "chat.transfer"],
      [
        await gil.refused("forbidden", "ticket.transfer", { ticketId, agentId: gil.memberId, departmentId: null }),
        "chat.transfer",
      ],
    ] as const;
    for (const [params, permission] of cases) assert.deepEqual(params, { permission });
    const roleId = crypto.randomUUID();
    await world.admin.done("role.save", { roleId, name: "Só olha", permissions: ["chat.viewAll"] });
    const hugo = await world.member("Hugo", { id: roleId });
    assert.deepEqual(await hugo.refused("forbidden", "ticket.take", { ticketId }), { permission: "chat.take" });
    await fabi.done("ticket.close", { ticketId, message: "" });
    assert.deepEqual(await hugo.refused("forbidden", "ticket.reopen", { ticketId, assume: false }), {
      permission: "chat.reopen",
    });
  },
);

check("LOG-01 opening is written once per member, ticket and hour; it marks read, peeking does not", async (world) => {
  const ivo = await world.member("Ivo");
  const { ticketId, conversationId } = await world.story();
  const unread = async () =>
    (await world.db.sql`select unread from conversations where id = ${conversationId}`)[0]!.unread;
  await ivo.done("ticket.open", { ticketId, peek: true });
  assert.equal(await unread(), 1);
  await ivo.done("ticket.open", { ticketId, peek: false });
  assert.equal(await unread(), 0);
  await world.admin.done("ticket.open", { ticketId, peek: false });
  const events = await eventsOf(world, ticketId, "ticket_viewed");
  assert.deepEqual(events.map((event) => [event.actor_id, event.after]), [
    [ivo.memberId, { peek: true }],
    [world.admin.memberId, { peek: false }],
  ]);
  await world.db.sql`update events set at = at - interval '61 minutes' where ticket_id = ${ticketId}`;
  await ivo.done("ticket.open", { ticketId, peek: false });
  assert.equal((await eventsOf(world, ticketId, "ticket_viewed")).length, 3);
});
