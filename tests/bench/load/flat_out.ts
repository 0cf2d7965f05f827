import { fromFileUrl } from "../../support/waiting.ts";
import { cpuSeconds } from "../machine.ts";
import { show } from "../numbers.ts";
import { ourServer } from "../peers/servers.ts";
import type { Product } from "../seed.ts";
import { phone, signedPost } from "./meta_posts.ts";
import type { Order, Report } from "./run_senders.ts";

const PROGRAM = fromFileUrl(new URL("./run_senders.ts", import.meta.url));
const WARM_UP_SECONDS = 1;

export type FlatOut = {
  /** Milliseconds of every 200. */
  answers: number[];
  perSecond: number;
  madePerSecond: number;
  drainedPerSecond: number;
  cpu: string;
};

/**
 * Everything that can be accepted, and what becomes of it. In: `atMost` a second are made ready, more than can go in.
 * Throws when the journal holds another number of rows than were answered 200.
 */
export async function flatOut(
  product: Product,
  { senders, seconds, atMost }: { senders: number; seconds: number; atMost: number },
): Promise<FlatOut> {
  const posts = Array.from({ length: Math.ceil(atMost * seconds) }, (_, at) => signedPost(phone(at), `flat out ${at}`));
  const order = { url: product.hookUrl, senders };
  await send({ ...order, seconds: WARM_UP_SECONDS, posts: posts.splice(0, Math.ceil(atMost * WARM_UP_SECONDS / 2)) });
  const pids = await pidsOf(product);
  const cpuOf = (which: number[]) => which.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [server, database] = [cpuOf(pids.server), cpuOf(pids.database)];
  const before = await journal(product);
  const report = await send({ ...order, seconds, posts });
  const share = (cpu: number) => show(cpu / report.seconds * 100, "%");
  const cpu = [cpuOf(pids.server) - server, cpuOf(pids.database) - database, report.cpuSeconds].map(share).join(" · ");
  const middle = await journal(product);
  const accepted = middle.all - before.all;
  if (accepted !== report.answers.length) {
    throw new Error(`${report.answers.length} answered, ${accepted} in the journal`);
  }
  // The backlog may be long; its pace shows in a few seconds.
  const draining = performance.now();
  let end = middle;
  while (end.open > 0 && performance.now() - draining < seconds * 1000) end = await journal(product);
  return {
    answers: report.answers,
    perSecond: accepted / report.seconds,
    madePerSecond: (middle.all - middle.open - before.all + before.open) / report.seconds,
    drainedPerSecond: middle.open === 0 ? NaN : (middle.open - end.open) / (performance.now() - draining) * 1000,
    cpu,
  };
}

async function send(order: Order): Promise<Report> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-net", PROGRAM],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  await new Blob([JSON.stringify(order)]).stream().pipeTo(child.stdin);
  const { success, stdout } = await child.output();
  if (!success) throw new Error("the senders failed");
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** PostgreSQL's are the connections there are now, and what works beside them. */
async function pidsOf(product: Product): Promise<{ server: number[]; database: number[] }> {
  const rows = await product.sql<{ pid: number }[]>`select pid from pg_stat_activity`;
  return { server: [ourServer(product).pid()], database: rows.map((row) => row.pid) };
}

async function journal({ sql }: Product): Promise<{ all: number; open: number }> {
  const [row] = await sql<{ all: number; open: number }[]>`
    select count(*)::int as all, (count(*) - count(processed_at))::int as open from inbound_journal`;
  await new Promise((resolve) => setTimeout(resolve, 100));
  return row!;
}
