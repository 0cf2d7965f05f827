import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { openPool } from "@db/client.ts";
import { horizon, readChanges } from "@db/feed/changes.ts";
import { Mirror } from "../harness/mirror.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check(
  "[F2] the first load brings configuration and what the member sees, with progress, in an order without dangling rows",
  async (world) => {
    const { conversationId, ticketId, contactId } = await world.story("primeira carga");
    const mirror = await new Mirror(world.url, () => world.admin.cookie);
    await mirror.level();
    assert.ok(
      mirror.row("conversations", conversationId) && mirror.row("tickets", ticketId) &&
        mirror.row("contacts", contactId),
    );
    assert.ok(mirror.rows("messages").some((row) => row.body === "primeira carga"));
    assert.equal(mirror.rows("roles").length, 3);
    assert.ok(mirror.seen.includes("progress"));
    assert.equal(mirror.seen.filter((event) => event === "reset").length, 0);
    mirror.close();
  },
);

check("[F3] a client that was away comes back with its cursor and has missed nothing", async (world) => {
  const bia = await world.member("Bia", "supervisor");
  const mirror = await bia.follow();
  const { conversationId, ticketId } = await world.story("antes da queda");
  await mirror.until("the ticket", () => mirror.row("tickets", ticketId));
  mirror.disconnect();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await world.admin.send(conversationId, `durante ${n}`));
  await Promise.all(ids.map((id) => world.admin.mirror.message(id, "delivered")));
  const other = await world.story("nova durante a queda");
  await world.admin.done("tag.save", { tagId: newId(), name: "Durante" });
  const before = mirror.seen.length;
  mirror.reconnect();
  await mirror.until(
    "all of it",
    () =>
      ids.every((id) => mirror.row("messages", id)?.status === "delivered") && mirror.row("tickets", other.ticketId) &&
      mirror.rows("tags").some((tag) => tag.name === "Durante"),
  );
  assert.ok(!mirror.seen.slice(before).includes("progress"), "it was not loaded anew");
});

check(
  "[F4] a conversation that enters a member's sight brings its whole window, one that leaves takes everything away",
  async (world) => {
    const department = await world.department("Fiscal");
    const caio = await world.member("Caio");
    const { conversationId, ticketId, customer } = await world.story("antiga");
    await world.admin.done("ticket.transfer", { ticketId, agentId: world.admin.memberId, departmentId: department });
    await world.admin.send(conversationId, "resposta antiga");
    customer.sendText("mais uma antiga");
    await world.admin.mirror.until(
      "it",
      () => world.admin.mirror.rows("messages").some((row) => row.body === "mais uma antiga"),
    );
    const mirror = await caio.follow();
    assert.equal(mirror.row("conversations", conversationId), undefined);
    await world.admin.done("ticket.transfer", { ticketId, agentId: caio.memberId, departmentId: null });
    await mirror.until(
      "the whole window",
      () =>
        ["antiga", "resposta antiga", "mais uma antiga"].every((body) =>
          mirror.rows("messages").some((row) => row.body === body)
        ) &&
        mirror.row("tickets", ticketId)?.agent_id === caio.memberId,
    );
    await mirror.until(
      "its history",
      () => mirror.rows("events").some((row) => row.ticket_id === ticketId && row.type === "ticket_opened"),
    );
    await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: department });
    await mirror.until(
      "everything gone",
      () => mirror.row("conversations", conversationId) === undefined && mirror.row("tickets", ticketId) === undefined,
    );
    assert.deepEqual(
      mirror.rows("messages").filter((row) => row.conversation_id === conversationId),
      [],
    );
    assert.deepEqual(
      mirror.rows("events").filter((row) => row.conversation_id === conversationId),
      [],
    );
    // What happens there now is none of Caio's business.
    const marker = await world.story("marco");
    const secret = await world.admin.send(conversationId, "só para o fiscal");
    await world.admin.mirror.message(secret, "delivered");
    customer.sendText("resposta reservada");
    const last = await world.story("marco dois");
    await mirror.until(
      "what came later",
      () => mirror.row("tickets", marker.ticketId) && mirror.row("tickets", last.ticketId),
    );
    assert.equal(mirror.row("messages", secret), undefined);
    assert.ok(!mirror.rows("messages").some((row) => row.body === "resposta reservada"));
  },
);

