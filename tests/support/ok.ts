import { okSteps } from "./ok_steps.ts";
import { runSteps } from "./steps.ts";

/** `deno task ok`: format, lint, types, unit and architecture tests; under a minute. */
async function main(): Promise<void> {
  const begun = performance.now();
  const { passed, failed, skipped } = await runSteps(await okSteps());
  console.log(`\nin ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  if (failed > 0) Deno.exit(1);
}

if (import.meta.main) await main();
