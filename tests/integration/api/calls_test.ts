import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { MediaSchema } from "@domain/message.ts";
import { ActionResults, Conversation, Found, History, Me, Problem } from "@edge/openapi/answers.ts";
import { pdf, png } from "../harness/files.ts";
import { suite } from "../harness/suite.ts";
import { callerOf } from "./caller.ts";

const check = suite();

check(
  "a program answers a customer: finds them, takes the ticket, uploads a file, sends it, reads the history",
  async (world) => {
    const caller = await callerOf(world.admin);
    const { conversationId, ticketId, customer } = await world.story("Qual o prazo da encomenda?");
    const found = Found.parse(await caller.json("GET", "/search?q=encomenda"));
    assert.deepEqual(found.conversations.map((row) => row.id), [conversationId]);
    assert.equal((await caller.act("ticket.take", { ticketId })).status, "done");
    const bytes = await png();
    const media = MediaSchema.parse(
      await (await caller.fetch("PUT", `/media/${newId()}?name=prazo.png`, { raw: new Blob([new Uint8Array(bytes)]) }))
        .json(),
    );
    assert.deepEqual([media.kind, media.size], ["image", bytes.length]);
    const messageId = newId();
    const result = await caller.act("message.send", {
      conversationId,
      messageId,
      text: "Três dias",
      media,
      seen: null,
    });
    assert.equal(result.status, "done", JSON.stringify(result));
    const { mirror } = world.admin;
    await mirror.until(
      "delivery",
      () => mirror.rows("messages").some((row) => row.id === messageId && row.status === "delivered"),
    );
    assert.ok(customer.data);
    const history = History.parse(await caller.json("GET", `/history?conversationId=${conversationId}`));
    const sent = history.messages.find((row) => row.id === messageId);
    assert.deepEqual([sent?.body, sent?.member_id], ["Três dias", world.admin.memberId]);
    const whole = Conversation.parse(await caller.json("GET", `/conversations/${ticketId}`));
    assert.ok(whole.rows.some(({ table }) => table === "contacts"));
  },
);

check("the same action sent again over the API answers the same and does nothing (API-03)", async (world) => {
  const caller = await callerOf(world.admin);
  const { conversationId } = await world.story();
  const action = {
    id: newId(),
    composedAt: new Date().toISOString(),
    type: "message.send",
    conversationId,
    messageId: newId(),
    text: "Só uma vez pela API",
    seen: null,
    anyway: true,
  };
  const send = () => caller.json("POST", "/actions", { actions: [action] });
  const first = ActionResults.parse(await send());
  assert.deepEqual(first.results, [{ id: action.id, status: "done" }]);
  assert.deepEqual(await Promise.all([send(), send(), send()]), [first, first, first]);
  const [row] = await world.db.sql`select count(*)::int as n from messages where body = ${action.text}`;
  assert.equal(row!.n, 1);
});

check("a file comes back byte by byte, whole or in part, and not without a token", async (world) => {
  const caller = await callerOf(world.admin);
  const id = newId();
  const bytes = pdf(500);
  await (await caller.fetch("PUT", `/media/${id}?name=nota.pdf`, { raw: new Blob([new Uint8Array(bytes)]) })).body
    ?.cancel();
  const whole = await caller.fetch("GET", `/media/${id}`);
  assert.deepEqual([whole.status, whole.headers.get("content-type")], [200, "application/pdf"]);
  assert.deepEqual(await whole.bytes(), bytes);
  const part = await caller.fetch("GET", `/media/${id}`, { headers: { range: "bytes=2-5" } });
  assert.equal(part.status, 206);
  assert.deepEqual(await part.bytes(), bytes.slice(2, 6));
  const beyond = await caller.fetch("GET", `/media/${id}`, { headers: { range: "bytes=900-" } });
  await beyond.body?.cancel();
  assert.equal(beyond.status, 416);
  assert.equal((await world.admin.problem("GET", `/api/v1/media/${id}`)).status, 401);
});

check("what is wrong is refused with the document's shape", async (world) => {
  const caller = await callerOf(world.admin);
  const calls: [string, string, object, number, string][] = [
    ["POST", "/actions", { raw: "{" }, 400, "bad_input"],
    ["POST", "/actions", { body: { actions: [] } }, 400, "bad_input"],
    ["POST", "/actions", { raw: " ".repeat(1024 * 1024 + 1) }, 413, "too_large"],
    ["GET", "/conversations/x", {}, 400, "bad_input"],
    ["GET", `/conversations/${newId()}`, {}, 404, "not_found"],
    ["GET", "/history?conversationId=x", {}, 400, "bad_input"],
    ["GET", "/search?q=a", {}, 400, "bad_input"],
    ["PUT", `/media/${newId()}`, { raw: "<html><script>" }, 415, "media_type"],
    ["GET", `/media/${newId()}`, {}, 404, "not_found"],
    ["GET", "/nothing", {}, 404, "not_found"],
    ["GET", "/feed", {}, 404, "not_found"],
  ];
  for (const [method, path, call, status, code] of calls) {
    const response = await caller.fetch(method, path, call);
    const problem = Problem.parse(await response.json());
    assert.deepEqual([path, response.status, problem.code], [path, status, code]);
  }
  Me.parse(await caller.json("GET", "/me"));
});
