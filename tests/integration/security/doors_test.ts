import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { serve } from "@edge/main.ts";
import { freePort } from "../../support/waiting.ts";
import { Client, PASSWORD } from "../harness/client.ts";
import { gif, pdf, png, upload } from "../harness/files.ts";
import { hook } from "../harness/hooks.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();
const text = (value: string) => new TextEncoder().encode(value);
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

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
  const closed = await closing(
    new WebSocket(`${world.url.replace("http", "ws")}/sync/ticket/${ticketId}`, {
      headers: { origin: world.url },
    } as never),
  );
  assert.equal(closed, 4401);
});

function closing(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
}

check("sign-out ends the session everywhere within a second: cookie, feed and documents' sockets", async (world) => {
  const bia = await world.member("Bia");
  const { ticketId } = await world.story();
  await bia.follow();
  const stolen = bia.cookie!;
  const socket = new WebSocket(`${world.url.replace("http", "ws")}/sync/ticket/${ticketId}`, {
    headers: { origin: world.url, cookie: `session=${stolen}` },
  } as never);
  await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
  const ended = closing(socket);
  const began = performance.now();
  const response = await bia.fetch("POST", "/api/auth/sign-out", { body: {} });
  assert.match(response.headers.get("set-cookie") ?? "", /session=;.*Max-Age=0/i);
  await response.body?.cancel();
  await bia.mirror.until("the feed's end", () => bia.mirror.ended);
  assert.equal(await ended, 4401);
  assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
  const thief = new Client(world.url);
  thief.cookie = stolen;
  for (const path of ["/api/me", "/api/feed", "/api/search?q=abc"]) {
    assert.equal((await thief.problem("GET", path)).code, "not_signed_in");
  }
  assert.equal((await thief.problem("POST", "/api/actions", { body: { actions: [{}] } })).code, "not_signed_in");
});

check("a ticket that leaves a member's sight takes its open document along", async (world) => {
  const department = await world.department("Reservado");
  const caio = await world.member("Caio");
  const { ticketId } = await world.story();
  const socket = new WebSocket(`${world.url.replace("http", "ws")}/sync/ticket/${ticketId}`, {
    headers: { origin: world.url, cookie: `session=${caio.cookie}` },
  } as never);
  await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
  const ended = closing(socket);
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: department });
  assert.equal(await ended, 4403);
});

