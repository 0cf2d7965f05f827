import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { API_RATE } from "@edge/http/middleware/bearer.ts";
import { lastEvent } from "../harness/facts.ts";
import { secondWorkspace } from "../harness/second_workspace.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { Caller, callerOf } from "./caller.ts";

const check = suite();
const GONE = [401, "not_signed_in"];

/** Somebody who may make tokens and see everything, but is no Admin. */
async function integrator(world: World, name: string) {
  const roleId = newId();
  const permissions = ["workspace.manage", "tags.manage", "chat.viewAll"] as const;
  await world.admin.done("role.save", { roleId, name: `Integra ${name}`, permissions: [...permissions] });
  return await world.member(name, { id: roleId });
}

check(
  "a token is made, opens the API as its maker, is listed with its last use, is revoked, and is over at once",
  async (world) => {
    const caller = await callerOf(world.admin, "Loja");
    assert.match(caller.token, new RegExp(`^mut_${caller.tokenId.replaceAll("-", "")}_[A-Za-z0-9_-]{32}$`));
    const fresh = await listed(world, caller);
    assert.deepEqual({ ...fresh, createdAt: "" }, {
      id: caller.tokenId,
      name: "Loja",
      memberId: world.admin.memberId,
      createdAt: "",
      usedAt: null,
    });
    const me = await caller.json("GET", "/me");
    assert.deepEqual([me.member.id, me.workspace.id], [world.admin.memberId, world.workspaceId]);
    assert.deepEqual(me.actor, world.admin.actor);
    assert.ok((await listed(world, caller))!.usedAt! >= fresh!.createdAt);
    await world.admin.done("token.revoke", { tokenId: caller.tokenId });
    assert.deepEqual(await caller.refusal("GET", "/me"), GONE);
    assert.equal(await listed(world, caller), undefined);
    await world.admin.refused("not_found", "token.revoke", { tokenId: caller.tokenId });
    const made = await lastEvent(world, "token_created");
    assert.deepEqual(made?.after, { tokenId: caller.tokenId, name: "Loja" });
    const ended = await lastEvent(world, "token_revoked");
    assert.deepEqual(ended?.before, { tokenId: caller.tokenId, name: "Loja", member_id: world.admin.memberId });
  },
);

check("the secret is answered once: a repeat has it no more, and no table and no feed ever had it", async (world) => {
  const tokenId = newId();
  const action = { id: newId(), composedAt: new Date().toISOString(), type: "token.create", tokenId, name: "Segredo" };
  const [first] = await world.admin.actAll([action]);
  assert.ok(first?.status === "done");
  const token = String(first.data?.token);
  assert.deepEqual(await world.admin.actAll([action]), [{ id: action.id, status: "done" }]);
  await new Caller(world.url, token).json("GET", "/me");
  const { mirror } = world.admin;
  await mirror.until("the event", () => mirror.rows("events").some((row) => row.after.tokenId === tokenId));
  const secret = token.split("_").slice(2).join("_");
  assert.ok(!JSON.stringify(mirror.rows("events")).includes(secret));
  const tables = await world.db.sql<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss')`;
  const holding = async (text: string) => {
    const found: string[] = [];
    for (const { name } of tables) {
      const hits = await world.db.sql.unsafe(`select 1 from ${name} t where strpos(t::text, $1) > 0`, [text]);
      if (hits.length > 0) found.push(name);
    }
    return found.sort();
  };
  assert.deepEqual(await holding(tokenId), ["public.api_tokens", "public.events"], "the search finds what is there");
  assert.deepEqual(await holding(secret), []);
});

check("a taken id makes no second token and changes nothing of the first", async (world) => {
  const caller = await callerOf(world.admin);
  await world.admin.refused("bad_input", "token.create", { tokenId: caller.tokenId, name: "Outro" });
  await caller.json("GET", "/me");
});

check("only who manages the workspace makes, lists and revokes tokens", async (world) => {
  const caller = await callerOf(world.admin);
  const agent = await world.member("Tom");
  const params = { permission: "workspace.manage" };
  assert.deepEqual(await agent.refused("forbidden", "token.create", { tokenId: newId(), name: "x" }), params);
  assert.deepEqual(await agent.refused("forbidden", "token.revoke", { tokenId: caller.tokenId }), params);
  assert.equal((await agent.problem("GET", "/api/tokens")).code, "forbidden");
  await caller.json("GET", "/me");
});

