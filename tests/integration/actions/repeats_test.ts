import assert from "node:assert/strict";
import { ACTIONS } from "@domain/action.ts";
import { ACTIONS_VERSION } from "@domain/action_limits.ts";
import { newId } from "@domain/ids.ts";
import { traceOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";

const check = suite();
const action = (type: keyof typeof ACTIONS, input: Record<string, unknown>) => ({
  id: newId(),
  composedAt: new Date().toISOString(),
  type,
  ...input,
});

check(
  "[O3] a repeat answers the stored result and does nothing, also ten at once and after what it did was undone",
  async (world) => {
    const { ticketId, conversationId } = await world.story();
    const draftId = newId();
    const department = await world.department("Fila");
    const actions = [
      action("ticket.take", { ticketId }),
      action("message.send", { conversationId, messageId: newId(), text: "Uma vez", seen: null, draftId }),
      action("message.internal", { conversationId, messageId: newId(), text: "Só nós" }),
      action("ticket.pause", { ticketId }),
      action("ticket.resume", { ticketId }),
      action("ticket.transfer", { ticketId, agentId: null, departmentId: department }),
      action("tag.save", { tagId: newId(), name: "Uma" }),
      action("member.invite", {
        memberId: newId(),
        name: "Uma",
        email: "uma@beira.test",
        roleId: world.roles.agent,
        departmentIds: [],
      }),
      action("ticket.close", { ticketId, message: "" }),
      action("ticket.close", { ticketId, message: "" }),
    ];
    const first = await world.admin.actAll(actions);
    assert.deepEqual(first.map((result) => result.status), [...Array(9).fill("done"), "refused"]);
    const { mirror } = world.admin;
    await mirror.until(
      "the message delivered",
      () => mirror.rows("messages").some((row) => row.body === "Uma vez" && row.status === "delivered"),
    );
    const before = await traceOf(world);
    // An invitation's link is a secret: the first answer alone holds it, nothing stored does.
    const repeated = first.map((result) =>
      result.status === "done" ? { id: result.id, status: result.status } : result
    );
    assert.deepEqual(await world.admin.actAll(actions), repeated);
    const many = await Promise.all(Array.from({ length: 10 }, () => world.admin.actAll(actions)));
    for (const results of many) assert.deepEqual(results, repeated);
    assert.deepEqual(await traceOf(world), before);
  },
);

check("[O3] the same new action sent ten times at once is done once", async (world) => {
  const { conversationId } = await world.story();
  const send = action("message.send", {
    conversationId,
    messageId: newId(),
    text: "Dez vezes",
    seen: null,
    anyway: true,
  });
  const results = await Promise.all(Array.from({ length: 10 }, () => world.admin.actAll([send])));
  for (const [result] of results) assert.deepEqual(result, { id: send.id, status: "done" });
  const [row] = await world.db.sql`select count(*)::int as n from messages where body = 'Dez vezes'`;
  assert.equal(row!.n, 1);
  const { mirror } = world.admin;
  await mirror.until(
    "delivery",
    () => mirror.rows("messages").some((one) => one.body === "Dez vezes" && one.status === "delivered"),
  );
  assert.equal(world.meta.sent.filter((sent) => JSON.stringify(sent.body).includes("Dez vezes")).length, 1);
});

check("[O3] an id is one member's and one action's: others are refused and learn nothing", async (world) => {
  const bia = await world.member("Bia");
  const invite = action("member.invite", {
    memberId: newId(),
    name: "V",
    email: "v@beira.test",
    roleId: world.roles.agent,
    departmentIds: [],
  });
  await world.admin.actAll([invite]);
  const [stolen] = await bia.actAll([invite]);
  assert.deepEqual(stolen, {
    id: invite.id,
    status: "refused",
    code: "bad_input",
    params: { field: "id", reason: "id is taken" },
  });
  const [other] = await world.admin.actAll([{ ...action("tag.save", { tagId: newId(), name: "T" }), id: invite.id }]);
  assert.ok(other?.status === "refused" && other.code === "bad_input");
});

check("[O6] an action taken back never runs, however late it arrives; one that ran says so", async (world) => {
  const { conversationId } = await world.story();
  const say = (text: string) => action("message.send", { conversationId, messageId: newId(), text, seen: null });
  const [late, early] = [say("Tirada da fila"), say("Já tinha ido")];
  const back = (of: { id: string }) => ({ ...action("action.withdraw", {}), id: of.id });
  const taken = { status: "refused", code: "bad_input", params: { field: "id", reason: "id is taken" } };
  assert.deepEqual(await world.admin.actAll([back(late), late, back(late)]), [
    { id: late.id, status: "done" },
    { id: late.id, ...taken },
    { id: late.id, status: "done" },
  ]);
  assert.deepEqual(await world.admin.actAll([early, back(early)]), [
    { id: early.id, status: "done" },
    { id: early.id, ...taken },
  ]);
  const bodies = await world.db.sql`
    select body from messages where conversation_id = ${conversationId} and direction = 'out'`;
  assert.deepEqual(bodies.map((row) => row.body), ["Já tinha ido"]);
});

check("[O7] a refusal leaves no trace, whatever the handler had written before it", async (world) => {
  const { ticketId, conversationId, contactId } = await world.story();
  const [second, image] = [await world.story(), newId()];
  await world.ingested();
  const before = await traceOf(world);
  const media = { id: image, kind: "image" as const, mime: "image/png", name: "x", size: 1 };
  const phone = `+${second.customer.data.waId}`;
  await world.admin.refused("media_missing", "message.send", {
    conversationId,
    messageId: newId(),
    text: "",
    media,
    seen: null,
  });
  await world.admin.refused("contact_exists", "contact.update", { contactId, name: "Outra", phone });
  await world.admin.refused("not_found", "ticket.transfer", { ticketId, agentId: newId(), departmentId: null });
  await world.admin.refused("last_admin", "member.update", {
    memberId: world.admin.memberId,
    name: "Y",
    roleId: world.roles.agent,
    departmentIds: [],
  });
  // Its contact and conversation are made before the ticket's id turns out to be taken.
  const taken = await world.admin.refused("bad_input", "conversation.start", {
    conversationId: newId(),
    ticketId,
    connectionId: world.connectionId,
    departmentId: null,
    contact: { newId: newId(), name: "W", phone: "31 97777-1212", foreign: false },
  });
  assert.equal(taken.field, "id");
  const [message] = await world.db.sql`select id from messages where conversation_id = ${conversationId}`;
  const again = { conversationId, messageId: message!.id, text: "mesmo id", seen: null };
  assert.equal((await world.admin.refused("bad_input", "message.send", again)).field, "id");
  assert.deepEqual(await traceOf(world), before);
});

check("a list runs in order, and a malformed one in the middle stops nothing", async (world) => {
  const { ticketId } = await world.story();
  const results = await world.admin.actAll([
    action("ticket.take", { ticketId }),
    { id: newId(), type: "ticket.dance" },
    "nonsense",
    action("ticket.close", { ticketId, message: "" }),
  ]);
  assert.deepEqual(results.map((result) => result.status), ["done", "refused", "refused", "done"]);
});

check("a clock that is ahead does not make a message newer than now", async (world) => {
  const { conversationId } = await world.story();
  const composedAt = new Date(Date.now() + 86_400_000).toISOString();
  const id = await world.admin.send(conversationId, "Do futuro", { composedAt });
  const row = await world.admin.mirror.message(id);
  assert.equal(row.composed_at, null);
  const earlier = await world.admin.send(conversationId, "De ontem", {
    composedAt: new Date(Date.now() - 86_400_000).toISOString(),
  });
  assert.notEqual((await world.admin.mirror.message(earlier)).composed_at, null);
});

check("[O9] a page with an older version of the actions is told so before anything of it is done", async (world) => {
  const { ticketId } = await world.story();
  const actions = [action("ticket.take", { ticketId })];
  const problem = await world.admin.problem("POST", "/api/actions", {
    body: { version: ACTIONS_VERSION - 1, actions },
  });
  assert.deepEqual([problem.status, problem.code], [409, "client_too_old"]);
  const [row] = await world.db.sql`select 1 from actions where id = ${actions[0]!.id}`;
  assert.equal(row, undefined);
  const { results } = await world.admin.json("POST", "/api/actions", { version: ACTIONS_VERSION, actions });
  assert.equal(results[0].status, "done");
});