check("no session, half a session and a made-up one open nothing", async (world) => {
  const [id, secret] = world.admin.cookie!.split(".");
  const doors = [
    ["GET", "/api/me"],
    ["GET", "/api/feed"],
    ["POST", "/api/actions"],
    ["POST", "/api/presence"],
    ["GET", `/api/history?conversationId=${newId()}`],
    ["GET", `/api/conversations/${newId()}`],
    ["GET", "/api/search?q=abc"],
    ["GET", `/api/connections/${world.connectionId}`],
    ["POST", `/api/connections/${world.connectionId}/check`],
    ["PUT", `/api/media/${newId()}`],
  ] as const;
  for (
    const cookie of [
      null,
      id!,
      `${id}.`,
      `${id}.${secret}x`,
      `${id}.${"A".repeat(32)}`,
      `.${secret}`,
      `${id}.${secret}.x`,
      "'; drop table sessions--",
    ]
  ) {
    for (const [method, path] of doors) {
      const problem = await world.admin.problem(method, path, { cookie, ...(method === "GET" ? {} : { body: {} }) });
      assert.deepEqual([cookie, path, problem.status, problem.code], [cookie, path, 401, "not_signed_in"]);
    }
  }
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
    const port = freePort();
    const edge = await serve({ ...world.config, port, publicUrl: "https://chat.test" });
    try {
      const guest = new Client(`http://127.0.0.1:${port}`);
      const body = { email: "ana@beira.test", password: PASSWORD };
      assert.equal((await guest.problem("POST", "/api/auth/sign-in", { body })).code, "bad_origin");
      const response = await guest.fetch("POST", "/api/auth/sign-in", { body, origin: "https://chat.test" });
      await response.body?.cancel();
      assert.match(response.headers.get("set-cookie") ?? "", /; Secure/i);
      assert.match(response.headers.get("strict-transport-security") ?? "", /max-age=\d{7,}/);
    } finally {
      await edge.close();
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

check("HTML, SVG, scripts and polyglots are refused, or served so that they can do no harm", async (world) => {
  const script = "<script>alert(document.domain)</script>";
  const refused: [string, Uint8Array][] = [
    ["page.html", text(`<!doctype html><html>${script}</html>`)],
    ["page.txt", text(`<!DOCTYPE HTML>${script}`)],
    ["bom.txt", join(new Uint8Array([0xef, 0xbb, 0xbf]), text(`<html>${script}`))],
    ["logo.svg", text(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)],
    ["logo.png", text(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`)],
    ["tool.exe", join(text("MZ"), new Uint8Array(200))],
  ];
  for (const [name, bytes] of refused) {
    const problem = await world.admin.problem("PUT", `/api/media/${newId()}?name=${name}`, {
      raw: new Blob([new Uint8Array(bytes)]),
    });
    assert.deepEqual([name, problem.status, problem.code], [name, 415, "media_type"]);
  }
  const polyglots: [string, Uint8Array][] = [
    ["gif.html", join(gif(), text(`/*${script}*/`))],
    ["png.html", join(await png(), text(script))],
    ["pdf.html", join(pdf(), text(script))],
    ["notes.txt", text(`plain first ${script}`)],
    ["comment.txt", text(`<!-- x --><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`)],
    ["notes.html", text(`Hello ${script}`)],
  ];
  for (const [name, bytes] of polyglots) {
    const media = await upload(world.admin, bytes, name);
    const response = await world.admin.fetch("GET", `/media/${media.id}`);
    await response.body?.cancel();
    const header = (key: string) => response.headers.get(key) ?? "";
    assert.equal(header("x-content-type-options"), "nosniff", name);
    assert.doesNotMatch(header("content-type"), /html|svg|xml|script/, name);
    assert.match(header("content-security-policy"), /default-src 'none'.*sandbox/, name);
    if (/^text/.test(header("content-type"))) assert.match(header("content-disposition"), /^attachment/, name);
  }
});

check("files: another name's header tricks, ranges, and links that are not signed", async (world) => {
  const media = await upload(world.admin, pdf(300), 'a"\r\nset-cookie: x=1\r\n\u202efdp.exe/../../b.pdf');
  const whole = await world.admin.fetch("GET", `/media/${media.id}?download=1`);
  assert.equal(whole.headers.get("set-cookie"), null);
  assert.match(whole.headers.get("content-disposition") ?? "", /^attachment; filename\*=UTF-8''[\w%.-]+$/);
  assert.doesNotMatch(decodeURIComponent(whole.headers.get("content-disposition") ?? ""), /[\u202e/\\]/);
  assert.equal((await whole.arrayBuffer()).byteLength, 300);
  const part = await world.admin.fetch("GET", `/media/${media.id}`, { headers: { range: "bytes=10-19" } });
  assert.deepEqual([part.status, part.headers.get("content-range"), (await part.arrayBuffer()).byteLength], [
    206,
    "bytes 10-19/300",
    10,
  ]);
  const tail = await world.admin.fetch("GET", `/media/${media.id}`, { headers: { range: "bytes=-5" } });
  assert.equal((await tail.arrayBuffer()).byteLength, 5);
  const beyond = await world.admin.fetch("GET", `/media/${media.id}`, { headers: { range: "bytes=900-" } });
  assert.equal(beyond.status, 416);
  for (const query of ["", "?t=", "?t=abc", `?t=${"A".repeat(43)}`]) {
    const response = await fetch(`${world.url}/media/${media.id}${query}`);
    await response.body?.cancel();
    assert.equal(response.status, 404, query);
  }
  const forged = await world.admin.problem("GET", `/media/${media.id}?t=abc`);
  assert.equal(forged.status, 404, "a wrong signature is not saved by a cookie");
});

check("nothing outside the app's folder is served, however the path is written", async (world) => {
  const { hostname, port } = new URL(world.url);
  for (
    const path of [
      "/../deno.json",
      "/%2e%2e/deno.json",
      "/..%2fdeno.json",
      "/_app/../../../deno.json",
      "/_app/%2e%2e%2f%2e%2e%2f%2e%2e%2fdeno.json",
      "/....//deno.json",
      "/..%5cdeno.json",
      "/%00",
      "/media/..%2f..%2f..%2fetc%2fpasswd",
      "/media/%2e%2e/%2e%2e/secret.key",
      "//etc/passwd",
      "/%E0%A4%A",
      "/media/%E0%A4%A",
      "/api/conversations/%E0%A4%A",
    ]
  ) {
    // fetch() would clean the path; a socket does not.
    using socket = await Deno.connect({ hostname, port: Number(port) });
    await socket.write(
      text(
        `GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: session=${world.admin.cookie}\r\nconnection: close\r\n\r\n`,
      ),
    );
    const answer = await new Response(socket.readable).text();
    assert.doesNotMatch(answer, /"imports"|root:x|"@domain\//, path);
    assert.match(answer, /^HTTP\/1\.1 (200|400|404|503)/, `${path}: ${answer.slice(0, 60)}`);
    assert.doesNotMatch(answer, /PostgresError|at file:|\/work\//, path);
  }
});

check("a 10 MB JSON body is answered 413 at every door, also without a length", async (world) => {
  const big = JSON.stringify({ pad: "x".repeat(10 * 1024 * 1024) });
  const doors = ["/api/setup", "/api/auth/sign-in", "/api/invitations/abc", "/api/actions", "/api/presence"];
  for (const path of doors) {
    const problem = await world.admin.problem("POST", path, { raw: big });
    assert.deepEqual([path, problem.status, problem.code], [path, 413, "too_large"]);
  }
  const chunked = new Blob([big]).stream();
  const response = await world.admin.fetch("POST", "/api/actions", { raw: chunked });
  assert.equal(response.status, 413);
  await response.body?.cancel();
  const hooked = await world.webhook(big);
  assert.equal(hooked.status, 413);
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const nested = await world.admin.problem("POST", "/api/actions", { raw: deep });
  assert.deepEqual([nested.status, nested.code], [400, "bad_input"]);
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
