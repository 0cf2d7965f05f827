/** Builds the test page with the app's own tools into a folder of its own. */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));
const alias = { "@domain": `${root}db/domain`, "@db": `${root}db`, "@sync": `${root}sync`, "@edge": `${root}edge` };

/** Answers the folder it was built into. */
export async function buildTestPage(outDir: string): Promise<string> {
  await build({
    root: `${root}app/src/lib/live/testing/page`,
    configFile: false,
    logLevel: "warn",
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
    worker: { format: "es" },
    resolve: { alias },
    build: { outDir, emptyOutDir: true, target: "esnext" },
  });
  return outDir;
}

if (import.meta.main) await buildTestPage(Deno.args[0] ?? "/tmp/live_page");
