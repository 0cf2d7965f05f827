import postgres from "postgres";
import { migrate } from "@db/migrate.ts";
import { databaseServer } from "./postgres_server.ts";
import { migrationsHash } from "./migrations_hash.ts";

export type TestDatabase = { url: string; sql: postgres.Sql; drop(): Promise<void> };

/**
 * A migrated, empty database of its own on a real PostgreSQL, cloned from a template in some 50 ms.
 * The server is the one at `server`, at TEST_DATABASE_ADMIN_URL (run_all.ts sets it), or one brought up for this test process:
 * the built-in 18, or the installed one when PG_VERSION says so (PG_VERSION=15).
 * `drop()` closes `sql`, fails when anything else is still connected (a leaked pool or worker) and drops the database.
 */
export async function testDatabase(server?: string): Promise<TestDatabase> {
  const adminUrl = server ?? await databaseServer();
  const admin = quiet(adminUrl, "postgres", 1);
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  try {
    const template = await ensureTemplate(admin, adminUrl);
    await admin.unsafe(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
  const url = withDatabase(adminUrl, name);
  const sql = quiet(adminUrl, name, 10);
  return { url, sql, drop: () => drop(adminUrl, name, sql) };
}

/** Built once per server and set of migrations, by whoever comes first. */
async function ensureTemplate(admin: postgres.Sql, adminUrl: string): Promise<string> {
  const template = `template_${await migrationsHash()}`;
  await admin`select pg_advisory_lock(726461)`;
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${template}`;
    if (found) return template;
    const unfinished = `${template}_new`;
    await admin.unsafe(`drop database if exists ${unfinished} with (force)`);
    await admin.unsafe(`create database ${unfinished}`);
    const sql = quiet(adminUrl, unfinished, 1);
    try {
      await migrate(sql);
    } finally {
      await sql.end();
    }
    await untilAlone(admin, unfinished);
    await admin.unsafe(`alter database ${unfinished} rename to ${template}`);
    return template;
  } finally {
    await admin`select pg_advisory_unlock(726461)`;
  }
}

async function drop(adminUrl: string, name: string, sql: postgres.Sql): Promise<void> {
  await sql.end();
  const admin = quiet(adminUrl, "postgres", 1);
  try {
    const left = await untilAlone(admin, name);
    await admin.unsafe(`drop database ${name} with (force)`);
    if (left.length > 0) throw new Error(`connections to ${name} were left open:\n${left.join("\n")}`);
  } finally {
    await admin.end();
  }
}

/** Closed connections take a moment to vanish from the list. Out: those that did not within two seconds. */
async function untilAlone(admin: postgres.Sql, database: string): Promise<string[]> {
  for (let attempt = 0;; attempt++) {
    const rows = await admin<{ line: string }[]>`
      select format('%s %s: %s', application_name, state, left(query, 200)) as line
      from pg_stat_activity where datname = ${database}`;
    if (rows.length === 0 || attempt === 40) return rows.map((row) => row.line);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function quiet(adminUrl: string, database: string, max: number): postgres.Sql {
  return postgres(withDatabase(adminUrl, database), { max, onnotice: () => {} });
}

function withDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
