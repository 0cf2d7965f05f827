import assert from "node:assert/strict";
import { ACTIONS } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import { openPool } from "@db/client.ts";
import { withWorkspace } from "@db/tx.ts";
import { traceOf } from "../harness/facts.ts";
import { pdf } from "../harness/files.ts";
import { secondWorkspace } from "../harness/second_workspace.ts";
import { suite } from "../harness/suite.ts";
import { aimed } from "./aimed.ts";
import type { World } from "../harness/world.ts";

const check = suite();
let second: Awaited<ReturnType<typeof secondWorkspace>> | undefined;
const other = async (world: World) => second ??= await secondWorkspace(world);

check("no action reaches another workspace: all are refused by name and change nothing", async (world) => {
  const { ids } = await other(world);
  const before = await traceOf(world);
  const tried = aimed(world, ids);
  for (const [type, input] of tried) {
    const [result] = await world.admin.actAll([{ id: newId(), composedAt: new Date().toISOString(), type, ...input }]);
    assert.ok(result?.status === "refused", `${type} ${JSON.stringify(input)} was done`);
    assert.notEqual(result.code, "server_error", `${type} ${JSON.stringify(input)}`);
    assert.ok(!JSON.stringify(result.params).includes("SEGREDO"));
  }
  assert.deepEqual(await traceOf(world), before);
  // Their only id is their own, which repeats_test.ts shows to be its member's, or none; tags of an import are below.
  const without = new Set([
    "workspace.update",
    "workspace.hours",
    "profile.update",
    "action.withdraw",
    "contact.export",
    "contact.import",
  ]);
  const types = Object.keys(ACTIONS).filter((type) => !without.has(type) && !tried.some(([one]) => one === type));
  assert.deepEqual(types, [], "every action that takes an id is aimed here");
});

check(
  "a file, a quote, a template, an agent or a flow of another workspace cannot be used in one's own",
  async (world) => {
    const { ids } = await other(world);
    const { conversationId, ticketId } = await world.story();
    const base = { conversationId, messageId: newId(), text: "", seen: null };
    const media = { id: ids.media, kind: "document" as const, mime: "text/plain", name: "x", size: 7 };
    await world.admin.refused("media_missing", "message.send", { ...base, media });
    await world.admin.refused("template_not_approved", "message.send", {
      ...base,
      template: { templateId: ids.template, values: [] },
    });
    await world.admin.refused("not_found", "ticket.transfer", { ticketId, agentId: ids.member, departmentId: null });
    await world.admin.refused("not_found", "ticket.transfer", {
      ticketId,
      agentId: null,
      departmentId: ids.department,
    });
    await world.admin.refused("not_found", "ticket.forward_to_flow", { ticketId, flowId: ids.flow });
    const later = { conversationId, dueAt: new Date(Date.now() + 3_600_000).toISOString(), ifClosed: "send" as const };
    const schedule = { ...later, repeat: "none" as const };
    await world.admin.refused("not_found", "schedule.save", { ...schedule, scheduleId: newId(), flowId: ids.flow });
    await world.admin.refused("media_missing", "schedule.save", { ...schedule, scheduleId: newId(), media });
    await world.admin.refused("not_found", "schedule.move", { ...later, scheduleId: ids.schedule });
    await world.admin.refused("not_found", "schedule.cancel", { conversationId, scheduleId: ids.schedule });
    const lines = [{ line: 1, name: "De planilha", phone: "+5531955559999" }];
    await world.admin.done("contact.import", { importId: newId(), onDuplicate: "skip", tagIds: [ids.tag], lines });
    const [imported] = await world.db.sql`select tag_ids from contacts where name = 'De planilha'`;
    assert.deepEqual(imported!.tag_ids, []);
    const id = await world.admin.send(conversationId, "cita", { quoteId: ids.message });
    assert.equal((await world.admin.mirror.message(id)).quote_id, null);
  },
);

check("no route gives or takes anything of another workspace", async (world) => {
  const { ids } = await other(world);
  const client = world.admin;
  const gone = [
    ["GET", `/api/history?conversationId=${ids.conversation}`],
    ["GET", `/api/conversations/${ids.conversation}`],
    ["GET", `/api/conversations/${ids.ticket}`],
    ["GET", `/api/connections/${ids.connection}`],
    ["POST", `/api/connections/${ids.connection}/check`],
    ["GET", `/media/${ids.media}`],
  ] as const;
  for (const [method, path] of gone) {
    const problem = await client.problem(method, path);
    assert.deepEqual([path, problem.status, problem.code], [path, 404, "not_found"]);
  }
  const presence = { clientId: "t", ticketId: ids.ticket, state: "viewing" };
  assert.equal((await client.problem("POST", "/api/presence", { body: presence })).code, "not_found");
  const put = await client.problem("PUT", `/api/media/${ids.media}?name=x.pdf`, {
    raw: new Blob([new Uint8Array(pdf())]),
  });
  assert.deepEqual([put.code, put.params.field], ["bad_input", "id"]);
  const found = JSON.stringify(await client.json("GET", "/api/search?q=SEGREDO"));
  assert.ok(!found.includes("SEGREDO"), found);
  const own = await world.story();
  const [message] = await world.db.sql`select id from messages where conversation_id = ${own.conversationId}`;
  const history = await client.json("GET", `/api/history?conversationId=${own.conversationId}&before=${ids.message}`);
  assert.ok(!JSON.stringify(history).includes("SEGREDO"));
  assert.ok(message);
});

