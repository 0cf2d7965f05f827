import { actionsAndFeeds } from "./conformance/feeds.ts";
import { documents } from "./conformance/documents.ts";
import { outside } from "./conformance/outside.ts";
import { sessions } from "./conformance/sessions.ts";
import { type Cluster, openCluster } from "./cluster.ts";

/** What the product promises, whoever of its processes is asked. Each file adds its tests in plain words. */
export type Promises = Record<string, (cluster: Cluster) => Promise<void>>;

/** One suite for one process and for many: black box, over HTTP, feed and sockets. */
export function conformance(name: string, processes: number): void {
  let cluster: Cluster | undefined;
  Deno.test.beforeAll(async () => {
    cluster = await openCluster(processes);
  });
  Deno.test.afterAll(async () => {
    await cluster?.close();
  });
  for (const [promise, test] of Object.entries({ ...documents, ...actionsAndFeeds, ...sessions, ...outside })) {
    // Sockets and feeds live longer than one test.
    const options = { sanitizeOps: false, sanitizeResources: false };
    Deno.test({ name: `${name}: ${promise}`, ...options, fn: () => test(cluster!) });
  }
}
