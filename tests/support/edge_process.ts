import { parseConfig } from "@edge/config.ts";
import { serve } from "@edge/main.ts";

/**
 * Program: the real edge for tests, without the app's build and the start's own database. Its last output line before
 * it serves is its address. SIGTERM drains and exits 0.
 */
async function main(): Promise<void> {
  const result = parseConfig(Deno.env.toObject());
  if (!result.ok) throw new Error(result.problems.join("\n"));
  const { databaseUrl, secretKey } = result.settings;
  if (!databaseUrl || !secretKey) throw new Error("a test server needs DATABASE_URL and SECRET_KEY");
  const edge = await serve({ ...result.settings, databaseUrl, secretKey, demo: Deno.args.includes("--demo") });
  Deno.addSignalListener("SIGTERM", async () => {
    await edge.close();
    Deno.exit(0);
  });
  await edge.ready;
}

if (import.meta.main) await main();
