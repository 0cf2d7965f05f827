import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { gif, pdf, png, upload } from "../harness/files.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

const text = (value: string) => new TextEncoder().encode(value);

const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

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

check("a file is opened and sent on by who uploaded it or may see a message with it, by nobody else", async (world) => {
  const sales = await world.department("Vendas");
  const finance = await world.department("Financeiro");
  const [eva, otto] = [
    await world.member("Eva Prado", "agent", [sales]),
    await world.member("Otto Reis", "agent", [finance]),
  ];
  const opened = async (who: typeof eva, id: string) => {
    const response = await who.fetch("GET", `/media/${id}`);
    await response.body?.cancel();
    return response.status;
  };
  const media = await upload(world.admin, await png(), "recibo.png");
  assert.deepEqual([await opened(world.admin, media.id), await opened(eva, media.id)], [200, 404], "only uploaded");

  const { conversationId, ticketId } = await world.story();
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: sales });
  await world.admin.done("message.send", {
    conversationId,
    messageId: newId(),
    text: "",
    seen: null,
    anyway: true,
    media,
  });
  assert.deepEqual([await opened(eva, media.id), await opened(otto, media.id)], [200, 404], "by department");

  const other = await world.story();
  const reply = (text: string) => ({
    conversationId: other.conversationId,
    messageId: newId(),
    text,
    seen: null,
    media,
  });
  assert.deepEqual(await otto.refused("media_missing", "message.send", reply("")), { id: media.id });
  await eva.done("message.send", reply(""));
  assert.equal(await opened(otto, media.id), 404, "Eva's answer made that ticket hers");
});
