import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import { z } from "zod";

const TableSchema = z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() });
export const ManifestSchema = z.object({
  format: z.literal("mutirao-backup-1"),
  madeAt: z.string(),
  tables: z.array(TableSchema),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type Manifest = z.infer<typeof ManifestSchema>;
type Table = { name: string; columns: string[] };

/**
 * Writes every table of the product to `folder`, all as of one moment. In: a connection that sees every row; it
 * refuses rather than leaves rows out when row-level security would hide some.
 * Left out: what only means something while it runs (db/schema/running.ts), transaction numbers (`xid8`, which only mean
 * something in the database that gave them) and the queue, which the next start fills again from what is still to be sent.
 */
export async function dumpDatabase(sql: postgres.Sql, folder: string): Promise<Manifest> {
  const manifest: Manifest = await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local row_security = off`;
    const tables: Manifest["tables"] = [];
    for (const table of await tablesOf(tx)) {
      const source = await tx`copy ${tx(table.name)} (${tx(table.columns)}) to stdout`.readable();
      await pipeline(source, createWriteStream(`${folder}/${table.name}.copy`, { mode: 0o600 }));
      const [counted] = await tx<{ rows: number }[]>`select count(*)::int as rows from ${tx(table.name)}`;
      tables.push({ ...table, rows: counted?.rows ?? 0 });
    }
    const sequences = await tx<{ name: string; value: string }[]>`
      select sequencename as name, last_value::text as value from pg_sequences
      where schemaname = 'public' and last_value is not null`;
    const format = "mutirao-backup-1" as const;
    return { format, madeAt: new Date().toISOString(), tables, sequences: [...sequences] };
  });
  await Deno.writeTextFile(`${folder}/manifest.json`, JSON.stringify(manifest, null, 2));
  return manifest;
}

/** Fills an empty, migrated database in one transaction. Tables in the order in which they refer to each other. */
export async function loadDump(sql: postgres.Sql, folder: string, manifest: Manifest): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local row_security = off`;
    for (const { name, columns } of await inOrder(tx, manifest.tables)) {
      const target = await tx`copy ${tx(name)} (${tx(columns)}) from stdin`.writable();
      await pipeline(createReadStream(`${folder}/${name}.copy`), target);
    }
    for (const { name, value } of manifest.sequences) await tx`select setval(${name}::regclass, ${value}::bigint)`;
  });
}

/** What of the backup this database has no place for, and which of its tables already hold something. */
export async function obstacles(sql: postgres.Sql, manifest: Manifest): Promise<{ unknown?: string; filled?: string }> {
  const known = new Map((await tablesOf(sql)).map(({ name, columns }) => [name, new Set(columns)]));
  for (const { name, columns } of manifest.tables) {
    const there = known.get(name);
    if (!there) return { unknown: name };
    const missing = columns.find((column) => !there.has(column));
    if (missing) return { unknown: `${name}.${missing}` };
  }
  for (const name of known.keys()) {
    const [row] = await sql`select 1 from ${sql(name)} limit 1`;
    if (row) return { filled: name };
  }
  return {};
}

async function tablesOf(sql: postgres.ISql): Promise<Table[]> {
  const rows = await sql<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
    group by c.relname order by c.relname`;
  return [...rows];
}

/** Referred tables first; a table that refers to itself is checked when all its rows are there. */
async function inOrder(sql: postgres.ISql, tables: Table[]): Promise<Table[]> {
  const keys = await sql<{ from: string; to: string }[]>`
    select f.relname as from, t.relname as to from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid and f.relnamespace = 'public'::regnamespace`;
  const done = new Set<string>();
  const ordered: Table[] = [];
  while (ordered.length < tables.length) {
    const next = tables.filter(({ name }) => {
      return !done.has(name) &&
        keys.every(({ from, to }) => from !== name || done.has(to) || !tables.some((t) => t.name === to));
    });
    if (next.length === 0) throw new Error("tables refer to each other in a circle");
    for (const table of next) done.add(table.name);
    ordered.push(...next);
  }
  return ordered;
}
