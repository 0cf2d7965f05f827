import postgres from "postgres";
import type { Settings } from "../config.ts";
import { lockDataDir, readIfThere } from "./data_dir.ts";
import { findBinaries } from "./postgres_binaries.ts";
import { type Cluster, create, DATABASE_USER, exists, running, start, stop } from "./postgres_cluster.ts";
import { StartError } from "./stop_reason.ts";
import { canReach, databaseUser, type SystemUser } from "./system_user.ts";
import { type StartTexts, startTexts } from "./texts.ts";

export type Database = { url: string; stop(): Promise<void> };
export type DatabaseProgress = { step(text: string): void; note(text: string): void };

type Place = Pick<Settings, "dataDir" | "databaseUrl" | "language">;

const DATABASE = "mutirao";
const OLDEST = 150_000;
/** For root only: where the database and its programs go when its own user cannot reach DATA_DIR (as under /root). */
const SYSTEM_DIR = "/var/lib/mutirao";

/**
 * The database to work with: the one at DATABASE_URL (PostgreSQL 15 or newer), or else our own in DATA_DIR, created
 * when missing. Its owner stops it with `stop()`. Throws StartError with a sentence when it cannot be had.
 */
export async function openDatabase(
  place: Place,
  progress: DatabaseProgress,
  signal: AbortSignal = new AbortController().signal,
): Promise<Database> {
  const texts = startTexts[place.language];
  if (place.databaseUrl) {
    progress.step(texts.stepDatabaseRemote);
    await requireVersion(place.databaseUrl, texts);
    return { url: place.databaseUrl, stop: async () => {} };
  }
  const lock = await lockDataDir(place.dataDir, texts);
  let undo: () => Promise<unknown> = async () => {};
  try {
    const cluster = await clusterOf(place.dataDir, texts, progress);
    const isThere = await exists(cluster);
    progress.step(isThere ? texts.stepDatabase : texts.stepDatabaseNew);
    if (!isThere) await create(cluster, signal);
    else await stopOrphan(cluster, progress);
    const { port } = await start(cluster);
    undo = async () => await stop(cluster) || await stop(cluster, "immediate");
    return {
      url: await addressOf(cluster, port),
      async stop() {
        await undo();
        await lock.release();
      },
    };
  } catch (error) {
    await undo();
    await lock.release();
    throw error;
  }
}

/** The address of the database that another process of ours is running in this DATA_DIR, if one is. */
export async function runningDatabase(place: Place): Promise<string | undefined> {
  if (place.databaseUrl) return place.databaseUrl;
  const cluster = await clusterOf(place.dataDir, startTexts[place.language], { step() {}, note() {} });
  const server = await running(cluster);
  return server && await addressOf(cluster, server.port);
}

async function clusterOf(dataDir: string, texts: StartTexts, progress: DatabaseProgress): Promise<Cluster> {
  const user = await databaseUser();
  if (user === "none") throw new StartError(texts.noSystemUser);
  const binaries = await findBinaries(user, user ? `${SYSTEM_DIR}/programs` : `${dataDir}/programs`);
  if (!binaries) throw new StartError(texts.noBinary(`${Deno.build.os} ${Deno.build.arch}`));
  return { dir: await folderOf(dataDir, user, texts, progress), dataDir, user, binaries, texts };
}

async function folderOf(
  dataDir: string,
  user: SystemUser | undefined,
  texts: StartTexts,
  progress: DatabaseProgress,
): Promise<string> {
  const inside = `${dataDir}/postgres`;
  if (!user || await canReach(user, `${dataDir}/.`) && await letThrough(dataDir)) return inside;
  const name = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(dataDir))).slice(0, 6)
    .toHex();
  const outside = `${SYSTEM_DIR}/${name}/postgres`;
  await Deno.mkdir(`${SYSTEM_DIR}/${name}`, { recursive: true, mode: 0o755 });
  progress.note(texts.movedCluster(outside));
  return outside;
}

/** DATA_DIR itself may be an older folder with tighter rights: passing through it shows nothing of what is inside. */
async function letThrough(dataDir: string): Promise<boolean> {
  const { mode } = await Deno.stat(dataDir);
  if (mode !== null && (mode & 0o001) === 0) await Deno.chmod(dataDir, (mode & 0o777) | 0o011);
  return true;
}

/** A server whose owner was killed: we hold the lock, so nobody is using it. Stopped, then started with our settings. */
async function stopOrphan(cluster: Cluster, progress: DatabaseProgress): Promise<void> {
  const orphan = await running(cluster);
  if (!orphan) return;
  progress.note(cluster.texts.orphan(orphan.pid));
  if (await stop(cluster) || await stop(cluster, "immediate")) return;
  throw new StartError(cluster.texts.orphanStuck(orphan.pid));
}

async function addressOf({ dataDir, texts }: Cluster, port: number): Promise<string> {
  const file = `${dataDir}/postgres.password`;
  const password = (await readIfThere(file))?.trim();
  if (!password) throw new StartError(texts.passwordLost(file));
  const at = (database: string) => `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;
  const sql = postgres(at("postgres"), { max: 1, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!found) await sql.unsafe(`create database ${DATABASE}`);
  } finally {
    await sql.end();
  }
  return at(DATABASE);
}

async function requireVersion(url: string, texts: StartTexts): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [row] = await sql<{ number: number; version: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
    if (row && row.number < OLDEST) throw new StartError(texts.databaseOld(row.version));
  } catch (error) {
    if (error instanceof StartError) throw error;
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new StartError(texts.databaseUnreachable(new URL(url).host, why), { cause: error });
  } finally {
    await sql.end({ timeout: 2 });
  }
}
