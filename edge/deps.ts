import type { Sql } from "@db/tx.ts";
import type { Sealer } from "./auth/seal.ts";
import type { Bus } from "./bus/bus.ts";
import type { Config } from "./config.ts";
import type { Hub } from "./feed/hub.ts";
import type { Presence } from "./presence/presence.ts";
import type { OpenSessions } from "./feed/open_sessions.ts";
import type { Connections } from "./inbound/connections.ts";
import type { Ingest } from "./inbound/ingest.ts";
import type { Journal } from "./inbound/journal.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { MediaStore } from "./media/store.ts";
import type { Metrics } from "./observe/metrics.ts";

export type Log = {
  info(message: string, properties?: Record<string, unknown>): void;
  warn(message: string, properties?: Record<string, unknown>): void;
  error(message: string, properties?: Record<string, unknown>): void;
};

/** What handlers are given; `main.ts` makes it. */
export type Deps = {
  config: Config;
  /** Where people open it, without a slash at the end. */
  publicUrl: string;
  secureCookies: boolean;
  sql: Sql;
  seal: Sealer;
  bus: Bus;
  hub: Hub;
  presence: Presence;
  sessions: OpenSessions;
  jobs: Jobs;
  media: MediaStore;
  connections: Connections;
  journal: Journal;
  ingest: Ingest;
  metrics: Metrics;
  log: Log;
  /** After a commit that changed mirrored rows. */
  committed: () => void;
  fillSample: (
    made: { workspaceId: string; memberId: string; roleIds: Record<"admin" | "supervisor" | "agent", string> },
  ) => Promise<void>;
};
