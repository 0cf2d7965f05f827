import assert from "node:assert/strict";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { ROWS } from "@domain/rows.ts";
import { TABLES } from "@domain/tables.ts";
import * as boards from "@db/schema/boards.ts";
import * as contacts from "@db/schema/contacts.ts";
import * as conversations from "@db/schema/conversations.ts";
import * as documents from "@db/schema/documents.ts";
import * as finding from "@db/schema/finding.ts";
import * as flows from "@db/schema/flows.ts";
import * as media from "@db/schema/media.ts";
import * as merges from "@db/schema/merges.ts";
import * as people from "@db/schema/people.ts";
import * as replies from "@db/schema/replies.ts";
import * as running from "@db/schema/running.ts";
import * as teamwork from "@db/schema/teamwork.ts";
import { ROW_JSON } from "@db/feed/row_json.ts";
import { testDatabase } from "../support/postgres.ts";

Deno.test("the migrated database has exactly the columns of db/schema, and row-level security on every workspace's table", async () => {
  const database = await testDatabase();
  try {
    const columns = await database.sql<{ table_name: string; column_name: string; nullable: boolean }[]>`
      select table_name, column_name, is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public'`;
    const real = Map.groupBy(columns, (column) => column.table_name);
    const modules = [
      people,
      boards,
      contacts,
      conversations,
      documents,
      finding,
      flows,
      media,
      merges,
      replies,
      running,
      teamwork,
    ];
    const tables = modules.flatMap((module) => Object.values(module)).filter(
      (
        value,
      ) => value instanceof PgTable,
    );
    assert.deepEqual([...real.keys()].sort(), tables.map((table) => getTableConfig(table).name).sort());
    for (const table of tables) {
      const config = getTableConfig(table);
      const written = config.columns.map((column) => `${column.name}${column.notNull ? "" : "?"}`).sort();
      assert.deepEqual(
        real.get(config.name)!.map((column) => `${column.column_name}${column.nullable ? "?" : ""}`).sort(),
        written,
        config.name,
      );
    }
    const open = await database.sql<{ relname: string }[]>`
      select c.relname from pg_class c join information_schema.columns i on i.table_name = c.relname and i.column_name = 'workspace_id'
      where c.relkind = 'r' and i.table_schema = 'public' and not c.relrowsecurity`;
    assert.deepEqual(open.map((row) => row.relname), []);
  } finally {
    await database.drop();
  }
});

Deno.test("every mirrored row of the database is what ROWS promises the browser", async () => {
  const database = await testDatabase();
  try {
    for (const table of TABLES) {
      // An empty table still says whether the columns exist and what they are called.
      const rows = await database.sql.unsafe(
        `select ${ROW_JSON[table]} as row from (select null) n left join ${table} t on false`,
      );
      const row = rows[0]!.row as Record<string, unknown>;
      assert.deepEqual(Object.keys(row).sort(), Object.keys(ROWS[table].shape).sort(), table);
    }
  } finally {
    await database.drop();
  }
});
