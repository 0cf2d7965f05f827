import { newId } from "@domain/ids.ts";
import { type GraphEmulator, startGraphEmulator } from "../../emulators/whatsapp/emulator.ts";
import { Client, PASSWORD } from "../../integration/harness/client.ts";
import { type TestDatabase, testDatabase } from "../../support/postgres.ts";
import { startServer, TEST_SETUP_TOKEN, type TestEdge } from "../../support/server.ts";
import { freePort } from "../../support/waiting.ts";
import { type HostSite, startHostSite } from "./host_site.ts";

export type RoleKey = "admin" | "supervisor" | "agent";

/** The product as a process, its database, Meta's emulator and a customer's web site with our chat on it. */
export type Stage = {
  edge: TestEdge;
  db: TestDatabase;
  meta: GraphEmulator;
  site: HostSite;
  /** By first name. Empty on a bare stage. */
  people: Map<string, Client>;
  departments: Map<string, string>;
  roles: Map<string, string>;
  connections: { whatsapp: string; webchat: string };
  identitySecret: string;
  close(): Promise<void>;
};

const TEAM: [name: string, role: RoleKey, departments: string[]][] = [
  ["Bruno", "agent", ["Vendas"]],
  ["Carla", "agent", ["Vendas"]],
  ["Davi", "agent", ["Suporte"]],
];

export async function openStage({ bare }: { bare: boolean }): Promise<Stage> {
  const [db, meta, site] = await Promise.all([
    testDatabase(),
    startGraphEmulator({ retryDelaysMs: [100, 300, 1000] }),
    startHostSite(),
  ]);
  const port = freePort();
  const edge = await startServer({
    databaseUrl: db.url,
    env: {
      META_GRAPH_URL: meta.url,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      JOB_POLL_SECONDS: "0.5",
    },
  });
  const stage: Stage = {
    edge,
    db,
    meta,
    site,
    people: new Map(),
    departments: new Map(),
    roles: new Map(),
    connections: { whatsapp: newId(), webchat: newId() },
    identitySecret: "",
    async close() {
      await meta.close();
      await site.close();
      await edge[Symbol.asyncDispose]();
      await db.drop();
    },
  };
  if (!bare) await furnish(stage);
  return stage;
}

/** A small workspace, made through the API as people would. */
async function furnish(stage: Stage): Promise<void> {
  const admin = new Client(stage.edge.url);
  await admin.json("POST", "/api/setup", {
    token: TEST_SETUP_TOKEN,
    workspace: "Beira-Serra",
    name: "Ana Prado",
    email: "ana@beira.test",
    password: PASSWORD,
    locale: "pt-BR",
    timeZone: "America/Sao_Paulo",
  });
  await admin.signedIn();
  stage.people.set("Ana", admin);
  for (const row of await stage.db.sql<{ id: string; key: string }[]>`select id, key from roles`) {
    stage.roles.set(row.key, row.id);
  }
  for (const [at, name] of ["Vendas", "Suporte"].entries()) {
    const departmentId = newId();
    stage.departments.set(name, departmentId);
    await admin.done("department.save", { departmentId, name, colour: at + 1, greeting: "" });
  }
  for (const name of ["orçamento", "urgente", "2ª via"]) await admin.done("tag.save", { tagId: newId(), name });
  await admin.done("field.save", { fieldId: newId(), name: "Imóvel", fieldType: "text", options: [] });
  for (const [name, role, departments] of TEAM) await join(stage, name, role, departments);
  await connect(stage, admin);
}

export async function join(stage: Stage, name: string, role: RoleKey, departments: string[]): Promise<Client> {
  const admin = stage.people.get("Ana")!;
  const { data } = await admin.done("member.invite", {
    memberId: newId(),
    name,
    email: `${name.toLowerCase()}@beira.test`,
    roleId: stage.roles.get(role)!,
    departmentIds: departments.map((one) => stage.departments.get(one)!),
  });
  const client = new Client(stage.edge.url);
  const token = String(data?.link).split("/").at(-1)!;
  await client.json("POST", `/api/invitations/${token}`, { name: `${name} Reis`, password: PASSWORD });
  await client.signedIn();
  stage.people.set(name, client);
  return client;
}

async function connect(stage: Stage, admin: Client): Promise<void> {
  const { whatsapp, webchat } = stage.connections;
  const departmentId = stage.departments.get("Vendas")!;
  await admin.done("connection.save", {
    connectionId: whatsapp,
    channel: "whatsapp",
    name: "WhatsApp da loja",
    departmentId,
    isDefault: true,
    settings: { ...stage.meta.settings },
  });
  const verified = await stage.meta.connect(`${stage.edge.url}/hooks/whatsapp/${whatsapp}`);
  if (!verified.ok) throw new Error(`the webhook was not verified: ${verified.status}`);
  await admin.done("connection.sync_templates", { connectionId: whatsapp });
  await admin.done("connection.save", {
    connectionId: webchat,
    channel: "webchat",
    name: "Chat do site",
    departmentId,
    isDefault: false,
    settings: { origins: stage.site.url, title: "Beira-Serra", greeting: "Oi! Procurando um imóvel?" },
  });
  const { identitySecret } = await admin.json("GET", `/api/connections/${webchat}`);
  stage.identitySecret = identitySecret;
  stage.site.show(`${stage.edge.url}/widget.js?connection=${webchat}`);
}
