import assert from "node:assert/strict";
import postgres from "postgres";
import { newId } from "@domain/ids.ts";
import { startHub, type Tick } from "@edge/feed/hub.ts";
import { localBus } from "@edge/bus/local.ts";
import { testDatabase } from "../../support/postgres.ts";

Deno.test("[F7] a change costs the database the same for one reader and for three hundred", async () => {
  const database = await testDatabase();
  let queries = 0;
  const sql = postgres(database.url, { max: 2, onnotice: () => {}, debug: () => void queries++ });
  const hub = await startHub(sql, localBus(), (error) => assert.fail(String(error)));
  try {
    const workspaceId = newId();
    await database.sql`insert into workspaces (id, workspace_id, name) values (${workspaceId}, ${workspaceId}, 'W')`;
    const contact = newId();
    await database.sql`insert into contacts (id, workspace_id, name) values (${contact}, ${workspaceId}, 'P')`;
    const ticks: Tick[][] = [];
    const follow = () => {
      const mine: Tick[] = [];
      ticks.push(mine);
      return new Promise<void>((resolve) =>
        hub.attach({
          workspaceId,
          tick: (tick) => tick.changes.some(({ id }) => id === contact) && mine.push(tick) && resolve(),
          reset: () => assert.fail("the database is whole"),
        })
      );
    };
    const costOf = async (readers: number): Promise<number> => {
      const told = Array.from({ length: readers }, follow);
      await database.sql`update contacts set name = ${`P${readers}`} where id = ${contact}`;
      const before = queries;
      hub.poke();
      await Promise.all(told);
      return queries - before;
    };
    const [one, many] = [await costOf(1), await costOf(300)];
    // A look by the clock may come in between, on either side; a query a reader would be three hundred more.
    assert.ok(queries > 0 && many < one + 30, `${one} queries for one reader, ${many} for three hundred`);
  } finally {
    await hub.stop();
    await sql.end();
    await database.drop();
  }
});
