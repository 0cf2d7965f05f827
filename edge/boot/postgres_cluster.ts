import { readIfThere, secretFile } from "./data_dir.ts";
import type { Binaries } from "./postgres_binaries.ts";
import { run } from "./run.ts";
import { StartError } from "./stop_reason.ts";
import type { SystemUser } from "./system_user.ts";
import type { StartTexts } from "./texts.ts";

/** A PostgreSQL data folder, the programs that serve it and the user they run as. */
export type Cluster = {
  dir: string;
  /** Holds the password file; not necessarily the parent of `dir`. */
  dataDir: string;
  user: SystemUser | undefined;
  binaries: Binaries;
  texts: StartTexts;
};

export const DATABASE_USER = "mutirao";

/**
 * Loopback with a generated password rather than a socket file: the `postgres` driver takes no socket path in an
 * address, and this is the same on every platform. No replication, so the write-ahead log keeps the least.
 */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "128MB",
  jit: "off",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  wal_level: "minimal",
  max_wal_senders: "0",
  log_timezone: "UTC",
  timezone: "UTC",
  idle_in_transaction_session_timeout: "5min",
};

/** Whether the folder already holds a database. Throws StartError when it holds another version's or something else. */
export async function exists({ dir, binaries, texts }: Cluster): Promise<boolean> {
  const version = (await readIfThere(`${dir}/PG_VERSION`))?.trim();
  if (version && version !== binaries.major) throw new StartError(texts.clusterVersion(dir, version, binaries.major));
  if (version) return true;
  for await (const _ of emptyIfMissing(dir)) throw new StartError(texts.clusterDamaged(dir));
  return false;
}

/** Makes the database beside its place and renames it in whole, so a kill half-way leaves nothing that looks complete. */
export async function create(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const { dir, dataDir, user, binaries, texts } = cluster;
  const partial = `${dir}.new`;
  await Deno.remove(partial, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(partial, { mode: 0o700 });
  const password = await secretFile(`${dataDir}/postgres.password`);
  const passwordCopy = `${partial}.password`;
  await Deno.writeTextFile(passwordCopy, password, { mode: 0o600 });
  if (user) await Promise.all([partial, passwordCopy].map((path) => Deno.chown(path, user.uid, user.gid)));
  const { ok, output } = await run(binaries.initdb, [
    `--pgdata=${partial}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordCopy}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-instructions",
    // The same order and case rules on every machine, whatever locales it has; 17 brought its own.
    ...(Number(binaries.major) >= 17
      ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
      : ["--locale=C.UTF-8"]),
  ], { user, cwd: "/", env: { TZ: "UTC" }, signal });
  await Deno.remove(passwordCopy);
  signal.throwIfAborted();
  if (!ok) throw new StartError(texts.databaseFailed("initdb", output));
  await Deno.remove(dir, { recursive: true }).catch(ignoreMissing);
  await Deno.rename(partial, dir);
}

/** Starts the server on a free port of the loopback and waits until it answers. Out: its address. */
export async function start(cluster: Cluster): Promise<{ port: number }> {
  const { dir, user, binaries, texts } = cluster;
  const log = `${dir}/server.log`;
  await Deno.rename(log, `${log}.1`).catch(ignoreMissing);
  let output = "";
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = freePort();
    const options = Object.entries({ ...SETTINGS, port }).map(([name, value]) => `-c ${name}=${value || "''"}`).join(
      " ",
    );
    const args = ["start", "-D", dir, "-w", "-t", "120", "-s", "-l", log, "-o", options];
    const started = await run(binaries.pgCtl, args, { user, cwd: "/", env: { LC_ALL: "C" } });
    if (started.ok) return { port };
    output = `${started.output}\n${(await readIfThere(log))?.split("\n").slice(-15).join("\n") ?? ""}`;
    // Somebody took the port between our look and the server's: look again.
    if (!output.includes("could not bind")) break;
  }
  throw new StartError(texts.databaseFailed("pg_ctl start", output.trim()));
}

/** The address of a server that runs on this cluster, undefined when none does. */
export async function running(cluster: Cluster): Promise<{ pid: number; port: number } | undefined> {
  const { dir, user, binaries } = cluster;
  const [pid, , , port] = (await readIfThere(`${dir}/postmaster.pid`))?.split("\n") ?? [];
  if (!pid) return undefined;
  const { ok } = await run(binaries.pgCtl, ["status", "-D", dir], { user, cwd: "/" });
  return ok ? { pid: Number(pid), port: Number(port) } : undefined;
}

/** Ends sessions, writes a checkpoint and stops; `"immediate"` skips the checkpoint. Out: whether it did stop. */
export async function stop(cluster: Cluster, mode: "fast" | "immediate" = "fast"): Promise<boolean> {
  const { dir, user, binaries } = cluster;
  const args = ["stop", "-D", dir, "-m", mode, "-w", "-t", "60", "-s"];
  const { ok } = await run(binaries.pgCtl, args, { user, cwd: "/" });
  return ok || await running(cluster) === undefined;
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

async function* emptyIfMissing(dir: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(dir);
  } catch (error) {
    ignoreMissing(error);
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
