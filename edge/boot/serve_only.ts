import { parseConfig } from "../config.ts";
import { serve } from "../main.ts";

/**
 * Program: only the server, without building the app or bringing up a database. Used by `deno task dev` (which watches
 * it) and by the tests. Needs DATABASE_URL and SECRET_KEY. SIGTERM drains and exits 0.
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
  await edge.ready;
  // Only for the person at `deno task dev`; the tests know the address.
  if (Deno.args.includes("--print")) console.log([edge.setupUrl, ...edge.notes ?? []].filter(Boolean).join("\n"));
}

if (import.meta.main) await main();
