import { fileURLToPath } from "node:url";
import { run } from "../boot/run.ts";
import { StartError } from "../boot/stop_reason.ts";
import type { StartTexts } from "../boot/texts.ts";
import { filesUnder } from "./files.ts";
import { finishBuild } from "./precache.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BUILD = `${ROOT}app/build`;
/** Everything that can change what the browser gets (the folders of vite.config.ts's fence). */
const FOLDERS = ["app", "db/domain", "db/cache", "sync/doc", "sync/wire", "sync/client", "edge/build"];
const FILES = ["deno.json", "deno.lock"];
/** Paraglide's compiler leaves files beside its settings: with them the first start's hash would never meet the second's. */
const NOT_SOURCES =
  /^(build|node_modules|\.svelte-kit|src\/paraglide)$|^project\.inlang\/(?!settings\.json$)|_test\.ts$/;

/** Whether app/build was made from other sources than those that are here now. */
export async function appIsStale(): Promise<boolean> {
  return await sourcesHash() !== await builtHash();
}

/** Builds the app with the running Deno (none has to be on the PATH). Throws StartError with the builder's own words. */
export async function buildApp(texts: StartTexts, signal?: AbortSignal): Promise<void> {
  // One build at a time in this tree: Vite empties its output folder, so two at once break each other.
  using lock = await Deno.open(`${ROOT}node_modules/.mutirao-build`, { create: true, write: true });
  await lock.lock(true);
  if (!await appIsStale()) return;
  // Read before the build: a file changed while it runs makes the next start build again.
  const hash = await sourcesHash();
  const args = ["run", "-A", "npm:vite", "build", "--logLevel", "warn"];
  const { ok, output } = await run(Deno.execPath(), args, { cwd: `${ROOT}app`, signal });
  signal?.throwIfAborted();
  if (!ok) throw new StartError(texts.buildFailed(output));
  await finishBuild(BUILD);
  await Deno.writeTextFile(`${BUILD}/.stamp`, hash);
}

async function sourcesHash(): Promise<string> {
  const inFolders = await Promise.all(FOLDERS.map(async (folder) => {
    return (await filesUnder(ROOT + folder, NOT_SOURCES)).map((path) => `${folder}/${path}`);
  }));
  const paths = [...FILES, ...inFolders.flat()];
  const contents = await Promise.all(paths.map((path) => Deno.readFile(ROOT + path)));
  const digests = await Promise.all(contents.map((bytes) => crypto.subtle.digest("SHA-256", bytes)));
  const lines = digests.map((digest, at) => `${paths[at]} ${new Uint8Array(digest).toHex()}`).join("\n");
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines))).toHex();
}

async function builtHash(): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(`${BUILD}/.stamp`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

if (import.meta.main) {
  const { startTexts } = await import("../boot/texts.ts");
  await buildApp(startTexts.en);
}