check("[F4] who was away while sight changed gets the window of what entered and loses what left", async (world) => {
  const department = await world.department("Ausência");
  const dora = await world.member("Dora");
  const [stays, leaves, enters] = [await world.story("fica"), await world.story("sai"), await world.story("entra")];
  await world.admin.done("ticket.transfer", { ticketId: enters.ticketId, agentId: null, departmentId: department });
  const mirror = await dora.follow();
  assert.equal(mirror.row("tickets", enters.ticketId), undefined);
  mirror.disconnect();
  await world.admin.done("ticket.transfer", { ticketId: enters.ticketId, agentId: dora.memberId, departmentId: null });
  await world.admin.done("ticket.transfer", { ticketId: leaves.ticketId, agentId: null, departmentId: department });
  mirror.reconnect();
  await mirror.until("what entered", () => mirror.rows("messages").some((row) => row.body === "entra"));
  await mirror.until("what left to go", () => !mirror.row("tickets", leaves.ticketId));
  assert.ok(mirror.row("tickets", stays.ticketId));
  assert.ok(!mirror.rows("messages").some((row) => row.body === "sai"));
});

check("[F4] a move is not lost when the conversation is written again before the feed looks", async (world) => {
  const { conversationId } = await world.story();
  const pool = openPool(world.db.url, 4);
  try {
    // An older transaction holds the horizon between the move and the later write.
    const agent = world.admin.memberId;
    const from = (await horizon(pool)).xmin;
    await pool`update conversations set agent_id = ${agent} where id = ${conversationId}`;
    const [moved] = await pool<
      { at: bigint }[]
    >`select version::text::bigint as at from conversations where id = ${conversationId}`;
    await pool`update conversations set unread = 7 where id = ${conversationId}`;
    const until = moved!.at + 1n;
    const first = await readChanges(pool, from, until, world.workspaceId);
    const second = await readChanges(pool, until, (await horizon(pool)).xmin, world.workspaceId);
    const moves = [...first, ...second].filter((change) =>
      change.table === "conversations" && change.id === conversationId && change.moved
    );
    assert.ok(moves.length >= 1, "nobody was told that it changed hands");
  } finally {
    await pool.end();
  }
});

check("[F1] a long write elsewhere holds rows back, never loses them: what commits late arrives", async (world) => {
  const pool = openPool(world.db.url, 2);
  const { mirror } = world.admin;
  const [early, late] = [newId(), newId()];
  const insert = (sql: typeof pool, id: string, name: string) =>
    sql`insert into tags (id, workspace_id, name) values (${id}, ${world.workspaceId}, ${name})`;
  try {
    await pool.begin(async (tx) => {
      await insert(tx as never, early, "começou antes");
      await insert(pool, late, "terminou antes");
    });
    await mirror.until("both", () => mirror.row("tags", early) && mirror.row("tags", late));
  } finally {
    await pool.end();
  }
});

check(
  "[F5] changed role, departments or the role's permissions reset the feed, and the new sight holds",
  async (world) => {
    const department = await world.department("Novo setor");
    const { ticketId } = await world.story("do setor");
    await world.admin.done("ticket.transfer", { ticketId, agentId: world.admin.memberId, departmentId: department });
    const eva = await world.member("Eva");
    const mirror = await eva.follow();
    const update = (roleId: string, departmentIds: string[]) =>
      world.admin.done("member.update", { memberId: eva.memberId, name: "Eva", roleId, departmentIds });
    assert.equal(mirror.row("tickets", ticketId), undefined);
    await update(world.roles.agent, [department]);
    await mirror.until("the department's ticket", () => mirror.row("tickets", ticketId));
    await update(world.roles.agent, []);
    await mirror.until(
      "less",
      () => mirror.resets.length === 2 && mirror.rows("roles").length > 0 && !mirror.row("tickets", ticketId),
    );
    const roleId = newId();
    await world.admin.done("role.save", { roleId, name: "Volante", permissions: ["chat.take"] });
    await update(roleId, []);
    await mirror.until("the role", () => mirror.resets.length === 3);
    await world.admin.done("role.save", { roleId, name: "Volante", permissions: ["chat.take", "chat.viewAll"] });
    await mirror.until("everything", () => mirror.row("tickets", ticketId) && mirror.cursor);
    assert.deepEqual(new Set(mirror.resets), new Set(["sight_changed"]));
    mirror.disconnect();
    await update(world.roles.agent, []);
    mirror.reconnect();
    await mirror.until("the narrower sight", () => mirror.resets.length === 5 && mirror.rows("roles").length > 0);
    assert.equal(mirror.row("tickets", ticketId), undefined);
  },
);

