import postgres from "postgres";
import type { Product } from "../seed.ts";

const PGBENCH = ["/usr/lib/postgresql/18/bin/pgbench", "/usr/lib/postgresql/15/bin/pgbench", "/usr/bin/pgbench"];

/**
 * How many rows of this size the same database takes, each in a transaction of its own, into a table with the journal's
 * columns and indexes: by `pgbench` where there is one, else by our driver.
 */
export async function plainInserts(
  product: Product,
  part: string,
  connections: number,
  seconds: number,
): Promise<{ perSecond: number; tool: string }> {
  const { sql } = product;
  await sql`create table if not exists plain_journal (like inbound_journal including all)`;
  await sql`truncate plain_journal`;
  const [row] = await sql<{ name: string }[]>`select current_database() as name`;
  const url = new URL(databaseUrl(product));
  url.pathname = `/${row!.name}`;
  const insert = `insert into plain_journal (id, workspace_id, connection_id, provider_key, part) values
    (gen_random_uuid(), '${product.admin.workspaceId}', '${product.connectionId}', 'm:' || gen_random_uuid(),
    '${part.replaceAll("'", "''")}'::jsonb)`;
  const program = PGBENCH.find(isFile);
  return program
    ? { perSecond: await byPgbench(program, url.href, insert, connections, seconds), tool: "pgbench" }
    : { perSecond: await byDriver(url.href, insert, connections, seconds), tool: "the `postgres` driver" };
}

function databaseUrl({ sql }: Product): string {
  const { host, port, user, pass } = sql.options;
  return `postgres://${user}:${pass}@${host[0]}:${port[0]}/`;
}

async function byPgbench(program: string, url: string, insert: string, clients: number, seconds: number) {
  const script = await Deno.makeTempFile({ suffix: ".sql" });
  try {
    await Deno.writeTextFile(script, `${insert.replaceAll("\n", " ")};\n`);
    const time = String(Math.max(1, Math.round(seconds)));
    const { success, stdout, stderr } = await new Deno.Command(program, {
      args: ["-n", "-M", "prepared", "-f", script, "-c", String(clients), "-j", "2", "-T", time, url],
      stdout: "piped",
      stderr: "piped",
    }).output();
    if (!success) throw new Error(`pgbench: ${new TextDecoder().decode(stderr)}`);
    return Number(/tps = ([\d.]+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? NaN);
  } finally {
    await Deno.remove(script);
  }
}

async function byDriver(url: string, insert: string, connections: number, seconds: number): Promise<number> {
  const sql = postgres(url, { max: connections, onnotice: () => {} });
  let done = 0;
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, async () => {
    for (; performance.now() - begun < seconds * 1000; done++) await sql.unsafe(insert);
  }));
  const perSecond = done / (performance.now() - begun) * 1000;
  await sql.end();
  return perSecond;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
