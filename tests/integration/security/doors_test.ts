import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { serve } from "@edge/main.ts";
import { testDatabase } from "../../support/postgres.ts";
import { freePort } from "../../support/waiting.ts";
import { Client, PASSWORD } from "../harness/client.ts";
import { hook } from "../harness/hooks.ts";
import { closing, documentSocket, openDocument } from "../harness/documents.ts";
import { suite } from "../harness/suite.ts";
import { SETUP_TOKEN, type World } from "../harness/world.ts";

const check = suite();

const text = (value: string) => new TextEncoder().encode(value);

/** Every door of ours that changes something. */
const changing = (world: World): [string, string, unknown][] => [
  ["POST", "/api/setup", {}],
  ["POST", "/api/auth/sign-in", { email: "ana@beira.test", password: PASSWORD }],
  ["POST", "/api/auth/sign-out", {}],
  ["POST", "/api/invitations/abc", { name: "x", password: PASSWORD }],
  ["POST", "/api/actions", { actions: [] }],
  ["POST", "/api/presence", { clientId: "a", ticketId: null, state: "viewing" }],
  ["PUT", `/api/media/${newId()}`, {}],
  ["POST", `/api/connections/${world.connectionId}/check`, {}],
];

check(
  "a forged or missing Origin is refused at every door that changes something, before anything else",
  async (world) => {
    const origins = [
      null,
      "https://evil.test",
      "null",
      `${world.url}.evil.test`,
      `${world.url}:1`,
      world.url.replace("http", "https"),
    ];
    for (const [method, path, body] of changing(world)) {
      for (const origin of origins) {
        const problem = await world.admin.problem(method, path, { body, origin });
        assert.deepEqual([path, origin, problem.status, problem.code], [path, origin, 403, "bad_origin"]);
      }
    }
    assert.equal((await world.admin.fetch("GET", "/api/me")).status, 200);
    const preflight = await world.admin.fetch("OPTIONS", "/api/actions", {
      origin: "https://evil.test",
      headers: { "access-control-request-method": "POST" },
    });
    await preflight.body?.cancel();
    assert.equal(preflight.headers.get("access-control-allow-origin"), null);
  },
);

check("the documents' WebSocket wants our Origin too, and a session", async (world) => {
  const { ticketId } = await world.story();
  const upgrade = async (headers: Record<string, string>) => {
    const { port } = new URL(world.url);
    using socket = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
    const lines = Object.entries({
      host: `127.0.0.1:${port}`,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    await socket.write(text(`GET /sync/ticket/${ticketId} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`));
    const buffer = new Uint8Array(2000);
    const read = (await socket.read(buffer)) ?? 0;
    return Number(new TextDecoder().decode(buffer.subarray(0, read)).split(" ")[1]);
  };
  const cookie = `session=${world.admin.cookie}`;
  assert.equal(await upgrade({ cookie }), 403);
  assert.equal(await upgrade({ cookie, origin: "https://evil.test" }), 403);
  assert.equal(await upgrade({ cookie, origin: world.url }), 101);
  assert.equal(await closing(documentSocket(world, ticketId)), 4401);
});

check("a ticket that leaves a member's sight takes its open document along", async (world) => {
  const department = await world.department("Reservado");
  const caio = await world.member("Caio");
  const { ticketId } = await world.story();
  const ended = closing(await openDocument(world, ticketId, caio.cookie!));
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: department });
  assert.equal(await ended, 4403);
});

