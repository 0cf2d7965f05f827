import { chromiumPath } from "./chromium.ts";
import { denoCounts } from "./counts.ts";
import { installRequirements } from "./requirements.ts";
import { printSum, runSteps, type Step } from "./steps.ts";

/**
 * `deno task nightly`: what takes too long for every change. Each number may be given otherwise (CRASH_KILLS=1000 …), and
 * SEED repeats one run. The last line is the sum; the exit code is not 0 when anything failed.
 */
const NIGHTLY: { name: string; files: string[]; env: Record<string, string>; limitMs?: number }[] = [
  { name: "crash", files: ["tests/crash"], env: { CRASH_KILLS: "200" }, limitMs: 3 * 3_600_000 },
  { name: "many processes", files: ["tests/nodes"], env: { CHAOS_ROUNDS: "40", FEED_SEEDS: "20" } },
  { name: "feed stories", files: ["tests/integration/feed/fuzz_test.ts"], env: { FEED_SEEDS: "100" } },
  { name: "document stories", files: ["tests/sync/fuzz_test.ts"], env: { FUZZ_RUNS: "1000" } },
  { name: "oldest database", files: ["tests/integration"], env: { PG_VERSION: "15" } },
  { name: "thirty days away", files: ["tests/live/away_test.ts"], env: {} },
  { name: "decoder and policy", files: ["tests/sync/policy_fuzz_test.ts"], env: { FUZZ_CASES: "100000" } },
];
const LIMIT_MS = 3_600_000;

async function main(): Promise<void> {
  await installRequirements();
  const steps = NIGHTLY.map(({ name, files, env, limitMs = LIMIT_MS }): Step => {
    const given = Object.entries(env).map(([key, value]) => [key, Deno.env.get(key) ?? value]);
    const wanted = given.map(([key, value]) => `${key}=${value}`).join(" ");
    const args = ["test", "-A", "--no-check", ...files];
    return { name: `${name} (${wanted})`, args, env: Object.fromEntries(given), count: denoCounts, limitMs };
  });
  steps.push({ name: "build of the app", args: ["run", "-A", "edge/build/build_app.ts"] }, {
    name: "long stories in Chromium",
    args: [..."run -A npm:@playwright/test test --config tests/e2e/playwright.config.ts --grep @nightly".split(" ")],
    env: { CHROMIUM_PATH: chromiumPath() },
    limitMs: LIMIT_MS,
  });
  const sum = await runSteps(steps);
  printSum(sum);
  Deno.exit(sum.failed > 0 ? 1 : 0);
}

if (import.meta.main) await main();
