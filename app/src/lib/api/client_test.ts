import assert from "node:assert/strict";
import { type Answer, get } from "./client.ts";

/** What `get` makes of an answer of a real server. */
async function answered(respond: () => Response): Promise<Answer<unknown>> {
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, respond);
  return await get(`http://127.0.0.1:${server.addr.port}/`);
}
/** The same where the connection breaks in the middle of the body. */
async function cutOff(): Promise<Answer<unknown>> {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const asked = get(`http://127.0.0.1:${listener.addr.port}/`);
  const connection = await listener.accept();
  await connection.read(new Uint8Array(4096));
  await connection.write(new TextEncoder().encode('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"member":'));
  connection.close();
  return await asked;
}
const OFFLINE = { ok: false, code: "offline", params: {}, status: 0 };

Deno.test("get() answers what the server says, and nothing where it says nothing", async () => {
  assert.deepEqual(await answered(() => Response.json({ id: 1 })), { ok: true, data: { id: 1 } });
  assert.deepEqual(await answered(() => new Response(null, { status: 204 })), { ok: true, data: undefined });
});

Deno.test("get() tells a refusal by its code, also one that is not ours", async () => {
  const problem = { code: "not_found", params: { what: "route" }, requestId: "r" };
  const refused = await answered(() => Response.json(problem, { status: 404 }));
  assert.deepEqual(refused, { ...problem, ok: false, status: 404 });
  const foreign = await answered(() => new Response("<h1>Bad Gateway</h1>", { status: 502 }));
  assert.deepEqual(foreign, { ok: false, code: "server_error", params: {}, status: 502 });
});

Deno.test("get(): an answer cut off on the way, or somebody else's page, is no network", async () => {
  assert.deepEqual(await cutOff(), OFFLINE);
  assert.deepEqual(await answered(() => new Response("<h1>Wi-Fi do hotel</h1>")), OFFLINE);
});
