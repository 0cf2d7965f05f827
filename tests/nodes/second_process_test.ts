import assert from "node:assert/strict";
import { startNats } from "../support/nats.ts";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { startServer, type TestEdge } from "../support/server.ts";
import { waitFor } from "../support/waiting.ts";

type Place = { database: TestDatabase; start(env?: Record<string, string>): Promise<TestEdge> };

/** Processes on one database; all are ended after the test. */
function check(name: string, run: (place: Place) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const database = await testDatabase();
      const servers: TestEdge[] = [];
      try {
        await run({
          database,
          async start(env = {}) {
            const server = await startServer({ databaseUrl: database.url, env });
            servers.push(server);
            return server;
          },
        });
      } finally {
        for (const server of servers) await server[Symbol.asyncDispose]();
        await database.drop();
      }
    },
  });
}

const isServing = async (server: TestEdge) => (await fetch(`${server.url}/readyz`)).ok;

check(
  "a second process without NATS_URL is refused in one sentence that names it, and the first goes on",
  async (place) => {
    const first = await place.start();
    await assert.rejects(place.start(), (error: Error) => {
      assert.match(error.message, /the edge ended with 1/);
      assert.match(error.message, /Another process of Mutirão \(on .+, since .+\) .*NATS_URL/);
      assert.doesNotMatch(error.message, /\n\s+at /, "no stack");
      return true;
    });
    await assert.rejects(place.start({ LANG: "pt_BR.UTF-8" }), /Outro processo do Mutirão .*NATS_URL/);
    assert.ok(await isServing(first));
  },
);

check("a process that was killed is never in its successor's way", async (place) => {
  for (let round = 0; round < 3; round++) {
    const server = await place.start();
    const [row] = await place.database.sql`select count(*)::int as n from processes`;
    assert.equal(row!.n, 1);
    await server.kill("SIGKILL");
  }
});

check("nor is one whose session outlives it, as behind a pooler: its beats do not come", async (place) => {
  const { sql } = place.database;
  await sql`
    insert into processes (node, alone, host, beat_at, backend_pid, backend_start)
    select gen_random_uuid(), true, 'dead', clock_timestamp() - interval '8 seconds', pid, backend_start
    from pg_stat_activity where datname = current_database() limit 1`;
  assert.ok(await isServing(await place.start()));
});

check("a process that was suspended until another took its place stops itself and says why", async (place) => {
  const first = await place.start();
  first.signal("SIGSTOP");
  await place.database.sql`update processes set beat_at = beat_at - interval '1 minute'`;
  const second = await place.start();
  const ended = first.ended();
  first.signal("SIGCONT");
  assert.equal(await ended, 1);
  assert.match(first.logs(), /Another process of Mutirão/);
  assert.ok(await isServing(second));
});

check("with NATS_URL there may be many, but never beside one without", async (place) => {
  await using nats = await startNats();
  const [first] = [await place.start({ NATS_URL: nats.url }), await place.start({ NATS_URL: nats.url })];
  await assert.rejects(place.start(), /Another process of Mutirão/);
  assert.ok(await isServing(first));
});

check("and beside one without it, none with it", async (place) => {
  await using nats = await startNats();
  const alone = await place.start();
  await assert.rejects(place.start({ NATS_URL: nats.url }), /A process of Mutirão without NATS_URL/);
  await alone.kill();
  const joined = await place.start({ NATS_URL: nats.url });
  await waitFor("it to serve", async () => await isServing(joined) || undefined);
});
