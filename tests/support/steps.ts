import { failedNames, shortened } from "./shorten.ts";
import { fromFileUrl } from "./waiting.ts";

export type Counts = { passed: number; failed: number; skipped: number };
/** `names` of what failed. */
export type Sum = Counts & { names: string[] };
export type Step = {
  name: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** How to read the counts from what it printed; a check without tests has none. */
  count?: (output: string) => Counts | undefined;
  limitMs?: number;
};

export const ROOT = fromFileUrl(new URL("../../", import.meta.url));

export function nothingYet(): Sum {
  return { passed: 0, failed: 0, skipped: 0, names: [] };
}

/**
 * Runs one step by the running Deno (none has to be on the PATH), prints its name, time and, when it failed, what it
 * said of that; all it said lies in test-results/. Out: its counts; a step that failed without a count of failures
 * counts as one.
 */
export async function runStep({ name, args, cwd = ROOT, env = {}, count, limitMs = 600_000 }: Step): Promise<Sum> {
  const begun = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(limitMs),
  });
  const { success, stdout, stderr } = await child.output();
  const said = new TextDecoder().decode(stdout);
  const output = said + new TextDecoder().decode(stderr);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const counted = count?.(output);
  const sum = { ...nothingYet(), ...counted };
  // A suite that printed no summary ran no test: broken, whatever its exit code.
  if ((!success || (count && !counted)) && sum.failed === 0) sum.failed = 1;
  const numbers = count ? `, ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped` : "";
  console.log(`${sum.failed === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s${numbers})`);
  if (sum.failed > 0) {
    const found = failedNames(said);
    sum.names = (found.length > 0 ? found : ["no test told"]).map((test) => `${name}: ${test}`);
    console.log(`${shortened(found.length > 0 ? said : output)}\nall of it: ${await kept(name, output)}\n`);
  }
  return sum;
}

/** Out: the path below the repository's root. */
async function kept(name: string, output: string): Promise<string> {
  const path = `test-results/${name.replaceAll(/\W+/g, "-")}.log`;
  await Deno.mkdir(`${ROOT}test-results`, { recursive: true });
  await Deno.writeTextFile(`${ROOT}${path}`, output);
  return path;
}

export async function runSteps(steps: Step[]): Promise<Sum> {
  const total = nothingYet();
  for (const step of steps) add(total, await runStep(step));
  return total;
}

export function add(total: Sum, { passed, failed, skipped, names }: Sum): void {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.names.push(...names);
}

/** Prints what failed by name, and as the last line the sum: `N passed, N failed` (`, N skipped` may follow). */
export function printSum({ passed, failed, skipped, names }: Sum): void {
  for (const name of names) console.log(`failed ${name}`);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
}

export async function folderExists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(`${ROOT}${path}`)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
