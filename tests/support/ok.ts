import { okSteps } from "./ok_steps.ts";
import { printSum, runSteps } from "./steps.ts";

/** `deno task ok`: format, lint, types, unit and architecture tests; under a minute. */
async function main(): Promise<void> {
  const begun = performance.now();
  const sum = await runSteps(await okSteps());
  console.log(`\nin ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  printSum(sum);
  if (sum.failed > 0) Deno.exit(1);
}

if (import.meta.main) await main();
