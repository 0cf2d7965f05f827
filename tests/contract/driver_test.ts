import assert from "node:assert/strict";
import { openPool } from "@db/client.ts";
import type { Sql, Tx } from "@db/tx.ts";
import { testDatabase } from "../support/postgres.ts";

/** What we hold the database's driver to when the database goes away (db/driver/README.md). */
async function withPool(run: (sql: Sql, admin: Sql) => Promise<void>): Promise<void> {
  const database = await testDatabase();
  const [pool, admin] = [openPool(database.url, 1), openPool(database.url, 1)];
  try {
    await run(pool, admin);
  } finally {
    await Promise.all([pool.end(), admin.end()]);
    await database.drop();
  }
}

const pidOf = async (tx: Sql | Tx): Promise<number> => (await tx`select pg_backend_pid() as pid`)[0]!.pid;
const end = (admin: Sql, pid: number) => admin`select pg_terminate_backend(${pid}, 5000)`;

Deno.test("driver: a transaction whose connection dies is refused, also what it asks later, and the pool goes on", async () => {
  await withPool(async (sql, admin) => {
    const late: unknown[] = [];
    const allAsked = Promise.withResolvers<void>();
    const lost = await sql.begin(async (tx) => {
      await end(admin, await pidOf(tx));
      for (let n = 0; n < 3; n++) {
        await tx.savepoint((point) => point`select ${n}::int`).catch((error) => late.push(error.code));
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      allAsked.resolve();
    }).catch((error) => error.code);
    assert.ok(["CONNECTION_CLOSED", "57P01"].includes(lost), lost);
    await allAsked.promise;
    assert.equal(late.length, 3);
    for (let n = 0; n < 5; n++) assert.deepEqual([...await sql`select ${n}::int as n`], [{ n }]);
  });
});

Deno.test("driver: a dead transaction's late rollback does not reach the next one on its connection", async () => {
  await withPool(async (sql, admin) => {
    await sql`create table kept (n int)`;
    for (let n = 0; n < 20; n++) {
      const dead = sql.begin(async (tx) => {
        await end(admin, await pidOf(tx));
        await tx`select 1`;
      }).catch(() => "lost");
      const next = sql.begin(async (tx) => {
        await tx`insert into kept values (${n})`;
        return "done";
      }).catch(() => "refused");
      assert.equal(await dead, "lost");
      const said = await next;
      const [row] = await sql`select count(*)::int as times from kept where n = ${n}`;
      assert.equal(row!.times, said === "done" ? 1 : 0, `round ${n} said ${said}`);
    }
  });
});

Deno.test("driver: queries that were asked while the connection died all get an answer of their own", async () => {
  await withPool(async (sql, admin) => {
    for (let round = 0; round < 10; round++) {
      const pid = await pidOf(sql);
      const asked = Array.from(
        { length: 30 },
        (_, n) => sql`select ${n}::int as n`.then(([row]) => row!.n, () => "lost"),
      );
      await end(admin, pid);
      const more = Array.from(
        { length: 5 },
        (_, n) => sql`select ${n}::int as n`.then(([row]) => row!.n, () => "lost"),
      );
      for (const answers of [await Promise.all(asked), await Promise.all(more)]) {
        for (const [n, answer] of answers.entries()) assert.ok(answer === n || answer === "lost", `${n} got ${answer}`);
      }
    }
  });
});

Deno.test("driver: a result that was cut off leaves neither rows nor an error in the next session's", async () => {
  await withPool(async (sql) => {
    for (let round = 0; round < 3; round++) {
      // The first row is on its way when the session ends at the second.
      const cut = sql`
        select n, case when n = 2 then pg_terminate_backend(pg_backend_pid()) end as ended from generate_series(1, 3) n`;
      await assert.rejects(cut);
      const rows = await sql`select 7 as n`;
      assert.deepEqual(Array.from(rows, (row) => row?.n), [7]);
    }
  });
});
