import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { filesUnder } from "./files.ts";

/** Quality 5: one second for the whole app, and 4.6 MB instead of 4.5 for PGlite (facts/stack.md §3). */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const COMPRESSIBLE = /\.(js|css|html|json|svg|txt|wasm|data|webmanifest|xml|ttf)$/;
/** Not worth a second file, nor the header. */
const SMALLEST = 1024;
const WORKER_ASSETS = "_app/immutable/workers/assets/";
/** Fetched by other means, or made here. */
const NOT_LISTED =
  /^(index\.html|service-worker\.js|precache\.json|csp\.json|\.stamp|_app\/version\.json)$|\.(br|gz|map)$/;

const compress = promisify(brotliCompress);

/**
 * What SvelteKit leaves open after a build, for the folder `build`:
 * `precache.json` = every address the service worker must hold for the app to open without a network (Kit's own list
 * lacks the workers' chunks and PGlite's files); `csp.json` = hashes of the inline scripts of the shell; `.br` beside
 * every text, wasm and data file.
 */
export async function finishBuild(build: string): Promise<void> {
  const files = await dropUnused(build, (await filesUnder(build)).filter((path) => !path.endsWith(".br")));
  const listed = files.filter((path) => !NOT_LISTED.test(path)).map((path) => `/${path}`);
  await Deno.writeTextFile(`${build}/precache.json`, JSON.stringify(listed));
  const html = await Deno.readTextFile(`${build}/index.html`);
  await Deno.writeTextFile(`${build}/csp.json`, JSON.stringify({ scripts: await inlineScriptHashes(html) }));
  await Promise.all([...files, "precache.json"].map((path) => writeCompressed(`${build}/${path}`)));
}

/** `'sha256-…'` sources for each script written into the page, as the header `script-src` wants them. */
export async function inlineScriptHashes(html: string): Promise<string[]> {
  const bodies = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? "");
  return await Promise.all(bodies.map(async (body) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
    return `'sha256-${new Uint8Array(digest).toBase64()}'`;
  }));
}

/**
 * Workers' own copies of PGlite's files: the page passes its own addresses to the worker, so these are 16 MB that
 * nobody asks for. Deleted only when no script names them.
 */
async function dropUnused(build: string, files: string[]): Promise<string[]> {
  const copies = files.filter((path) => path.startsWith(WORKER_ASSETS));
  if (copies.length === 0) return files;
  const scripts = await Promise.all(
    files.filter((path) => path.endsWith(".js")).map((path) => Deno.readTextFile(`${build}/${path}`)),
  );
  const unused = new Set(copies.filter((path) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const twin = files.some((other) => other !== path && other.endsWith(`/${name}`));
    const named = (text: string) => text.includes(`workers/assets/${name}`) || (!twin && text.includes(name));
    return !scripts.some(named);
  }));
  await Promise.all([...unused].map((path) => Deno.remove(`${build}/${path}`)));
  return files.filter((path) => !unused.has(path));
}

async function writeCompressed(path: string): Promise<void> {
  if (!COMPRESSIBLE.test(path)) return;
  const bytes = await Deno.readFile(path);
  if (bytes.length < SMALLEST) return;
  const small = await compress(bytes, BROTLI);
  if (small.length < bytes.length) await Deno.writeFile(`${path}.br`, small);
}

if (import.meta.main) await finishBuild(decodeURIComponent(new URL("../../app/build", import.meta.url).pathname));
