import assert from "node:assert/strict";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { type Forked, Provider, type ProviderState } from "@sync/client/provider.ts";
import { readTicketDoc, setTicketField, ticketDraft } from "@sync/doc/ticket_doc.ts";
import { WIRE_VERSION } from "@sync/wire/version.ts";
import { type TestDatabase, testDatabase } from "../support/postgres.ts";
import { waitFor } from "../support/waiting.ts";
import { MemoryStore } from "./rig/memory_store.ts";
import { startNode, type TestNode } from "./rig/node.ts";
import { Peer } from "./rig/peer.ts";
import { makeTicket, type TestTicket } from "./rig/ticket.ts";

type Rig = { database: TestDatabase; node: TestNode; ticket: TestTicket };

function test(name: string, run: (rig: Rig) => Promise<void>): void {
  Deno.test(name, async () => {
    const database = await testDatabase();
    const node = await startNode(database.sql);
    try {
      await run({ database, node, ticket: await makeTicket(database.sql) });
    } finally {
      await node.stop();
      await database.drop();
    }
  });
}

class Tab {
  readonly provider: Provider;
  readonly forked: Forked[] = [];
  readonly states: ProviderState[] = [];
  online = true;
  /** The page's. */
  version = WIRE_VERSION;

  constructor({ node, ticket }: Rig, as: string, readonly store: MemoryStore, channel = newId()) {
    this.provider = new Provider({
      ref: { kind: "ticket", id: ticket.ticketId },
      store,
      openSocket: () =>
        new WebSocket(
          this.online
            ? `${node.url}/${ticket.ticketId}?v=${this.version}&as=${as}&ws=${ticket.workspaceId}`
            : "ws://127.0.0.1:9",
        ),
      openChannel: (name) => new BroadcastChannel(`${name}/${channel}`),
      onState: (state) => this.states.push(state),
      onForked: (forked) => this.forked.push(forked),
    });
  }

  async until(what: string, ask: (state: ProviderState) => boolean): Promise<void> {
    await waitFor(what, () => ask(this.provider.state) || undefined);
  }

  async saved(): Promise<this> {
    await this.until("saved", (state) => state.type === "live" && state.unsaved === 0);
    return this;
  }
}

test("[C1] live with nothing unsaved means: it is in the database", async (rig) => {
  const tab = new Tab(rig, newId(), new MemoryStore());
  await tab.provider.open();
  await tab.saved();
  setTicketField(tab.provider.doc, "stage", "Proposta");
  assert.ok("unsaved" in tab.provider.state && tab.provider.state.unsaved === 1);
  await tab.saved();
  const [row] = await rig.database.sql`select stage from tickets where id = ${rig.ticket.ticketId}`;
  assert.equal(row!.stage, "Proposta");
  await waitFor("an empty outbox", () => tab.store.pending.size === 0 || undefined);
  await tab.provider.close();
});

test("[C2] opened without network from the cache, edited, closed and opened again: the edit goes out", async (rig) => {
  const store = new MemoryStore();
  const me = newId();
  const first = new Tab(rig, me, store);
  await first.provider.open();
  await first.saved();
  await first.provider.close();
  const offline = new Tab(rig, me, store);
  offline.online = false;
  await offline.provider.open();
  assert.ok(offline.provider.isLoaded);
  setTicketField(offline.provider.doc, "cor", "azul");
  await offline.until("offline", (state) => state.type === "offline" && state.unsaved === 1);
  await offline.provider.close();
  assert.equal(store.pending.size, 1);
  const again = new Tab(rig, me, store);
  await again.provider.open();
  await again.saved();
  await again.provider.close();
  const [row] = await rig.database.sql`select fields from tickets where id = ${rig.ticket.ticketId}`;
  assert.deepEqual(row!.fields, { cor: "azul" });
  assert.equal(store.pending.size, 0);
});

test("[C3] an edit is on disk before it is acknowledged, and only the acknowledged ones leave it", async (rig) => {
  const store = new MemoryStore();
  const tab = new Tab(rig, newId(), store);
  await tab.provider.open();
  await tab.saved();
  const other = await store.append("ticket", "x", new Uint8Array([0, 0]));
  setTicketField(tab.provider.doc, "stage", "a");
  assert.equal(store.pending.size, 2);
  await tab.saved();
  await waitFor("only the other tab's entry", () => store.pending.size === 1 || undefined);
  assert.ok(store.pending.has(other));
  store.full = true;
  setTicketField(tab.provider.doc, "stage", "b");
  await waitFor(
    "the risk to be told",
    () =>
      tab.provider.atRisk === 1 || tab.provider.state.type === "live" && tab.provider.state.unsaved === 0 || undefined,
  );
  await tab.saved();
  await tab.provider.close();
});

