import assert from "node:assert/strict";
import { startServer } from "../../support/server.ts";
import { waitFor } from "../../support/waiting.ts";
import { Client } from "../harness/client.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check("SIGKILL in the middle of sending: nothing is sent twice, nothing is lost", async (world) => {
  // A second process on the same database does the sending; the world's own edge is only Meta's way in.
  const stories = await Promise.all(Array.from({ length: 4 }, () => world.story()));
  await world.stopEdge();
  const server = await startServer({
    databaseUrl: world.db.url,
    env: { META_GRAPH_URL: world.meta.url, SECRET_KEY: world.config.secretKey },
  });
  try {
    await world.meta.connect(`${server.url}/hooks/whatsapp/${world.connectionId}`);
    const ana = new Client(server.url);
    ana.cookie = world.admin.cookie;
    const ids: string[] = [];
    // Answers break off and statuses wait: the moments in which a crash hurts.
    world.meta.faults.hold = true;
    world.meta.faults.next.push("cut", "timeout_accepted");
    for (let round = 0; round < 6; round++) {
      for (const story of stories) ids.push(await ana.send(story.conversationId, `m${round}`));
      if (round === 2) await waitFor("sending to begin", () => world.meta.sent.length >= 3 || undefined);
    }
    await server.kill("SIGKILL");
    await world.db.sql`update deliveries set until = clock_timestamp() - interval '1 second'`;
    await world.db.sql`update messages set created_at = created_at - interval '10 seconds' where status = 'queued'`;
    await server.restart();
    world.meta.faults.hold = false;
    world.meta.flush();
    await waitFor("every message's fate", async () => {
      const [row] = await world.db.sql`
        select count(*)::int as left from messages where id = any(${ids}::uuid[]) and status in ('queued', 'sending')`;
      if (row!.left === 0) return true;
      // What a receipt frees waits for the dead process's jobs no longer than the lease.
      await world.db.sql`update deliveries set until = clock_timestamp() - interval '1 second'`;
      // Killed between writing the attempt down and asking Meta: no receipt will ever come, two minutes decide.
      await world.db.sql`
        update messages set attempted_at = attempted_at - interval '2 minutes'
        where status = 'sending' and attempted_at < clock_timestamp() - interval '10 seconds'`;
      await world.db
        .sql`insert into pgboss.job (name, data) select 'sweep', '{}' where not exists (select from pgboss.job where name = 'sweep' and state < 'active')`;
      return undefined;
    }, 60_000);
    const posts = Map.groupBy(world.meta.sent, (sent) => sent.callbackData);
    for (const id of ids) assert.ok((posts.get(id)?.length ?? 0) <= 1, `${id} was sent twice`);
    const fates = await world.db.sql<{ id: string; status: string }[]>`
      select id, status from messages where id = any(${ids}::uuid[])`;
    for (const { id, status } of fates) {
      assert.ok(posts.has(id) ? ["sent", "delivered"].includes(status) : status === "unknown", `${id}: ${status}`);
    }
    for (const { conversationId, customer } of stories) {
      const texts = customer.data.messages.filter((message) => message.from === "business").map((one) => one.text);
      assert.deepEqual(texts, texts.toSorted(), `order in ${conversationId}`);
    }
  } finally {
    await server[Symbol.asyncDispose]();
  }
});