check(
  "the session's cookie is HttpOnly, SameSite and for the whole site, and only its hash is stored",
  async (world) => {
    const guest = new Client(world.url);
    const response = await guest.fetch("POST", "/api/auth/sign-in", {
      body: { email: " ANA@beira.test ", password: PASSWORD },
    });
    await response.body?.cancel();
    const cookie = response.headers.get("set-cookie") ?? "";
    assert.match(cookie, /HttpOnly/i);
    assert.match(cookie, /SameSite=(Lax|Strict)/i);
    assert.match(cookie, /Path=\//i);
    assert.doesNotMatch(cookie, /Domain=/i);
    const [, secret] = guest.cookie!.split(".");
    const stored = JSON.stringify(await world.db.sql`select * from sessions`);
    assert.ok(!stored.includes(secret!), "only a hash of the secret is stored");
  },
);

check(
  "behind https cookies are Secure, browsers are told to stay, and only PUBLIC_URL is our Origin",
  async (world) => {
    const [port, database, origin] = [freePort(), await testDatabase(), "https://chat.test"];
    const edge = await serve({ ...world.config, databaseUrl: database.url, port, publicUrl: origin });
    try {
      const guest = new Client(`http://127.0.0.1:${port}`);
      const setup = { token: SETUP_TOKEN, workspace: "W", name: "Ana", email: "ana@beira.test", password: PASSWORD };
      await (await guest.fetch("POST", "/api/setup", { body: setup, origin })).body?.cancel();
      const body = { email: "ana@beira.test", password: PASSWORD };
      assert.equal((await guest.problem("POST", "/api/auth/sign-in", { body })).code, "bad_origin");
      const response = await guest.fetch("POST", "/api/auth/sign-in", { body, origin });
      await response.body?.cancel();
      assert.match(response.headers.get("set-cookie") ?? "", /; Secure/i);
      assert.match(response.headers.get("strict-transport-security") ?? "", /max-age=\d{7,}/);
    } finally {
      await edge.close();
      await database.drop();
    }
  },
);

check(
  "signing in is slowed down by account, whoever asks, and says for how long; both wrong answers look alike",
  async (world) => {
    await world.member("Dora");
    const attempt = (email: string, password: string) =>
      new Client(world.url).fetch("POST", "/api/auth/sign-in", { body: { email, password } });
    const unknown = await (await attempt("ninguem@beira.test", "wrong password")).json();
    const known = await (await attempt("dora@beira.test", "wrong password")).json();
    assert.deepEqual([unknown.code, unknown.params], [known.code, known.params]);
    let slowed: Response | undefined;
    for (let n = 0; n < 8 && !slowed; n++) {
      const response = await attempt("dora@beira.test", "wrong password");
      if (response.status === 429) slowed = response;
      else await response.body?.cancel();
    }
    assert.ok(slowed, "no limit after nine tries");
    assert.ok(Number(slowed.headers.get("retry-after")) >= 1);
    assert.equal((await slowed.json()).code, "too_many_tries");
    const right = await attempt("DORA@beira.test", PASSWORD);
    assert.equal(right.status, 429, "the right password waits too, or guessing in parallel would pay");
    await right.body?.cancel();
    const ana = await attempt("ana@beira.test", PASSWORD);
    assert.equal(ana.status, 200, "another account is not held up");
    await ana.body?.cancel();
    await world.db.sql`delete from sign_in_failures`;
  },
);

check("a webhook with a wrong, missing or foreign signature changes nothing; a replayed one neither", async (world) => {
  const rows = async () => (await world.db.sql`select count(*)::int as n from inbound_journal`)[0]!.n;
  const body = hook(world, { from: "5531900000001", id: "wamid.SIGNED", text: "assinada" });
  const before = await rows();
  for (
    const signature of [
      null,
      "",
      "sha256=",
      `sha256=${"0".repeat(64)}`,
      "md5=abc",
      `sha256=${"é".repeat(64)}`.replaceAll("é", "f"),
    ]
  ) {
    assert.equal((await world.webhook(body, signature)).status, 401, String(signature));
  }
  assert.equal(await rows(), before);
  assert.equal((await world.webhook(body)).status, 200);
  assert.equal((await world.webhook(body)).status, 200);
  await world.ingested();
  const [count] = await world.db.sql`select count(*)::int as n from messages where body = 'assinada'`;
  assert.equal(count!.n, 1);
  for (
    const path of [
      `/hooks/whatsapp/${newId()}`,
      "/hooks/whatsapp/x",
      `/hooks/webchat/${world.connectionId}`,
      `/hooks/fax/${world.connectionId}`,
    ]
  ) {
    const response = await fetch(world.url + path, { method: "POST", body: "{}" });
    await response.body?.cancel();
    assert.equal(response.status, 404, path);
  }
  const verify = async (token: string) => {
    const response = await fetch(
      `${world.hookUrl}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=%3Cb%3E1`,
    );
    return [response.status, await response.text(), response.headers.get("content-type")];
  };
  assert.equal((await verify("wrong"))[0], 403);
  const [status, answer, type] = await verify(world.meta.settings.verifyToken);
  assert.deepEqual([status, answer], [200, "<b>1"]);
  assert.match(String(type), /^text\/plain/);
});

check("every page and answer carries CSP, nosniff and a referrer policy; nothing may frame us", async (world) => {
  for (const path of ["/", "/inbox", "/api/me", "/api/nothing", "/_app/nothing.js"]) {
    const response = await world.admin.fetch("GET", path);
    await response.body?.cancel();
    const csp = response.headers.get("content-security-policy") ?? "";
    assert.match(csp, /default-src 'none'/, path);
    assert.match(csp, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(
      csp.split(";").find((part) => part.trim().startsWith("script-src")) ?? "",
      /unsafe-inline|'unsafe-eval'|\*/,
      path,
    );
    assert.equal(response.headers.get("x-content-type-options"), "nosniff", path);
    assert.ok(response.headers.get("referrer-policy"), path);
  }
});

check("secrets stay in: not in answers, the feed, events, stored results or plain in the database", async (world) => {
  const { accessToken, appSecret } = world.meta.settings;
  const hash =
    (await world.db.sql`select password_hash from members where id = ${world.admin.memberId}`)[0]!.password_hash;
  const secrets = [accessToken, appSecret, hash, world.config.secretKey, PASSWORD];
  const fresh = await world.admin.follow();
  const places: Record<string, string> = {
    feed: JSON.stringify([...fresh.tables].map(([table, rows]) => [table, [...rows.values()]])),
    me: JSON.stringify(await world.admin.json("GET", "/api/me")),
    connection: JSON.stringify(await world.admin.json("GET", `/api/connections/${world.connectionId}`)),
    check: JSON.stringify(await world.admin.json("POST", `/api/connections/${world.connectionId}/check`)),
    events: JSON.stringify(await world.db.sql`select before, after from events`),
    actions: JSON.stringify(await world.db.sql`select result from actions`),
    connections: JSON.stringify(
      await world.db.sql`select settings, name, address, encode(secrets, 'escape') as sealed from connections`,
    ),
    journal: JSON.stringify(await world.db.sql`select part from inbound_journal`),
    jobs: JSON.stringify(await world.db.sql`select data, output from pgboss.job`),
    metrics: await (await fetch(`${world.url}/metrics`)).text(),
  };
  for (const [place, content] of Object.entries(places)) {
    for (const secret of secrets) assert.ok(!content.includes(secret), `${place} shows a secret`);
  }
  assert.match(places.connection!, /"secretsSet":\[.*accessToken/);
});

check("set-up is over once done, whatever the token", async (world) => {
  const guest = new Client(world.url);
  assert.deepEqual(await guest.json("GET", "/api/setup"), { needed: false });
  const body = { token: "x", workspace: "W", name: "N", email: "n@x.test", password: PASSWORD };
  const problem = await guest.problem("POST", "/api/setup", { body });
  assert.deepEqual([problem.status, problem.code], [409, "setup_done"]);
});