check("neither feed brings a row of the other workspace, at first load, live or catching up", async (world) => {
  const { client, ids } = await other(world);
  const mirror = await client.follow();
  const own = [...mirror.tables.values()].flatMap((rows) => [...rows.keys()]);
  assert.ok(own.includes(ids.ticket) && own.includes(ids.message));
  const story = await world.story();
  await world.db.sql`update tags set name = 'SEGREDO 2' where id = ${ids.tag}`;
  await mirror.until("its own change", () => mirror.row("tags", ids.tag)?.name === "SEGREDO 2");
  await world.admin.send(story.conversationId, "daqui");
  mirror.disconnect();
  const late = await world.story();
  mirror.reconnect();
  await mirror.level();
  for (const [table, rows] of mirror.tables) {
    const foreign = await world.db.sql.unsafe(
      `select id from ${table} where id = any($1::uuid[]) and workspace_id <> $2`,
      [[...rows.keys()], ids.workspace],
    );
    assert.deepEqual([...foreign], [], table);
  }
  assert.equal(mirror.row("conversations", late.conversationId), undefined);
  for (const [table, rows] of world.admin.mirror.tables) {
    assert.ok(!JSON.stringify([...rows.values()]).includes("SEGREDO"), table);
  }
  client.close();
});

check(
  "row-level security is the second wall: a query without where sees one workspace, and writes into no other",
  async (world) => {
    const { ids } = await other(world);
    await world.story();
    const pool = openPool(world.db.url, 2);
    try {
      const tables = await pool<{ name: string }[]>`
      select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE'`;
      assert.ok(tables.length >= 20);
      for (const { name } of tables) {
        const [row] = await pool`select relrowsecurity as on from pg_class where relname = ${name} and relkind = 'r'`;
        assert.equal(row!.on, true, `${name} has no row-level security`);
        if (["sessions", "ended_sessions", "invitations"].includes(name)) continue;
        const seen = await withWorkspace(
          pool,
          world.workspaceId,
          (tx) => tx.unsafe<{ workspace_id: string }[]>(`select distinct workspace_id from ${name}`),
        );
        assert.ok(
          seen.every((one) => one.workspace_id === world.workspaceId),
          name,
        );
      }
      await withWorkspace(pool, world.workspaceId, async (tx) => {
        assert.equal((await tx`update tags set name = 'X' where id = ${ids.tag}`).count, 0);
        assert.equal((await tx`delete from tags where id = ${ids.tag}`).count, 0);
      });
      await assert.rejects(
        withWorkspace(
          pool,
          world.workspaceId,
          (tx) => tx`insert into tags (id, workspace_id, name) values (${newId()}, ${ids.workspace}, 'X')`,
        ),
        /row-level security/,
      );
      await assert.rejects(
        withWorkspace(pool, world.workspaceId, (tx) => tx`select secret_hash from sessions`),
        /permission denied/,
      );
      await assert.rejects(
        withWorkspace(pool, world.workspaceId, (tx) => tx`select token_hash from invitations`),
        /permission denied/,
      );
      const none = await pool.begin(async (tx) => {
        await tx`set local role mutirao_app`;
        return await tx`select id from members`;
      });
      assert.equal((none as unknown[]).length, 0, "without a workspace nothing is seen");
    } finally {
      await pool.end();
    }
  },
);

check(
  "another department's ticket does not exist for who may not see it: actions, routes, presence, search",
  async (world) => {
    const department = await world.department("Diretoria");
    const bia = await world.member("Bia");
    const { ticketId, conversationId } = await world.story("confidencial da diretoria");
    await world.admin.done("ticket.transfer", { ticketId, agentId: world.admin.memberId, departmentId: department });
    const [message] = await world.db.sql`select id from messages where conversation_id = ${conversationId}`;
    const messageId = message!.id;
    const before = await traceOf(world);
    await bia.refused("not_found", "ticket.take", { ticketId });
    await bia.refused("not_found", "ticket.transfer", { ticketId, agentId: bia.memberId, departmentId: null });
    await bia.refused("not_found", "ticket.return", { ticketId });
    await bia.refused("not_found", "ticket.pause", { ticketId });
    await bia.refused("not_found", "ticket.resume", { ticketId });
    await bia.refused("not_found", "ticket.close", { ticketId, message: "" });
    await bia.refused("not_found", "ticket.reopen", { ticketId, assume: true });
    await bia.refused("not_found", "ticket.open", { ticketId, peek: true });
    await bia.refused("not_found", "conversation.read", { conversationId, messageId });
    await bia.refused("not_found", "conversation.unread", { conversationId });
    await bia.refused("not_found", "message.send", { conversationId, messageId: newId(), text: "x", seen: null });
    await bia.refused("not_found", "message.internal", { conversationId, messageId: newId(), text: "x" });
    await bia.refused("not_found", "message.react", { messageId, emoji: "👍" });
    await bia.refused("not_found", "message.tag", { messageId, tagId: newId(), on: true });
    await bia.refused("not_found", "message.retry", { messageId });
    await bia.refused("not_found", "message.settle", { messageId });
    assert.deepEqual(await traceOf(world), before);
    for (
      const path of [
        `history?conversationId=${conversationId}`,
        `conversations/${conversationId}`,
        `conversations/${ticketId}`,
      ]
    ) {
      assert.equal((await bia.problem("GET", `/api/${path}`)).code, "not_found");
    }
    const presence = { clientId: "t", ticketId, state: "viewing" };
    assert.equal((await bia.problem("POST", "/api/presence", { body: presence })).code, "not_found");
    const found = await bia.json("GET", "/api/search?q=confidencial");
    const { found: ids, ...rows } = found;
    assert.deepEqual(ids, { contacts: [], tickets: [], messages: [], notes: [], more: false });
    assert.deepEqual(rows, { conversations: [], contacts: [], tickets: [], messages: [], notes: [] });
  },
);
