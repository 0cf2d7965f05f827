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
    for (const sum of await Promise.all(lanes)) add(total, sum);
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
  const dir = await Deno.makeTempDir({ prefix: "mutirao-test-" });
  const server = await openTestServer(version, dir);
  console.log(`using  PostgreSQL ${server.version}`);
  try {
    const found: Step[] = [];
    for (const suite of suites) {
      if (!await folderExists(`tests/${suite}`)) continue;
      found.push({
        name: `${suite} on PostgreSQL ${version}`,
        args: ["test", "-A", "--no-check", `--ignore=${notIn(suite).join(",")}`, `tests/${suite}`],
        env: { TEST_DATABASE_ADMIN_URL: server.url, PG_VERSION: version },
        count: denoCounts,
      });
    }
    return await runSteps(found);
  } finally {
    await server.stop();
    await Deno.remove(dir, { recursive: true });
  }
}

async function endToEnd(): Promise<Sum> {
  const build = await runStep({ name: "build of the app", args: ["run", "-A", "edge/build/build_app.ts"] });
  if (build.failed > 0) return build;
  const dir = await Deno.makeTempDir({ prefix: "mutirao-e2e-" });
  const server = await openTestServer("18", dir);
  const report = `${dir}/report.json`;
  try {
    const firefox = await runStep({
      name: "Firefox",
      args: ["test", "-A", "--no-check", "tests/firefox"],
      env: { TEST_DATABASE_ADMIN_URL: server.url },
      count: denoCounts,
    });
    const chromium = await runStep({
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
      env: { TEST_DATABASE_ADMIN_URL: server.url, CHROMIUM_PATH: chromiumPath(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      count: () => playwrightCounts(readIfThere(report)),
      limitMs: 900_000,
    });
    add(firefox, chromium);
    return firefox;
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
