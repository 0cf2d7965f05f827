import type { Page } from "playwright-core";
import { type BenchConfig, GOALS } from "../config.ts";
import type { Profile } from "../browser.ts";
import { percentile, show, table } from "../numbers.ts";
import type { Product } from "../seed.ts";
import { waitFor } from "../../support/waiting.ts";
import { flatOut } from "./flat_out.ts";
import { phone, sampleRow, signedPost } from "./meta_posts.ts";
import { plainInserts } from "./plain_inserts.ts";

type Config = BenchConfig["webhook"];
let count = 0;

/** A customer's message from Meta's POST to the screen, how fast the POST is answered, and how many a second go in. */
export async function measureWebhook(product: Product, profile: Profile, config: BenchConfig): Promise<string> {
  const { webhook } = config;
  const shown = await untilShown(product, profile, webhook);
  const answers = await steady(product, webhook);
  const plain = await plainInserts(product, sampleRow(), webhook.inserters, webhook.sustainedSeconds);
  const { senders, sustainedSeconds } = webhook;
  const sustained = await flatOut(product, { senders, seconds: sustainedSeconds, atMost: plain.perSecond * 1.5 });
  const answered99 = percentile(answers, 0.99);
  return table([`${show(config.inbox.tickets)} tickets, an agent's browser with the inbox open`, "measured"], [
    [`signed POST → text in the open conversation, p50 / p95 of ${shown.length}`, two(shown, 0.95)],
    [
      `POST answered, ${webhook.perSecond}/s for ${webhook.seconds} s, p50 / p99 (goal ${GOALS.webhookAnswerMs} ms)`,
      two(answers, 0.99) + (answered99 <= GOALS.webhookAnswerMs ? "" : " (**over the goal**)"),
    ],
    [`accepted flat out (${senders} senders, ${sustainedSeconds} s)`, show(sustained.perSecond, "/s")],
    [`… their answers, p50 / p99 (goal ${GOALS.webhookAnswerMs} ms)`, two(sustained.answers, 0.99)],
    [
      `plain inserts of the same row, ${webhook.inserters} connections, ${plain.tool}, just before`,
      show(plain.perSecond, "/s"),
    ],
    ["**accepted as a share of plain inserts**", `**${show(sustained.perSecond / plain.perSecond * 100, "%")}**`],
    ["made into messages while that went on", show(sustained.madePerSecond, "/s")],
    ["CPU while that went on, of a core: server · PostgreSQL · senders", sustained.cpu],
    ["made into messages after it, nothing else going on", show(sustained.drainedPerSecond, "/s")],
  ]);
}

const two = (values: number[], upper: number) =>
  `${show(percentile(values, 0.5), "ms")} / ${show(percentile(values, upper), "ms")}`;

/** One after the other; what is timed ends when the text stands in the thread of the open conversation. */
async function untilShown(product: Product, profile: Profile, { shown }: Config): Promise<number[]> {
  const [row] = await product.sql<{ ticket_id: string; phone: string }[]>`
    select c.ticket_id, k.phone from conversations c join contacts k on k.id = c.contact_id
    join tickets t on t.id = c.ticket_id where t.status = 'in_progress' order by c.id limit 1`;
  const page = profile.context.pages()[0]!;
  await page.goto(`${product.edge.url}/inbox/${row!.ticket_id}`);
  await page.getByRole("log").waitFor();
  await page.getByText(/^Em dia/).first().waitFor({ timeout: 60_000 });
  const times: number[] = [];
  for (let at = 0; at < shown; at++) {
    const text = `bench ${++count}.`;
    const seen = appeared(page, text);
    // The watcher stands before the message is sent.
    await page.evaluate(() => {});
    const sent = performance.timeOrigin + performance.now();
    await post(product, row!.phone, text);
    times.push(await seen - sent);
  }
  return times;
}

/** The moment (epoch, ms) at which the page's thread held the text. */
function appeared(page: Page, text: string): Promise<number> {
  return page.evaluate((wanted) =>
    new Promise<number>((resolve, reject) => {
      const log = document.querySelector("[role=log]")!;
      const timer = setTimeout(() => reject(new Error(`never shown: ${wanted}`)), 15_000);
      const look = () => {
        if (!log.textContent?.includes(wanted)) return;
        observer.disconnect();
        clearTimeout(timer);
        resolve(performance.timeOrigin + performance.now());
      };
      const observer = new MutationObserver(look);
      observer.observe(log, { childList: true, subtree: true, characterData: true });
      look();
    }), text);
}

/** At an even pace, whether or not the one before was answered. */
async function steady(product: Product, { perSecond, seconds }: Config): Promise<number[]> {
  const answers: Promise<number>[] = [];
  const begun = performance.now();
  for (let at = 0; at < perSecond * seconds; at++) {
    const wait = at * 1000 / perSecond - (performance.now() - begun);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(post(product, phone(at), `steady ${++count}`));
  }
  const times = await Promise.all(answers);
  await drained(product);
  return times;
}

async function drained({ sql }: Product): Promise<void> {
  await waitFor("the journal to be worked off", async () => {
    const [open] = await sql`select 1 from inbound_journal where processed_at is null limit 1`;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return open === undefined || undefined;
  }, 120_000);
}

/** Out: milliseconds until the answer. Throws when it is not 200. */
async function post(product: Product, from: string, text: string): Promise<number> {
  const { body, signature } = signedPost(from, text);
  const headers = { "x-hub-signature-256": `sha256=${signature}` };
  const begun = performance.now();
  const response = await fetch(product.hookUrl, { method: "POST", headers, body });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`the webhook answered ${response.status} ${answer}`);
  return performance.now() - begun;
}
