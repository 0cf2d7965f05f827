/**
 * `deno task bench`: measures everything and writes RESULTS.md, some eight minutes. `--only=start,inbox,many,documents,fair`
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
import { measureFair } from "./load/fair.ts";
import { measureInbox, measureMany } from "./load/inbox.ts";
import { measureStart } from "./load/start.ts";
import { measureThread } from "./load/thread.ts";
import { measureWebhook } from "./load/webhook.ts";
import { conditions, untilQuiet } from "./machine.ts";
import { replacePart } from "./results.ts";
import { openProduct } from "./seed.ts";

const tiny = Deno.args.includes("--tiny");
const only = Deno.args.find((arg) => arg.startsWith("--only="))?.slice(7).split(",");
const config = configOf(tiny);
const QUIET_LOAD = 1.5;
const QUIET_MS = Number(Deno.env.get("BENCH_WAIT_MS") ?? 180_000);

/** Yields a section of RESULTS.md and its text. */
type Part = { key: string; measure: (database: TestServer) => AsyncGenerator<[section: string, text: string]> };

const PARTS: Part[] = [
  { key: "start", measure: start },
  { key: "inbox", measure: inbox },
  { key: "many", measure: many },
  { key: "documents", measure: documents },
  { key: "fair", measure: fair },
];

if (!tiny) await untilQuiet(QUIET_LOAD, QUIET_MS);
await buildApp(startTexts.en);
const dir = await Deno.makeTempDir({ prefix: "mutirao-bench-pg-" });
const database = await openTestServer("18", dir);
let failed = false;
try {
  for (const part of PARTS) {
    if (only && !only.includes(part.key)) continue;
    let where = conditions();
    const begun = performance.now();
    try {
      for await (const [section, text] of part.measure(database)) {
        await publish(section, where, text);
        where = conditions();
      }
    } catch (error) {
      failed = true;
      console.error(`${part.key} could not be measured:`, error);
    }
    console.log(`(${part.key}: ${((performance.now() - begun) / 1000).toFixed(0)} s)\n`);
  }
} finally {
  await database.stop();
  await Deno.remove(dir, { recursive: true });
}
Deno.exit(failed ? 1 : 0);

async function* start(): ReturnType<Part["measure"]> {
  yield ["start", await measureStart(config)];
}

async function* documents(server: TestServer): ReturnType<Part["measure"]> {
  yield ["documents", await measureDocuments(server, config)];
}

async function* fair(server: TestServer): ReturnType<Part["measure"]> {
  yield ["fair", await measureFair(server, config)];
}

/** The browser's parts and the webhooks share one filled database and one profile: filling is most of the time. */
async function* inbox(server: TestServer): ReturnType<Part["measure"]> {
  const { tickets, messagesPerTicket } = config.inbox;
  const product = await openProduct(server, { name: "bench_inbox", port: PORTS.inbox, tickets, messagesPerTicket });
  const profile = await openProfile(product);
  try {
    yield ["bundle", await measureBundle(product)];
    yield ["inbox", await measureInbox(product, profile, config)];
    yield ["webhook", await measureWebhook(product, profile, config)];
  } finally {
    await profile.close();
    await product.close();
  }
}

async function* many(server: TestServer): ReturnType<Part["measure"]> {
  const { many: tickets, messagesPerManyTicket: messagesPerTicket } = config.inbox;
  const product = await openProduct(server, { name: "bench_many", port: PORTS.many, tickets, messagesPerTicket });
  try {
    yield ["many", await measureMany(product, config)];
    yield ["thread", await measureThread(product, config)];
  } finally {
    await product.close();
  }
}

async function publish(key: string, where: string, text: string): Promise<void> {
  console.log(`\n${where}\n\n${text}`);
  if (!tiny) await replacePart(`${ROOT}tests/bench/RESULTS.md`, key, where, text);
}