check(
  "[F6] a cursor of another database or of the future drops the mirror; nonsense is refused by name",
  async (world) => {
    const { cursor } = world.admin.mirror;
    const [epoch] = cursor!.split(".");
    for (const given of [`${"0".repeat(12)}.5`, `${epoch}.9999999999999999999`]) {
      const response = await world.admin.fetch("GET", `/api/feed?cursor=${given}`);
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let all = "";
      while (!all.includes("event: reset")) {
        const { value, done } = await reader.read();
        assert.ok(!done, all);
        all += value;
      }
      assert.match(all, /cursor_too_old/);
      await reader.cancel();
    }
    for (const given of ["x", "-1", "1", `${epoch}.`, `${epoch}.-1`, `${epoch}.1e9`, "%00"]) {
      const problem = await world.admin.problem("GET", `/api/feed?cursor=${given}`);
      assert.deepEqual([problem.status, problem.code, problem.params.field], [400, "bad_input", "cursor"]);
    }
  },
);

check("[F8] a reader that does not read is let go, and resumes by its cursor without loss", async (world) => {
  const gil = await world.member("Gil", "supervisor");
  const mirror = await gil.follow();
  const cursor = mirror.cursor!;
  mirror.disconnect();
  // A raw socket that asks and then reads nothing.
  const { hostname, port } = new URL(world.url);
  using socket = await Deno.connect({ hostname, port: Number(port) });
  await socket.write(new TextEncoder().encode(
    `GET /api/feed?cursor=${cursor} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: session=${gil.cookie}\r\nconnection: close\r\n\r\n`,
  ));
  const { conversationId, ticketId } = await world.story();
  const [message] = await world.db.sql`select id from messages where conversation_id = ${conversationId}`;
  const big = "x".repeat(2 * 1024 * 1024);
  for (let n = 0; n < 12; n++) {
    await world.db.sql`update messages set body = ${n + big} where id = ${message!.id}`;
    // Any action has the feed look at once.
    await world.admin.done("ticket.open", { ticketId, peek: true });
    await world.admin.mirror.until(
      `round ${n}`,
      () => world.admin.mirror.row("messages", message!.id)?.body.startsWith(`${n}x`),
    );
  }
  let received = 0;
  const chunk = new Uint8Array(256 * 1024);
  // It was closed: what the kernel and the queue still held comes, and then the end.
  for (let read = await socket.read(chunk); read !== null; read = await socket.read(chunk)) received += read;
  assert.ok(received < 12 * big.length, `${received} bytes: nothing was held back from a dead reader`);
  mirror.reconnect();
  await mirror.level();
  assert.ok(mirror.row("messages", message!.id)?.body.startsWith("11x"));
});

check(
  "[F9] presence: who is in a ticket and who types reaches those who see it, and only them; nothing is stored",
  async (world) => {
    const department = await world.department("Sala");
    const [ivo, lia] = [await world.member("Ivo", "agent", [department]), await world.member("Lia")];
    const { ticketId } = await world.story();
    await world.admin.done("ticket.transfer", { ticketId, agentId: world.admin.memberId, departmentId: department });
    await Promise.all([ivo.follow(), lia.follow()]);
    const here = (state: string, ticket: string | null) =>
      world.admin.fetch("POST", "/api/presence", { body: { clientId: "tab", ticketId: ticket, state, draft: "Olá" } });
    const last = (mirror: Mirror) =>
      mirror.live.findLast((event) => event.type === "presence" && event.ticketId === ticketId) as
        | { members: { id: string; state: string; draft?: string }[] }
        | undefined;
    assert.equal((await here("typing", ticketId)).status, 204);
    await ivo.mirror.until("typing", () => last(ivo.mirror)?.members[0]?.state === "typing");
    assert.deepEqual(last(ivo.mirror)?.members, [{ id: world.admin.memberId, state: "typing", draft: "Olá" }]);
    assert.equal((await here("viewing", null)).status, 204);
    await ivo.mirror.until("left", () => last(ivo.mirror)?.members.length === 0);
    await world.admin.done("tag.save", { tagId: newId(), name: "Marco" });
    await lia.mirror.until("the marker", () => lia.mirror.rows("tags").some((tag) => tag.name === "Marco"));
    assert.equal(last(lia.mirror), undefined);
  },
);
