import { chromiumPath } from "./chromium.ts";
import { denoCounts, playwrightCounts } from "./counts.ts";
import { okSteps } from "./ok_steps.ts";
import { installRequirements } from "./requirements.ts";
import { add, folderExists, nothingYet, printSum, runStep, runSteps, type Step, type Sum } from "./steps.ts";
import { openTestServer } from "./test_server.ts";

/** Mostly wait: run beside one another, each lane on a PostgreSQL of its own (an open transaction holds up all feeds). */
const LANES = [["integration"], ["integration/contacts", "contract", "sync", "oldest"]];
/** Count seconds: by themselves. */
const QUIET_SUITES = ["live", "crash", "nodes"];
/** What leans on the database's ways; `deno task nightly` runs all of integration on the oldest one. */
const SUITES_ON_OLDEST = ["integration/feed", "integration/inbound", "integration/rules"];
/** Minutes by themselves: `deno task nightly` runs them. */
const NIGHTLY_ONLY = ["tests/live/away_test.ts", "tests/nodes/chaos_test.ts"];

/**
 * `deno task test`: installs what it needs, then every suite (`--only=live,e2e`: those alone). The
 * last line is the sum, `N passed, N failed` (`, N skipped` may follow); the exit code is not 0 when anything failed.
 */
async function main(): Promise<void> {
  const begun = performance.now();
  const total = nothingYet();
  const wanted = Deno.args.find((arg) => arg.startsWith("--only="))?.slice("--only=".length).split(",");
  const isWanted = (suite: string) => !wanted || wanted.includes(suite.split("/")[0] ?? suite);
  try {
    await installRequirements();
    if (isWanted("ok")) add(total, await runSteps(await okSteps()));
    const lanes = LANES.map((lane) => runLane(lane.filter(isWanted)));
    const app = isWanted("e2e") ? buildAndFirefox() : Promise.resolve(nothingYet());
    for (const sum of await Promise.all([...lanes, app])) add(total, sum);
    add(total, await onPostgres("18", QUIET_SUITES.filter(isWanted)));
    if (isWanted("e2e")) add(total, await endToEnd());
  } catch (error) {
    console.error(error);
    total.failed++;
  }
  console.log(`\nin ${((performance.now() - begun) / 60_000).toFixed(1)} min`);
  printSum(total);
  Deno.exit(total.failed > 0 ? 1 : 0);
}

/** Not run with the suite: what is nightly, or has its place in a lane of its own. */
function notIn(suite: string): string[] {
  const elsewhere = LANES.flat().filter((other) => other.startsWith(`${suite}/`));
  return [...NIGHTLY_ONLY, ...elsewhere.map((other) => `tests/${other}`)];
}

async function runLane(suites: string[]): Promise<Sum> {
  const sum = await onPostgres("18", suites.filter((suite) => suite !== "oldest"));
  if (suites.includes("oldest")) add(sum, await onPostgres("15", SUITES_ON_OLDEST));
  return sum;
}

async function onPostgres(version: string, suites: string[]): Promise<Sum> {
  if (suites.length === 0) return nothingYet();
  return await withServer(version, async (env) => {
    const found: Step[] = [];
    for (const suite of suites) {
      if (!await folderExists(`tests/${suite}`)) continue;
      found.push({
        name: `${suite} on PostgreSQL ${version}`,
        args: ["test", "-A", "--no-check", `--ignore=${notIn(suite).join(",")}`, `tests/${suite}`],
        env,
        count: denoCounts,
      });
    }
    return await runSteps(found);
  });
}

/** Apart from the stories, since the first lanes leave room for them. */
async function buildAndFirefox(): Promise<Sum> {
  const build = await runStep({ name: "build of the app", args: ["run", "-A", "edge/build/build_app.ts"] });
  if (build.failed > 0) return build;
  return await withServer("18", async (env) => {
    return await runStep({
      name: "Firefox",
      args: ["test", "-A", "--no-check", "tests/firefox"],
      env,
      count: denoCounts,
    });
  });
}

async function endToEnd(): Promise<Sum> {
  return await withServer("18", async (env, dir) => {
    const report = `${dir}/report.json`;
    return await runStep({
      name: "end to end in Chromium",
      args: [
        "run",
        "-A",
        "npm:@playwright/test",
        "test",
        "--config",
        "tests/e2e/playwright.config.ts",
        "--grep-invert",
        "@nightly",
        "--reporter",
        "list,json",
      ],
      env: { ...env, CHROMIUM_PATH: chromiumPath(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      count: () => playwrightCounts(readIfThere(report)),
      limitMs: 900_000,
    });
  });
}

/** Runs `work` with a PostgreSQL of its own, told in the environment, and a folder that is gone afterwards. */
async function withServer(
  version: string,
  work: (env: Record<string, string>, dir: string) => Promise<Sum>,
): Promise<Sum> {
  const dir = await Deno.makeTempDir({ prefix: "mutirao-test-" });
  const server = await openTestServer(version, dir);
  console.log(`using  PostgreSQL ${server.version}`);
  try {
    return await work({ TEST_DATABASE_ADMIN_URL: server.url, PG_VERSION: version }, dir);
  } finally {
    await server.stop();
    await Deno.remove(dir, { recursive: true });
  }
}

function readIfThere(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

if (import.meta.main) await main();
