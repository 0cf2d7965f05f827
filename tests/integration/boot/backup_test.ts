import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { backup } from "@edge/backup.ts";
import { parseConfig, type Settings } from "@edge/config.ts";
import { restore } from "@edge/restore.ts";
import { testDatabase } from "../../support/postgres.ts";

function settingsFor(dataDir: string, databaseUrl: string): Settings {
  const result = parseConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  assert.ok(result.ok);
  return result.settings;
}

Deno.test("what backup() wrote, restore() brings back: rows, media and the generated key", async () => {
  const folder = await Deno.makeTempDir();
  const [from, to] = await Promise.all([testDatabase(), testDatabase()]);
  try {
    const id = newId();
    const name = 'Padaria "São José"\n\t\\N';
    await from.sql`insert into workspaces ${from.sql({ id, workspace_id: id, name })}`;
    await Deno.mkdir(`${folder}/a/media`, { recursive: true });
    await Deno.writeTextFile(`${folder}/a/media/photo`, "pixels");
    await Deno.writeTextFile(`${folder}/a/secret.key`, "k".repeat(64));
    const file = `${folder}/all.tar.gz`;

    const written = await backup(settingsFor(`${folder}/a`, from.url), file);
    assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o777, 0o600);
    assert.ok(written.tables.some((table) => table.name === "workspaces" && table.rows === 1));
    await restore(settingsFor(`${folder}/b`, to.url), file);

    assert.deepEqual([...await to.sql`select id, name from workspaces`], [{ id, name }]);
    assert.equal(await Deno.readTextFile(`${folder}/b/media/photo`), "pixels");
    assert.equal(await Deno.readTextFile(`${folder}/b/secret.key`), "k".repeat(64));
    await assert.rejects(restore(settingsFor(`${folder}/b`, to.url), file), /not empty \(workspaces has rows\)/);
  } finally {
    await Promise.all([from.drop(), to.drop()]);
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("restore() refuses what is not a backup and leaves the database empty", async () => {
  const folder = await Deno.makeTempDir();
  const database = await testDatabase();
  try {
    await Deno.writeTextFile(`${folder}/x.tar.gz`, "no archive");
    await assert.rejects(
      restore(settingsFor(folder, database.url), `${folder}/x.tar.gz`),
      /is not a backup of Mutirão/,
    );
    await assert.rejects(restore(settingsFor(folder, database.url), `${folder}/none`), /is not there/);
  } finally {
    await database.drop();
    await Deno.remove(folder, { recursive: true });
  }
});
