import { resolve } from "node:path";
import { cp } from "node:fs/promises";
import postgres from "postgres";
import { migrate } from "@db/migrate.ts";
import { parseConfig, type Settings } from "./config.ts";
import { type BackupTexts, backupTexts } from "./boot/backup_texts.ts";
import { readIfThere } from "./boot/data_dir.ts";
import { loadDump, type Manifest, ManifestSchema, obstacles } from "./boot/dump.ts";
import { openDatabase } from "./boot/postgres.ts";
import { run } from "./boot/run.ts";
import { StartError } from "./boot/stop_reason.ts";

/**
 * `deno task restore <file>`: migrates an empty database and fills it from a backup, then puts the media and the
 * generated key in place. All or nothing in the database. Throws StartError with a sentence.
 */
export async function restore(settings: Settings, file: string): Promise<Manifest> {
  const texts = backupTexts[settings.language];
  const folder = await Deno.makeTempDir({ prefix: "mutirao-restore-" });
  try {
    const manifest = await unpack(file, folder, texts);
    const database = await openDatabase(settings, { step() {}, note() {} });
    const sql = postgres(database.url, { max: 2, onnotice: () => {} });
    try {
      await migrate(sql);
      const { unknown, filled } = await obstacles(sql, manifest);
      if (unknown) throw new StartError(texts.newer(file, unknown));
      if (filled) throw new StartError(texts.notEmpty(filled));
      await loadDump(sql, folder, manifest);
    } finally {
      await sql.end();
      await database.stop();
    }
    await placeFiles(folder, settings);
    return manifest;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function unpack(file: string, folder: string, texts: BackupTexts): Promise<Manifest> {
  if (!await Deno.stat(file).then((found) => found.isFile, () => false)) throw new StartError(texts.noFile(file));
  const { ok } = await run("tar", ["-xzf", file, "-C", folder]);
  const text = ok ? await readIfThere(`${folder}/manifest.json`) : undefined;
  if (!text) throw new StartError(texts.notABackup(file));
  return ManifestSchema.parse(JSON.parse(text));
}

/** A key that is already there is the one this installation was given: never replaced. */
async function placeFiles(folder: string, { dataDir, secretKey }: Settings): Promise<void> {
  const key = await readIfThere(`${folder}/secret.key`);
  const current = await readIfThere(`${dataDir}/secret.key`);
  await Deno.mkdir(dataDir, { recursive: true, mode: 0o711 });
  if (key && !current && !secretKey) await Deno.writeTextFile(`${dataDir}/secret.key`, key, { mode: 0o600 });
  const hasMedia = await Deno.stat(`${folder}/media`).then(() => true, () => false);
  if (hasMedia) await cp(`${folder}/media`, `${dataDir}/media`, { recursive: true });
}

async function main(): Promise<number> {
  const result = parseConfig(Deno.env.toObject());
  if (!result.ok) {
    console.error(result.problems.join("\n"));
    return 1;
  }
  const texts = backupTexts[result.settings.language];
  const [file] = Deno.args;
  try {
    if (!file) throw new StartError(texts.usage);
    const { tables } = await restore(result.settings, resolve(file));
    console.log(texts.restored(tables.length, tables.reduce((sum, { rows }) => sum + rows, 0)));
    return 0;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main());
