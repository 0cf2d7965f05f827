import { migrate } from "@db/migrate.ts";
import { openPool } from "@db/client.ts";
import { Rooms } from "@sync/server/rooms.ts";
import { createApp } from "./app.ts";
import { createSealer } from "./auth/seal.ts";
import { setupLink } from "./auth/setup_link.ts";
import { takePlace } from "./boot/processes.ts";
import type { StartError } from "./boot/stop_reason.ts";
import { startTexts } from "./boot/texts.ts";
import { localBus } from "./bus/local.ts";
import { natsBus } from "./bus/nats.ts";
import type { Config } from "./config.ts";
import type { Deps } from "./deps.ts";
import { startHub } from "./feed/hub.ts";
import { openSessions } from "./feed/open_sessions.ts";
import { startPresence } from "./presence/presence.ts";
import { createConnections } from "./inbound/connections.ts";
import { startIngest } from "./inbound/ingest.ts";
import { openJournal } from "./inbound/journal.ts";
import { jobHandlers } from "./jobs/handlers.ts";
import { createJobs, grantJobs } from "./jobs/jobs.ts";
import { localMedia } from "./media/local.ts";
import { s3Media } from "./media/s3.ts";
import { logOf, setUpLogging } from "./observe/log.ts";
import { Metrics } from "./observe/metrics.ts";
import { nodeName, sweep } from "./outbound/sweep.ts";
import { demoGraphUrl, startDemo } from "./sample/demo.ts";
import { fillSample } from "./sample/fill_sample.ts";
import { startFolding } from "./sync/folding.ts";
import { postgresDocStore } from "./sync/postgres_store.ts";
import { askAgain } from "./sync/rights.ts";
import { webhookDoor } from "./webhooks/webhook.ts";

export type Edge = {
  /** Where people open it. */
  url: string;
  ready: Promise<void>;
  /** Resolves when it must not go on, with the reason: another process works on its database in its place. */
  lost: Promise<StartError>;
  /** The one-time link of the first start. */
  setupUrl?: string | undefined;
  /** Lines for the person at the terminal, such as the sign-ins of the demo. */
  notes?: string[];
  close(): Promise<void>;
};

const APP_ROOT = new URL("../app/build", import.meta.url).pathname;

/** The composition root: config → deps → app → Deno.serve, and all of it closed in reverse. */
export async function serve(given: Config): Promise<Edge> {
  const config = given.demo ? { ...given, metaGraphUrl: demoGraphUrl(given) } : given;
  await setUpLogging(config.logLevel);
  const log = logOf("edge");
  const report = (what: string) => (error: unknown) => log.error(`${what} failed`, { error });
  const sql = openPool(config.databaseUrl);
  await migrate(sql);
  const node = nodeName();
  const own = openPool(config.databaseUrl, 1, "forever");
  const me = { node, alone: !config.natsUrl, host: Deno.hostname() };
  const place = await takePlace(own, me, startTexts[config.language]).catch(async (error) => {
    await Promise.all([own.end({ timeout: 1 }), sql.end({ timeout: 1 })]);
    throw error;
  });
  const url = config.publicUrl ?? `http://localhost:${config.port}`;
  const bus = config.natsUrl ? await natsBus(config.natsUrl, report("bus")) : localBus(report("bus"));
  const hub = await startHub(sql, bus, report("feed"));
  const committed = () => hub.poke();
  const seal = await createSealer(config.secretKey);
  const jobs = createJobs(config.databaseUrl, config.jobPollSeconds, report("jobs"));
  const connections = createConnections(seal);
  const media = config.s3 ? s3Media(config.s3) : localMedia(`${config.dataDir}/media`);
  const journal = openJournal(sql);
  const ingest = startIngest({ sql, jobs, connections, journal, committed, onError: report("ingest") });
  const folding = startFolding(config.databaseUrl);
  const rooms = new Rooms({
    store: postgresDocStore({ sql, onCommit: committed, loadLarge: folding.load }),
    bus,
    fold: (ref) => folding.fold(ref).catch(report("folding")),
    onError: report("room"),
  });
  hub.watch((changes) => askAgain(rooms, changes));
  const presence = await startPresence(bus, node);
  const sessions = await openSessions({
    sql,
    bus,
    onEnded: (memberId) => rooms.recheck((session) => session.memberId === memberId),
    onError: report("sessions"),
  });
  const deps: Deps = {
    config,
    publicUrl: url,
    secureCookies: url.startsWith("https:"),
    sql,
    seal,
    bus,
    hub,
    presence,
    sessions,
    jobs,
    media,
    connections,
    journal,
    ingest,
    metrics: new Metrics(),
    log,
    committed,
    fillSample: async (made) => void await fillSample({ sql, seal, publicUrl: url }, made),
  };
  await jobs.start(
    jobHandlers({ sql, jobs, connections, media, node, graphUrl: config.metaGraphUrl, committed, fetch }),
  );
  await grantJobs(sql);
  if (!config.natsUrl) {
    // The only process of this installation: whoever held a conversation before is dead, and its queue need not wait.
    await sql`delete from deliveries`;
  }
  await sweep(sql, jobs, committed, config.natsUrl ? undefined : 0).catch(report("sweep"));
  const app = createApp(deps, { rooms, appRoot: APP_ROOT, scriptHashes: await scriptHashes() });
  const webhook = webhookDoor(deps);
  const server = Deno.serve(
    { port: config.port, hostname: config.hostname, onListen: () => {} },
    (request, info) => webhook(request) ?? app.fetch(request, info),
  );
  const demo = config.demo ? await startDemo({ sql, seal, publicUrl: url }, config) : undefined;
  return {
    url,
    ready: Promise.resolve(),
    lost: place.lost,
    notes: demo?.notes ?? [],
    setupUrl: await setupLink(sql, url, config.setupToken),
    async close() {
      await demo?.stop();
      // Readers and sockets go first, with a word that they may come back; then what they were waiting for is finished.
      sessions.closeAll();
      await rooms.close();
      folding.stop();
      const stopped = server.shutdown();
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 3_000))]);
      await ingest.stop();
      await jobs.stop();
      await hub.stop();
      presence.stop();
      sessions.stop();
      await bus.close();
      await place.leave();
      await Promise.all([own.end({ timeout: 3 }), sql.end({ timeout: 3 })]);
    },
  };
}

async function scriptHashes(): Promise<string[]> {
  try {
    return JSON.parse(await Deno.readTextFile(`${APP_ROOT}/csp.json`)).scripts ?? [];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
