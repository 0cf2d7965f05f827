import { parseConfig } from "../config.ts";
import { serve } from "../main.ts";
import { StartError } from "./stop_reason.ts";

/**
 * Program: only the server, without building the app or bringing up a database. Used by `deno task dev` (which watches
 * it) and by the tests. Needs DATABASE_URL and SECRET_KEY. SIGTERM drains and exits 0; what a person can correct is one
 * sentence and exit 1.
 */
async function main(): Promise<void> {
  const result = parseConfig(Deno.env.toObject());
  if (!result.ok) throw new Error(result.problems.join("\n"));
  const { databaseUrl, secretKey } = result.settings;
  if (!databaseUrl || !secretKey) throw new Error("serve_only.ts needs DATABASE_URL and SECRET_KEY");
  const edge = await serve({ ...result.settings, databaseUrl, secretKey, demo: Deno.args.includes("--demo") });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    Deno.addSignalListener(signal, () => void edge.close().finally(() => Deno.exit(0)));
  }
  void edge.lost.then((reason) => edge.close().finally(() => fail(reason)));
  await edge.ready;
  // Only for the person at `deno task dev`; the tests know the address.
  if (Deno.args.includes("--print")) console.log([edge.setupUrl, ...edge.notes ?? []].filter(Boolean).join("\n"));
}

function fail(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}

if (import.meta.main) await main().catch(fail);
