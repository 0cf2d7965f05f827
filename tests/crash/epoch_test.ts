import assert from "node:assert/strict";
import { openPool } from "@db/client.ts";
import { ensureEpoch, horizon } from "@db/feed/changes.ts";
import { testDatabase } from "../support/postgres.ts";
import { waitFor } from "../support/waiting.ts";
import { openKillablePostgres } from "./rig/killable_postgres.ts";

Deno.test({
  name:
    "[F6] PostgreSQL that was killed gives transaction ids again, and the feed's cursors of before are not good any more",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const postgres = await openKillablePostgres();
    const database = await testDatabase(postgres.url);
    const sql = openPool(database.url, 1);
    try {
      const name = await ensureEpoch(sql);
      assert.equal(await ensureEpoch(sql), name);
      // Nobody waits for what is given up, so neither does PostgreSQL.
      for (let n = 0; n < 50; n++) {
        await sql.begin((tx) => tx`select pg_current_xact_id()`.then(() => Promise.reject(new Error("given up"))))
          .catch(() => {});
      }
      const before = (await horizon(sql)).xmin;
      await postgres.kill();
      await postgres.start();
      const after = await waitFor("PostgreSQL", () => horizon(sql).catch((e) => void console.log(e.message)));
      assert.ok(after.xmin < before, `${after.xmin} after ${before}: the reason for all this is gone`);
      assert.equal(after.epoch, null);
      assert.notEqual(await ensureEpoch(sql), name);
    } finally {
      await sql.end();
      await database.drop();
      await postgres.stop();
    }
  },
});
