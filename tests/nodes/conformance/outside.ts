import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { readSse } from "../../integration/harness/sse.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Promises } from "../conformance.ts";

const SITE = "https://loja.test";

export const outside: Promises = {
  async "a message is delivered once and in order, although every process runs jobs"(cluster) {
    const { world, stories, members } = cluster.stage;
    const ids: string[] = [];
    for (let n = 0; n < 24; n++) {
      const { conversationId } = stories[n % 4]!;
      ids.push(await cluster.at(n, members[0]!).send(conversationId, `m${String(n).padStart(2, "0")}`));
    }
    await waitFor("all delivered", async () => {
      const [row] = await world.db.sql`
        select count(*)::int as left from messages where id = any(${ids}::uuid[]) and status <> 'delivered'`;
      return row!.left === 0 || undefined;
    }, 60_000);
    const posts = Map.groupBy(world.meta.sent, (sent) => sent.callbackData);
    for (const id of ids) assert.equal(posts.get(id)?.length, 1);
    for (const { customer } of stories) {
      const texts = customer.data.messages.filter((one) => one.from === "business").map((one) => one.text);
      assert.deepEqual(texts, texts.toSorted());
    }
  },

  async "a visitor of the web chat at one process and the agent at another hear each other"(cluster) {
    const { world } = cluster.stage;
    const connectionId = newId();
    const admin = cluster.at(0, world.admin);
    const settings = { origins: SITE, title: "Loja" };
    const save = { connectionId, channel: "webchat" as const, name: "Site", departmentId: null, isDefault: false };
    await admin.done("connection.save", { ...save, settings });
    const feed = await cluster.follow(0, world.admin);
    const api = `${cluster.url(2)}/chat/${connectionId}/api`;
    const post = async (path: string, body: unknown, token?: string) => {
      const headers = { "content-type": "application/json", ...token ? { authorization: `Bearer ${token}` } : {} };
      const response = await fetch(`${api}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      const text = await response.text();
      assert.equal(response.status, 200, `${path}: ${text}`);
      return JSON.parse(text);
    };
    const { token, cursor } = await post("session", {});
    const stop = new AbortController();
    const stream = await fetch(`${api}/stream`, {
      headers: { authorization: `Bearer ${token}`, "last-event-id": cursor },
      signal: stop.signal,
    });
    await post("messages", { id: newId(), text: "Bom dia do site" }, token);
    const asked = await feed.until(
      "the visitor's words",
      () => feed.rows("messages").find((row) => row.body === "Bom dia do site"),
    );
    await admin.send(asked.conversation_id, "Bom dia da loja");
    for await (const { event, data } of readSse(stream.body!)) {
      if (event === "messages" && data.includes("Bom dia da loja")) break;
    }
    stop.abort();
  },
};
