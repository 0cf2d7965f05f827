import { newId } from "@domain/ids.ts";
import type { Client } from "../../integration/harness/client.ts";
import { openWorld, type Story, type World } from "../../integration/harness/world.ts";
import { startServer, type TestEdge } from "../../support/server.ts";
import type { Door } from "./door.ts";

/** What the product was before it began to be killed: a workspace with people, conversations and something to do. */
export type Stage = {
  world: World;
  /** The processes that serve it; all on one database. */
  servers: TestEdge[];
  door: Door;
  members: Client[];
  stories: Story[];
  departments: string[];
  tags: string[];
  close(): Promise<void>;
};

type Options = {
  databaseServer?: string;
  /** One process, or as many as are wanted, joined by this NATS. */
  processes?: number;
  natsUrl?: string;
};

const STORIES = 6;

/** Sets the stage through a process of its own, which then makes room for the real ones. */
export async function openStage({ databaseServer, processes = 1, natsUrl }: Options = {}): Promise<Stage> {
  const world = await openWorld(databaseServer ? { databaseServer } : {});
  const servers: TestEdge[] = [];
  const close = async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await world.close();
  };
  try {
    const departments = [await world.department("Vendas"), await world.department("Suporte")];
    const members = [world.admin, await world.member("Bia", "supervisor"), await world.member("Caio", "supervisor")];
    const stories: Story[] = [];
    for (let n = 0; n < STORIES; n++) stories.push(await world.story(`história ${n}`));
    await world.stopEdge();
    const env = {
      META_GRAPH_URL: world.meta.url,
      SECRET_KEY: world.config.secretKey,
      LOG_LEVEL: "error",
      JOB_POLL_SECONDS: "0.5",
      ...natsUrl ? { NATS_URL: natsUrl } : {},
    };
    for (let n = 0; n < processes; n++) servers.push(await startServer({ databaseUrl: world.db.url, env }));
    let turn = 0;
    const door = { url: () => servers[turn++ % servers.length]!.url, isClosed: false };
    await world.meta.connect(`${servers[0]!.url}${new URL(world.hookUrl).pathname}`);
    const tags = Array.from({ length: 5 }, () => newId());
    return { world, servers, door, members, stories, departments, tags, close };
  } catch (error) {
    await close();
    throw error;
  }
}
