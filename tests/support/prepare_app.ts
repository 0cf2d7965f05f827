import { compile } from "@inlang/paraglide-js";
import { ROOT, runStep } from "./steps.ts";

/**
 * What svelte-check needs and a fresh clone lacks: Kit's generated types and the compiled messages. The options of the
 * messages are those of app/vite.config.ts.
 */
async function main(): Promise<void> {
  const { failed } = await runStep({
    name: "svelte-kit sync",
    args: ["run", "-A", "npm:@sveltejs/kit/svelte-kit", "sync"],
    cwd: `${ROOT}app`,
  });
  await compile({
    project: `${ROOT}app/project.inlang`,
    outdir: `${ROOT}app/src/paraglide`,
    strategy: ["localStorage", "preferredLanguage", "baseLocale"],
    disableAsyncLocalStorage: true,
  });
  if (failed > 0) Deno.exit(1);
}

if (import.meta.main) await main();
