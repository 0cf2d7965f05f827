import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { Provider } from "@sync/client/provider.ts";
import { readTicketDoc, setTicketField } from "@sync/doc/ticket_doc.ts";
import { testDatabase } from "../support/postgres.ts";
import { freePort, fromFileUrl, waitFor } from "../support/waiting.ts";
import { MemoryStore } from "./rig/memory_store.ts";
import { makeTicket } from "./rig/ticket.ts";

const ROUNDS = Number(Deno.env.get("CRASH_ROUNDS") ?? 6);
const SEED = Number(Deno.env.get("SEED") ?? Math.floor(Math.random() * 1e9));

async function spawn(databaseUrl: string, port: number): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", fromFileUrl(new URL("./rig/node_main.ts", import.meta.url))],
    env: { DATABASE_URL: databaseUrl, PORT: String(port) },
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  void reader.cancel();
  return child;
}

/** A small generator with a seed: the same run again. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

Deno.test(`[R1] SIGKILL at any moment of writing loses no acknowledged edit, and everybody converges (SEED=${SEED})`, async () => {
  const next = random(SEED);
  const database = await testDatabase();
  const port = freePort();
  let server = await spawn(database.url, port);
  const { ticketId, workspaceId } = await makeTicket(database.sql);
  const stores = [new MemoryStore(), new MemoryStore(), new MemoryStore()];
  const providers = stores.map((store) => {
    const address = `ws://127.0.0.1:${port}/sync/ticket/${ticketId}?as=${newId()}&ws=${workspaceId}`;
    const provider: Provider = new Provider({
      ref: { kind: "ticket", id: ticketId },
      store,
      openSocket: () => new WebSocket(address),
      onState() {},
      onForked: () => assert.fail("nothing here may be refused"),
    });
    return provider;
  });
  const unsaved = (provider: Provider) => "unsaved" in provider.state ? provider.state.unsaved : Infinity;
  /** Field → the latest value the server has called committed. */
  const acknowledged = new Map<string, string>();
  let count = 0;
  const edits = stores.map(() => new Map<number, [string, string]>());
  stores.forEach((store, i) => {
    store.acknowledged = (number) => {
      const [field, value] = edits[i]!.get(number)!;
      acknowledged.set(field, value);
      count++;
    };
  });
  try {
    for (const provider of providers) await provider.open();
    for (let round = 0; round < ROUNDS; round++) {
      for (const provider of providers) {
        await waitFor("live", () => provider.state.type === "live" || void provider.reconnect());
      }
      const end = performance.now() + 50 + next() * 250;
      for (let n = 0; performance.now() < end; n++) {
        const i = n % providers.length;
        const [key, value] = [`r${round}c${i}n${n}`, "x".repeat(1 + Math.floor(next() * 40))];
        edits[i]!.set(stores[i]!.next, [`c${i}k${n % 60}`, `${key} ${value}`]);
        setTicketField(providers[i]!.doc, `c${i}k${n % 60}`, `${key} ${value}`);
        // Let frames come and go.
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      server.kill("SIGKILL");
      await server.status;
      const stored = await storedFields(database.sql);
      for (const [field, value] of acknowledged) {
        const is = stored[field];
        // A later edit of the same field may have been stored without its acknowledgement arriving.
        assert.ok(is !== undefined && order(is) >= order(value), `round ${round}: ${field} was ${value}, stored ${is}`);
      }
      server = await spawn(database.url, port);
    }
    for (const provider of providers) {
      await waitFor(
        "saved",
        () => provider.state.type === "live" && unsaved(provider) === 0 || void provider.reconnect(),
      );
    }
    const stored = await storedFields(database.sql);
    for (const provider of providers) {
      await waitFor("convergence", () => same(readTicketDoc(provider.doc).fields, stored) || undefined);
    }
    const [row] = await database.sql`select fields from tickets where id = ${ticketId}`;
    assert.ok(same(row!.fields, stored), "the rows say what the document says");
    assert.ok(count > 100, `${count} edits were acknowledged`);
    for (const provider of providers) await provider.close();
    for (const store of stores) assert.equal(store.pending.size, 0);
  } finally {
    server.kill("SIGKILL");
    await server.status;
    await database.drop();
  }
});

async function storedFields(sql: Awaited<ReturnType<typeof testDatabase>>["sql"]): Promise<Record<string, string>> {
  const doc = new Y.Doc();
  const [row] = await sql`select snapshot from docs`;
  Y.applyUpdate(doc, row!.snapshot);
  for (const { bytes } of await sql`select bytes from doc_updates order by seq`) Y.applyUpdate(doc, bytes);
  return readTicketDoc(doc).fields;
}

function order(value: string): number {
  const [, round, n] = /^r(\d+)c\d+n(\d+) /.exec(value)!;
  return Number(round) * 1e6 + Number(n);
}

function same(a: Record<string, string>, b: Record<string, string>): boolean {
  const sorted = (fields: Record<string, string>) => JSON.stringify(Object.entries(fields).sort());
  return sorted(a) === sorted(b);
}
