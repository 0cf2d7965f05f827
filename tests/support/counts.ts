import { z } from "zod";
import type { Counts } from "./steps.ts";

const DENO = /(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/g;
const ReportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** The last summary line of `deno test`. Out: undefined when there is none (it did not get to running tests). */
export function denoCounts(output: string): Counts | undefined {
  const [, passed, failed, skipped = "0"] = [...output.matchAll(DENO)].at(-1) ?? [];
  if (passed === undefined || failed === undefined) return undefined;
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/** Playwright's JSON report. A test that passed only on a retry is a failure: it hides a race. */
export function playwrightCounts(report: string): Counts | undefined {
  const parsed = ReportSchema.safeParse(parseJson(report));
  if (!parsed.success) return undefined;
  const { stats, errors } = parsed.data;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
