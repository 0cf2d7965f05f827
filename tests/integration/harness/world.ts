import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { hmacHex } from "@edge/channels/hmac.ts";
import { type Config, parseConfig } from "@edge/config.ts";
import { type Edge, serve } from "@edge/main.ts";
import { type GraphEmulator, startGraphEmulator } from "../../emulators/whatsapp/emulator.ts";
import type { CustomerPhone } from "../../emulators/whatsapp/customers.ts";
import { type TestDatabase, testDatabase } from "../../support/postgres.ts";
import { freePort, waitFor } from "../../support/waiting.ts";
import { Client, PASSWORD } from "./client.ts";

export const SETUP_TOKEN = "setup-token-of-integration";
export type RoleKey = "admin" | "supervisor" | "agent";
export type Story = { conversationId: string; ticketId: string; contactId: string; customer: CustomerPhone };

/** The whole product on a database and a data folder of its own, with Meta's emulator as the outside world. */
export type World = {
  url: string;
  config: Config;
  edge: Edge;
  /** Before its time, to have another process take over. */
  stopEdge(): Promise<void>;
  db: TestDatabase;
  meta: GraphEmulator;
  workspaceId: string;
  roles: Record<RoleKey, string>;
  /** The WhatsApp connection and where Meta calls it. */
  connectionId: string;
  hookUrl: string;
  /** Signed in as the first Admin, with a live feed. */
  admin: Client;
  /** Invited by the Admin, joined by the link, signed in. */
  member(name: string, role?: RoleKey | { id: string }, departmentIds?: string[]): Promise<Client>;
  department(name: string): Promise<string>;
  /** A customer who has just written, and the waiting ticket that came of it. */
  story(text?: string): Promise<Story>;
  /** Posts a signed webhook (or with a signature of one's own). */
  webhook(body: unknown, signature?: string | null): Promise<Response>;
  /** Until everything the journal holds has become facts. */
  ingested(): Promise<void>;
  close(): Promise<void>;
};

export type WorldOptions = {
  config?: Partial<Config>;
  withConnection?: boolean;
  /** The superuser's address of another database server than the tests' common one. */
  databaseServer?: string;
};

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const [db, meta, dataDir] = await Promise.all([
    testDatabase(options.databaseServer),
    startGraphEmulator({ retryDelaysMs: [50] }),
    Deno.makeTempDir({ prefix: "mutirao-it-" }),
  ]);
  const config = configFor(db.url, meta.url, dataDir, options.config);
  const edge = await serve(config);
  const url = edge.url;
  const admin = new Client(url);
  await admin.json("POST", "/api/setup", {
    token: SETUP_TOKEN,
    workspace: "Beira-Serra",
    name: "Ana",
    email: "ana@beira.test",
    password: PASSWORD,
  });
  await admin.signedIn();
  const roles: Record<string, string> = {};
  for (const row of await db.sql<{ id: string; key: string }[]>`select id, key from roles`) roles[row.key] = row.id;
  const connectionId = newId();
  const hookUrl = `${url}/hooks/whatsapp/${connectionId}`;
  let stopped: Promise<void> | undefined;
  const stopEdge = () => stopped ??= edge.close();
  const world: World = {
    url,
    config,
    edge,
    stopEdge,
    db,
    meta,
    workspaceId: admin.workspaceId,
    roles: roles as Record<RoleKey, string>,
    connectionId,
    hookUrl,
    admin,
    member: (name, role = "agent", departmentIds = []) => invite(world, name, role, departmentIds),
    async department(name) {
      const departmentId = newId();
      await admin.done("department.save", { departmentId, name, colour: 1, greeting: "" });
      return departmentId;
    },
    story: (text = "Oi!") => story(world, text),
    webhook: (body, signature) => postWebhook(world, body, signature),
    ingested: () => untilIngested(world),
    async close() {
      clients.get(world)?.forEach((client) => client.close());
      await meta.close();
      await stopEdge();
      await db.drop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
  clients.set(world, [admin]);
  if (options.withConnection ?? true) {
    await admin.done("connection.save", whatsappSettings(world, connectionId));
    assert.deepEqual(await meta.connect(hookUrl), { ok: true, status: 200 });
  }
  await admin.follow();
  return world;
}

const clients = new WeakMap<World, Client[]>();

export function configFor(databaseUrl: string, graphUrl: string, dataDir: string, more: Partial<Config> = {}): Config {
  const parsed = parseConfig({
    DATABASE_URL: databaseUrl,
    META_GRAPH_URL: graphUrl,
    DATA_DIR: dataDir,
    PORT: String(freePort()),
    HOST: "127.0.0.1",
    LOG_LEVEL: "error",
    JOB_POLL_SECONDS: "0.5",
    SECRET_KEY: "k".repeat(64),
    SETUP_TOKEN,
  });
  assert.ok(parsed.ok);
  const port = parsed.settings.port;
  return {
    ...parsed.settings,
    publicUrl: `http://127.0.0.1:${port}`,
    databaseUrl,
    secretKey: "k".repeat(64),
    demo: false,
    ...more,
  };
}

export function whatsappSettings(world: Pick<World, "meta">, connectionId: string) {
  return {
    connectionId,
    channel: "whatsapp" as const,
    name: "WhatsApp da loja",
    departmentId: null,
    isDefault: true,
    settings: { ...world.meta.settings },
  };
}

async function invite(world: World, name: string, role: RoleKey | { id: string }, departmentIds: string[]) {
  const roleId = typeof role === "string" ? world.roles[role] : role.id;
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@beira.test`;
  const result = await world.admin.done("member.invite", { memberId: newId(), name, email, roleId, departmentIds });
  const token = String(result.data?.link).split("/").at(-1)!;
  const client = new Client(world.url);
  await client.json("POST", `/api/invitations/${token}`, { name, password: PASSWORD });
  await client.signedIn();
  clients.get(world)!.push(client);
  return client;
}

async function story(world: World, text: string): Promise<Story> {
  const customer = world.meta.addCustomer();
  const written = customer.sendText(text);
  return await waitFor(`the ticket of ${customer.data.name}`, async () => {
    const [row] = await world.db.sql<{ id: string; ticket_id: string; contact_id: string }[]>`
      select c.id, c.ticket_id, c.contact_id from messages m join conversations c on c.id = m.conversation_id
      where m.provider_id = ${written.id}`;
    return row && { conversationId: row.id, ticketId: row.ticket_id, contactId: row.contact_id, customer };
  });
}

async function postWebhook(world: World, body: unknown, signature?: string | null): Promise<Response> {
  const raw = typeof body === "string" ? body : JSON.stringify(body);
  const right = `sha256=${hmacHex(world.meta.settings.appSecret, raw)}`;
  const response = await fetch(world.hookUrl, {
    method: "POST",
    headers: signature === null ? {} : { "x-hub-signature-256": signature ?? right },
    body: raw,
  });
  await response.body?.cancel();
  return response;
}

async function untilIngested(world: World): Promise<void> {
  await waitFor("the journal to be worked off", async () => {
    const [row] = await world.db.sql<{ left: number }[]>`
      select count(*)::int as left from inbound_journal where processed_at is null and attempts < 10`;
    return row!.left === 0 || undefined;
  });
}
