/**
 * `deno task bench`: measures everything and writes RESULTS.md, some eight minutes. `--only=start,inbox,webhook,documents`
 * measures parts and replaces only them; `--tiny` runs small and prints, to see that everything works.
 */
import { buildApp } from "@edge/build/build_app.ts";
import { startTexts } from "@edge/boot/texts.ts";
import { openTestServer, type TestServer } from "../support/test_server.ts";
import { ROOT } from "../support/steps.ts";
import { openProfile } from "./browser.ts";
import { configOf, PORTS } from "./config.ts";
import { measureBundle } from "./load/bundle.ts";
import { measureDocuments } from "./load/documents.ts";
import { measureInbox, measureMany } from "./load/inbox.ts";
import { measureStart } from "./load/start.ts";
import { measureWebhook } from "./load/webhook.ts";
import { conditions, untilQuiet } from "./machine.ts";
import { replacePart } from "./results.ts";
import { openProduct } from "./seed.ts";

const tiny = Deno.args.includes("--tiny");
const only = Deno.args.find((arg) => arg.startsWith("--only="))?.slice(7).split(",");
const config = configOf(tiny);
const QUIET_LOAD = 1.5;
const QUIET_MS = 180_000;

type Part = { key: string; measure: (database: TestServer) => Promise<Record<string, string>> };

const PARTS: Part[] = [
  { key: "start", measure: async () => ({ start: await measureStart(config) }) },
  { key: "inbox", measure: inboxAndBundle },
  { key: "many", measure: many },
  { key: "documents", measure: async (database) => ({ documents: await measureDocuments(database, config) }) },
];

if (!tiny) await untilQuiet(QUIET_LOAD, QUIET_MS);
await buildApp(startTexts.en);
const dir = await Deno.makeTempDir({ prefix: "mutirao-bench-pg-" });
const database = await openTestServer("18", dir);
let failed = false;
try {
  for (const part of PARTS) {
    if (only && !only.includes(part.key)) continue;
    const where = conditions();
    const begun = performance.now();
    try {
      for (const [key, text] of Object.entries(await part.measure(database))) await publish(key, where, text);
    } catch (error) {
      failed = true;
      console.error(`${part.key} could not be measured:`, error);
      const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
      await publish(part.key, where, `Could not be measured in this run: ${why}`);
    }
    console.log(`(${part.key}: ${((performance.now() - begun) / 1000).toFixed(0)} s)\n`);
  }
} finally {
  await database.stop();
  await Deno.remove(dir, { recursive: true });
}
Deno.exit(failed ? 1 : 0);

/** The browser's parts and the webhooks share one filled database and one profile: filling is most of the time. */
async function inboxAndBundle(server: TestServer): Promise<Record<string, string>> {
  const { tickets, messagesPerTicket } = config.inbox;
  const product = await openProduct(server, { name: "bench_inbox", port: PORTS.inbox, tickets, messagesPerTicket });
  const profile = await openProfile(product);
  try {
    const bundle = await measureBundle(product);
    const inbox = await measureInbox(product, profile, config);
    const webhook = await measureWebhook(product, profile, config);
    return { bundle, inbox, webhook };
  } finally {
    await profile.close();
    await product.close();
  }
}

async function many(server: TestServer): Promise<Record<string, string>> {
  const { many: tickets, messagesPerManyTicket: messagesPerTicket } = config.inbox;
  const product = await openProduct(server, { name: "bench_many", port: PORTS.many, tickets, messagesPerTicket });
  try {
    return { many: await measureMany(product, config) };
  } finally {
    await product.close();
  }
}

async function publish(key: string, where: string, text: string): Promise<void> {
  console.log(`\n${where}\n\n${text}`);
  if (!tiny) await replacePart(`${ROOT}tests/bench/RESULTS.md`, key, where, text);
}
