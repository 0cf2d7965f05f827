import { resolve } from "node:path";
import postgres from "postgres";
import { parseConfig, type Settings } from "./config.ts";
import { backupTexts } from "./boot/backup_texts.ts";
import { readIfThere } from "./boot/data_dir.ts";
import { dumpDatabase, type Manifest } from "./boot/dump.ts";
import { openDatabase, runningDatabase } from "./boot/postgres.ts";
import { run } from "./boot/run.ts";
import { StartError } from "./boot/stop_reason.ts";

/**
 * `deno task backup [file]`: the database as of one moment, the media folder and the generated key in one .tar.gz.
 * Works while Mutirão is running. Out: what was written. Throws StartError with a sentence.
 */
export async function backup(settings: Settings, file: string): Promise<Manifest> {
  const texts = backupTexts[settings.language];
  if (await Deno.stat(file).then(() => true, () => false)) throw new StartError(texts.exists(file));
  const opened = await databaseOf(settings);
  const folder = await Deno.makeTempDir({ prefix: "mutirao-backup-" });
  const sql = postgres(opened.url, { max: 1, onnotice: () => {} });
  try {
    const manifest = await dumpDatabase(sql, folder);
    const media = await Deno.stat(`${settings.dataDir}/media`).then(() => ["media"], () => []);
    const key = !settings.secretKey && await readIfThere(`${settings.dataDir}/secret.key`) ? ["secret.key"] : [];
    // Only its owner may read it, from the first byte on.
    await Deno.writeFile(file, new Uint8Array(), { mode: 0o600, createNew: true });
    const fromData = [...media, ...key];
    const args = [
      "-czf",
      file,
      "-C",
      folder,
      ".",
      ...(fromData.length > 0 ? ["-C", settings.dataDir, ...fromData] : []),
    ];
    const { ok, output } = await run("tar", args);
    if (!ok) {
      await Deno.remove(file);
      throw new StartError(texts.tarFailed(output));
    }
    return manifest;
  } finally {
    await sql.end();
    await opened.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

async function databaseOf(settings: Settings): Promise<{ url: string; stop(): Promise<void> }> {
  const isThere = settings.databaseUrl !== undefined || await readIfThere(`${settings.dataDir}/postgres.password`);
  if (!isThere) throw new StartError(backupTexts[settings.language].nothing(settings.dataDir));
  const running = await runningDatabase(settings);
  if (running) return { url: running, stop: async () => {} };
  return await openDatabase(settings, { step() {}, note() {} });
}

async function main(): Promise<number> {
  const result = parseConfig(Deno.env.toObject());
  if (!result.ok) {
    console.error(result.problems.join("\n"));
    return 1;
  }
  const { settings } = result;
  const texts = backupTexts[settings.language];
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const file = resolve(Deno.args[0] ?? `mutirao-backup-${stamp}.tar.gz`);
  try {
    const { tables } = await backup(settings, file);
    console.log(texts.done(file, tables.length, tables.reduce((sum, { rows }) => sum + rows, 0)));
    console.log(settings.s3 || settings.secretKey ? texts.withoutMedia : texts.withMedia);
    return 0;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main());
