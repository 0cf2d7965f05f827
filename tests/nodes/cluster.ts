import { Provider } from "@sync/client/provider.ts";
import { openStage, type Stage } from "../crash/rig/stage.ts";
import { Client } from "../integration/harness/client.ts";
import { Mirror } from "../integration/harness/mirror.ts";
import { startNats, type TestNats } from "../support/nats.ts";
import { waitFor } from "../support/waiting.ts";
import { cuttableLine } from "../support/cuttable.ts";
import { MemoryStore } from "../sync/rig/memory_store.ts";

/** The product as its users meet it, however many processes it is made of. */
export type Cluster = {
  stage: Stage;
  nats: TestNats | undefined;
  /** Cuts every process off the bus for a moment; what is said meanwhile is lost. */
  cutBus(): void;
  /** The address of process `n`; there is always one, perhaps the same as the one before. */
  url(n: number): string;
  /** A member's browser that talks to process `n`. */
  at(n: number, member: Client): Client;
  /** A member's feed from process `n`, level. */
  follow(n: number, member: Client): Promise<Mirror>;
  /** A member's real client on a document, joined to process `n`, with what there was. */
  write(n: number, member: Client, ticketId: string): Promise<Provider>;
  close(): Promise<void>;
};

export async function openCluster(processes: number): Promise<Cluster> {
  const nats = processes > 1 ? await startNats() : undefined;
  const line = nats && cuttableLine(nats.url);
  const stage = await openStage({ processes, ...line ? { natsUrl: line.url } : {} });
  const mirrors: Mirror[] = [];
  const providers: Provider[] = [];
  const url = (n: number) => stage.servers[n % processes]!.url;
  return {
    stage,
    nats,
    cutBus: () => line?.cut(),
    url,
    at(n, member) {
      const client = new Client(url(n));
      client.cookie = member.cookie;
      client.memberId = member.memberId;
      return client;
    },
    async follow(n, member) {
      const mirror = new Mirror(url(n), () => member.cookie);
      mirrors.push(mirror);
      await mirror.level();
      return mirror;
    },
    async write(n, member, ticketId) {
      const provider = openProvider(url(n), member, ticketId);
      providers.push(provider);
      await provider.open();
      await waitFor("the document", () => provider.state.type === "live" || undefined);
      return provider;
    },
    async close() {
      mirrors.forEach((mirror) => mirror.close());
      await Promise.all(providers.map((provider) => provider.close()));
      await stage.close();
      line?.close();
      await nats?.stop();
    },
  };
}

function openProvider(url: string, member: Client, ticketId: string): Provider {
  return new Provider({
    ref: { kind: "ticket", id: ticketId },
    store: new MemoryStore(),
    openSocket: () => {
      const options = { headers: { cookie: `session=${member.cookie}`, origin: url } };
      return new WebSocket(`${url.replace("http", "ws")}/sync/ticket/${ticketId}`, options as unknown as string[]);
    },
    onState() {},
    onForked() {},
  });
}

/**
 * Waits for what must be so within a second of now. A machine so busy that an empty request takes long is given as many
 * times longer.
 */
export async function withinASecond(cluster: Cluster, what: string, ask: () => boolean | undefined): Promise<void> {
  const began = performance.now();
  await waitFor(what, () => ask() || undefined);
  const took = performance.now() - began;
  if (took < 1_000) return;
  const asked = performance.now();
  await (await fetch(`${cluster.url(0)}/healthz`)).body?.cancel();
  const share = Math.max(1, (performance.now() - asked) / 5);
  if (took > 1_000 * share) throw new Error(`${what} took ${Math.round(took)} ms`);
}
