import { fromFileUrl } from "./waiting.ts";

export type Counts = { passed: number; failed: number; skipped: number };
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
const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

/**
 * Runs one step by the running Deno (none has to be on the PATH), prints its name, time and, when it failed, all it
 * said. Out: its counts; a step that failed without a count of failures counts as one.
 */
export async function runStep({ name, args, cwd = ROOT, env = {}, count, limitMs = 600_000 }: Step): Promise<Counts> {
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
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const counted = count?.(output);
  const counts = { ...(counted ?? NONE) };
  // A suite that printed no summary ran no test: broken, whatever its exit code.
  if ((!success || (count && !counted)) && counts.failed === 0) counts.failed = 1;
  const numbers = count ? `, ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : "";
  console.log(`${counts.failed === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s${numbers})`);
  if (counts.failed > 0) console.log(`${output.trimEnd()}\n`);
  return counts;
}

export async function runSteps(steps: Step[]): Promise<Counts> {
  const total = { ...NONE };
  for (const step of steps) add(total, await runStep(step));
  return total;
}

export function add(total: Counts, { passed, failed, skipped }: Counts): void {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

export async function folderExists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(`${ROOT}${path}`)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
