const FOLDERS = ["db/migrations", "db/schema"];
const FILES: string[] = ["db/migrate.ts"];

/** Changes whenever the migrated database could: names the template database of the tests. */
export async function migrationsHash(): Promise<string> {
  const root = new URL("../../", import.meta.url);
  const paths = [...FILES];
  for (const folder of FOLDERS) await collect(root, folder, paths);
  const texts = await Promise.all(
    paths.sort().map(async (path) => path + await Deno.readTextFile(new URL(path, root))),
  );
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(texts.join("\0")));
  return new Uint8Array(digest).slice(0, 8).toHex();
}

async function collect(root: URL, folder: string, paths: string[]): Promise<void> {
  try {
    for await (const entry of Deno.readDir(new URL(`${folder}/`, root))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) await collect(root, path, paths);
      else paths.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