test("[C4] five hundred edits made offline come back in one go", async (rig) => {
  const tab = new Tab(rig, newId(), new MemoryStore());
  tab.online = false;
  await tab.provider.open();
  for (let i = 0; i < 500; i++) setTicketField(tab.provider.doc, `k${i % 50}`, `${i}`);
  await tab.until("offline", (state) => state.type === "offline");
  tab.online = true;
  tab.provider.reconnect();
  await tab.saved();
  const [row] = await rig.database.sql`select fields from tickets where id = ${rig.ticket.ticketId}`;
  assert.equal(Object.keys(row!.fields).length, 50);
  assert.equal(row!.fields.k49, "499");
  await tab.provider.close();
});

test("[C5] two tabs without network see each other's words", async (rig) => {
  const [store, channel, me] = [new MemoryStore(), newId(), newId()];
  const tabs = [new Tab(rig, me, store, channel), new Tab(rig, me, store, channel)];
  for (const tab of tabs) {
    tab.online = false;
    await tab.provider.open();
  }
  setTicketField(tabs[0]!.provider.doc, "stage", "a");
  await waitFor("the other tab", () => readTicketDoc(tabs[1]!.provider.doc).stage === "a" || undefined);
  for (const tab of tabs) await tab.provider.close();
});

test("[C7] what is refused is told, kept for its author, and gone from the document", async (rig) => {
  const { node, ticket } = rig;
  const [me, colleague] = [newId(), newId()];
  const witness = await new Peer(`${node.url}/${ticket.ticketId}`, { as: colleague, ws: ticket.workspaceId }).ready();
  const tab = new Tab(rig, me, new MemoryStore());
  await tab.provider.open();
  await tab.saved();
  tab.online = false;
  await rig.database.sql`update conversations set agent_id = ${colleague}, department_id = null`;
  node.permissions.set(me, ["chat.viewAll"]);
  node.rooms.recheck(() => true);
  await tab.until("read only draft", (state) => state.type === "live" && !state.write.includes("draft"));
  tab.online = true;
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText("o que escrevi")]);
  ticketDraft(tab.provider.doc).insert(0, [paragraph]);
  await waitFor("fork", () => tab.forked.length === 1 || undefined);
  assert.equal(tab.forked[0]!.refused?.reason, "forbidden");
  assert.equal(tab.forked[0]!.refused?.path, "draft");
  assert.deepEqual(tab.forked[0]!.refused?.text, [{ root: "draft", value: "o que escrevi" }]);
  await tab.saved();
  assert.equal(ticketDraft(tab.provider.doc).toString(), "<paragraph></paragraph>");
  await waitFor("kept", () => tab.store.refused.length === 1 && tab.store.pending.size === 0 || undefined);
  setTicketField(tab.provider.doc, "stage", "depois");
  await tab.saved();
  await witness.until("the later edit", () => readTicketDoc(witness.doc).stage === "depois");
  assert.equal(ticketDraft(witness.doc).toString(), "<paragraph></paragraph>");
  await tab.provider.close();
  await witness.close();
});

test("[C6] sent away for good it stops, sent away for now it comes back", async (rig) => {
  const me = newId();
  const tab = new Tab(rig, me, new MemoryStore());
  await tab.provider.open();
  await tab.saved();
  rig.node.signedOut.add(me);
  rig.node.rooms.recheck(({ memberId }) => memberId === me);
  await tab.until("stopped", (state) => state.type === "stopped" && state.code === 4401);
  rig.node.signedOut.delete(me);
  tab.provider.reconnect();
  await tab.saved();
  await tab.provider.close();
});

test("[C8] a page older than the wire is told so; what it wrote, also after that, leaves with the page that follows", async (rig) => {
  const [me, store] = [newId(), new MemoryStore()];
  // Deno 2.9 loses its channels when the last one closes just before the next opens ("expected i32").
  const channel = new BroadcastChannel(newId());
  const before = new Tab(rig, me, store);
  await before.provider.open();
  await before.saved();
  await before.provider.close();

  const old = new Tab(rig, me, store);
  old.version = WIRE_VERSION - 1;
  await old.provider.open();
  setTicketField(old.provider.doc, "stage", "offline");
  await old.until("told", (state) => state.type === "stopped" && state.code === 4426);
  setTicketField(old.provider.doc, "priority", "high");
  await old.until("both wait", (state) => state.type === "stopped" && state.unsaved === 2);
  await old.provider.close();
  assert.equal(store.pending.size, 2);

  const reloaded = new Tab(rig, me, store);
  await reloaded.provider.open();
  await reloaded.saved();
  await waitFor("nothing waits", () => store.pending.size === 0 || undefined);
  const witness = await new Peer(`${rig.node.url}/${rig.ticket.ticketId}`, { as: newId(), ws: rig.ticket.workspaceId })
    .ready();
  const { stage, priority } = readTicketDoc(witness.doc);
  assert.deepEqual([stage, priority], ["offline", "high"]);
  await witness.close();
  await reloaded.provider.close();
  channel.close();
});
