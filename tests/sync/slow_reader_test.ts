import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { localBus } from "@edge/bus/local.ts";
import { readTicketDoc, setTicketField, ticketSeed } from "@sync/doc/ticket_doc.ts";
import type { Limits } from "@sync/server/limits.ts";
import { Rooms } from "@sync/server/rooms.ts";
import { waitFor } from "../support/waiting.ts";
import { HandClient } from "./rig/hand_wire.ts";
import { MemoryDocStore } from "./rig/memory_doc_store.ts";

async function withSlowReader(
  limits: Partial<Limits>,
  run: (
    writer: HandClient,
    slow: HandClient,
    pump: (what: string, done: () => boolean) => Promise<void>,
  ) => Promise<void>,
): Promise<void> {
  const [id, workspaceId] = [newId(), newId()];
  const store = new MemoryDocStore(workspaceId, { [id]: ticketSeed(newId()) });
  const rooms = new Rooms({ store, bus: localBus(), limits: { pollMs: 5, savedMs: 0, ...limits } });
  const [writer, slow] = [newId(), newId()].map((member) =>
    new HandClient({ kind: "ticket", id }, member, workspaceId)
  );
  const pump = async (what: string, done: () => boolean, ...who: HandClient[]) => {
    await waitFor(what, () => {
      for (const client of [writer!, ...who]) {
        client.deliverDown();
        client.deliverUp();
      }
      return done() || undefined;
    });
  };
  try {
    for (const client of [writer!, slow!]) client.connect(rooms);
    const synced = (client: HandClient) => client.doc.store.clients.size > 0;
    await pump("both synced", () => synced(writer!) && synced(slow!), slow!);
    await run(writer!, slow!, pump);
  } finally {
    for (const client of [writer!, slow!]) client.drop();
    await rooms.close();
  }
}

/** Writes megabytes, in frames the server has stored one after the other. */
async function write(writer: HandClient, pump: (what: string, done: () => boolean) => Promise<void>): Promise<void> {
  for (let i = 0; i < 150; i++) {
    for (let k = 0; k < 10; k++) setTicketField(writer.doc, `k${k}`, `${i} `.padEnd(1900, "x"));
    const goal = 1 + (i + 1) * 10;
    await pump(`${goal} saved`, () => writer.downs.some((down) => down.type === "saved" && down.count >= goal));
  }
}

/** A frame each: what comes together would be one. */
async function writeFields(writer: HandClient, pump: (what: string, done: () => boolean) => Promise<void>) {
  for (let k = 0; k < 20; k++) {
    setTicketField(writer.doc, `k${k}`, "x".repeat(1900));
    await pump("saved", () => writer.downs.some((down) => down.type === "saved" && down.count >= k + 2));
  }
}

Deno.test("[S5] a slow reader costs a bounded buffer, and gets everything once it reads again", async () => {
  await withSlowReader({ recentBytes: 64 * 1024 }, async (writer, slow, pump) => {
    await write(writer, pump);
    assert.ok(slow.unread > 0 && slow.unread < 300 * 1024, `${slow.unread} bytes wait`);
    await waitFor("the whole", () => {
      slow.deliverDown();
      return JSON.stringify(readTicketDoc(slow.doc)) === JSON.stringify(readTicketDoc(writer.doc)) || undefined;
    });
    // Live again, from here on frame by frame.
    setTicketField(writer.doc, "stage", "depois");
    await pump("the next", () => {
      slow.deliverDown();
      return readTicketDoc(slow.doc).stage === "depois";
    });
  });
});

Deno.test("[S5] a little behind, only what is missing is sent", async () => {
  await withSlowReader({ lagBytes: 10_000, drainedBytes: 5_000 }, async (writer, slow, pump) => {
    await writeFields(writer, pump);
    await waitFor("the whole", () => {
      slow.deliverDown(1);
      return JSON.stringify(readTicketDoc(slow.doc)) === JSON.stringify(readTicketDoc(writer.doc)) || undefined;
    });
  });
});

Deno.test("[S5] a reader that takes nothing for long is sent away to come back", async () => {
  await withSlowReader({ lagBytes: 10_000, drainedBytes: 5_000, stalledMs: 50 }, async (writer, slow, pump) => {
    await writeFields(writer, pump);
    await pump("the close", () => slow.closedWith === 4513);
  });
});