check("a token has its maker's permissions of the moment, and sees what they see", async (world) => {
  const rui = await integrator(world, "Rui");
  const caller = await callerOf(rui);
  const { conversationId, ticketId } = await world.story("Quero um orçamento de telha");
  const department = await world.department("Telhas");
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: department });
  assert.equal((await caller.act("tag.save", { tagId: newId(), name: "Pela API" })).status, "done");
  assert.equal((await caller.json("GET", `/conversations/${ticketId}`)).conversationId, conversationId);
  assert.equal((await caller.json("GET", "/search?q=telha")).messages.length, 1);

  await world.admin.done("member.update", {
    memberId: rui.memberId,
    name: "Rui",
    roleId: world.roles.agent,
    departmentIds: [],
  });
  const result = await caller.act("tag.save", { tagId: newId(), name: "Não pode" });
  assert.ok(result.status === "refused");
  assert.deepEqual([result.code, result.params], ["forbidden", { permission: "tags.manage" }]);
  const hidden = [404, "not_found"];
  assert.deepEqual(await caller.refusal("GET", `/conversations/${ticketId}`), hidden);
  assert.deepEqual(await caller.refusal("GET", `/history?conversationId=${conversationId}`), hidden);
  assert.deepEqual((await caller.json("GET", "/search?q=telha")).messages, []);
});

check("a removed member's token is over at once and is listed no more", async (world) => {
  const lia = await integrator(world, "Lia");
  const caller = await callerOf(lia);
  await caller.json("GET", "/me");
  await world.admin.done("member.remove", { memberId: lia.memberId });
  assert.deepEqual(await caller.refusal("GET", "/me"), GONE);
  assert.equal(await listed(world, caller), undefined);
});

check("a token knows its own workspace only, and another workspace's manager knows nothing of it", async (world) => {
  const { client, ids } = await secondWorkspace(world);
  const here = await callerOf(world.admin);
  const there = await callerOf(client);
  assert.equal((await there.json("GET", "/me")).workspace.id, ids.workspace);
  assert.equal((await there.json("GET", `/conversations/${ids.ticket}`)).conversationId, ids.conversation);
  for (
    const path of [`/conversations/${ids.ticket}`, `/history?conversationId=${ids.conversation}`, `/media/${ids.media}`]
  ) {
    assert.deepEqual(await here.refusal("GET", path), [404, "not_found"], path);
  }
  assert.ok(!JSON.stringify(await here.json("GET", "/search?q=SEGREDO")).includes("SEGREDO"));
  await client.refused("not_found", "token.revoke", { tokenId: here.tokenId });
  const list = await client.json("GET", "/api/tokens");
  assert.ok(!JSON.stringify(list).includes(here.tokenId));
  await here.json("GET", "/me");
});

check(
  "no cookie opens /api/v1, no token opens anything else, and half a token opens nothing (API-05)",
  async (world) => {
    const caller = await callerOf(world.admin);
    const other = await callerOf(world.admin);
    for (const path of ["/api/v1/me", "/api/v1/search?q=oi"]) {
      assert.deepEqual((await world.admin.problem("GET", path)).status, 401, path);
    }
    const { cookie } = world.admin;
    assert.ok(cookie);
    for (const token of [cookie, "", "x", `${caller.token}x`, caller.token.slice(0, -1), swapped(caller, other)]) {
      const response = await new Caller(world.url, token).fetch("GET", "/me");
      await response.body?.cancel();
      assert.equal(response.status, 401, token);
      assert.match(response.headers.get("www-authenticate") ?? "", /^Bearer /);
    }
    const headers = { authorization: `Bearer ${caller.token}` };
    for (const path of ["/api/me", "/api/tokens", "/api/feed", "/api/search?q=oi"]) {
      assert.equal((await world.admin.problem("GET", path, { headers, cookie: null })).status, 401, path);
    }
  },
);

check("a token that asks too much waits, and says how long; the others do not", async (world) => {
  const greedy = await callerOf(world.admin, "Ansioso");
  const calm = await callerOf(world.admin, "Calmo");
  const responses = await Promise.all(Array.from({ length: API_RATE.burst * 2 }, () => greedy.fetch("GET", "/me")));
  const answers = await Promise.all(
    responses.map(async (one) => ({ status: one.status, body: await one.json(), one })),
  );
  const late = answers.filter(({ status }) => status === 429);
  assert.ok(late.length > 0, "nothing was refused");
  assert.ok(answers.length - late.length >= API_RATE.burst);
  for (const { body, one } of late) {
    assert.equal(body.code, "too_many_tries");
    assert.equal(one.headers.get("retry-after"), String(body.params.seconds));
    assert.ok(body.params.seconds >= 1);
  }
  await calm.json("GET", "/me");
});

async function listed(world: World, caller: Caller) {
  const { tokens } = await world.admin.json("GET", "/api/tokens");
  return (tokens as { id: string; usedAt: string | null; createdAt: string }[]).find(({ id }) => id === caller.tokenId);
}

/** The id of one and the secret of the other. */
function swapped(one: Caller, other: Caller): string {
  return one.token.slice(0, 37) + other.token.slice(37);
}
