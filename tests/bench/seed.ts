import postgres from "postgres";
import { newId } from "@domain/ids.ts";
import { openPool } from "@db/client.ts";
import { fillSynthetic } from "@db/seed/synthetic.ts";
import { ticketSeed } from "@sync/doc/ticket_doc.ts";
import { Client, PASSWORD } from "../integration/harness/client.ts";
import { startServer, TEST_SETUP_TOKEN, type TestEdge } from "../support/server.ts";
import type { TestServer } from "../support/test_server.ts";

/** The product as a process, on a database filled with volume. */
export type Product = {
  edge: TestEdge;
  sql: postgres.Sql;
  admin: Client;
  cookie: string;
  connectionId: string;
  webchatId: string;
  hookUrl: string;
  close(): Promise<void>;
};

export const WHATSAPP = {
  phoneNumberId: "104558220117",
  wabaId: "220117104558",
  accessToken: "EAAbench",
  appSecret: "bench-app-secret",
};

/** In: how many tickets and messages, and where to listen. The server is started anew after filling. */
export async function openProduct(
  postgresServer: TestServer,
  options: { name: string; port: number; tickets: number; messagesPerTicket: number },
): Promise<Product> {
  const { name, port, tickets, messagesPerTicket } = options;
  const databaseUrl = await createDatabase(postgresServer.url, name);
  const env = {
    PORT: String(port),
    // Nobody answers there: nothing is sent in a bench.
    META_GRAPH_URL: "http://127.0.0.1:9",
    LOG_LEVEL: "error",
  };
  const edge = await startServer({ databaseUrl, env });
  const admin = new Client(edge.url);
  await admin.json("POST", "/api/setup", {
    token: TEST_SETUP_TOKEN,
    workspace: "Beira-Serra",
    name: "Ana Prado",
    email: "ana@beira.test",
    password: PASSWORD,
  });
  await admin.signedIn();
  const departmentIds = [newId(), newId(), newId()];
  for (const [at, departmentId] of departmentIds.entries()) {
    await admin.done("department.save", { departmentId, name: `Setor ${at + 1}`, colour: at + 1, greeting: "" });
  }
  const connectionId = newId();
  await admin.done("connection.save", {
    connectionId,
    channel: "whatsapp",
    name: "WhatsApp",
    departmentId: departmentIds[0]!,
    isDefault: true,
    settings: WHATSAPP,
  });
  const webchatId = newId();
  await admin.done("connection.save", {
    connectionId: webchatId,
    channel: "webchat",
    name: "Chat",
    departmentId: departmentIds[0]!,
    isDefault: false,
    settings: { origins: "https://loja.example", title: "Beira-Serra", greeting: "Oi!" },
  });
  await edge.kill();
  const sql = openPool(databaseUrl, 14);
  const documentDraftId = newId();
  await fillSynthetic(sql, {
    workspaceId: admin.workspaceId,
    connectionId,
    departmentIds,
    memberIds: [admin.memberId],
    tickets,
    messagesPerTicket,
    documentSeed: ticketSeed(documentDraftId),
    documentDraftId,
  });
  await edge.restart();
  return {
    edge,
    sql,
    admin,
    cookie: admin.cookie!,
    connectionId,
    webchatId,
    hookUrl: `${edge.url}/hooks/whatsapp/${connectionId}`,
    async close() {
      await sql.end();
      await edge[Symbol.asyncDispose]();
    },
  };
}

async function createDatabase(url: string, name: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}
