import assert from "node:assert/strict";
import { readTicketDoc, setTicketField } from "@sync/doc/ticket_doc.ts";
import { shape, storedDoc } from "../../crash/check/documents.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Promises } from "../conformance.ts";

export const documents: Promises = {
  async "members who write one document at once through different processes end with one content, which is stored"(
    cluster,
  ) {
    const { stories, members, world } = cluster.stage;
    const { ticketId } = stories[0]!;
    const writers = await Promise.all(members.map((member, n) => cluster.write(n, member, ticketId)));
    for (let round = 0; round < 30; round++) {
      writers.forEach(({ doc }, n) => setTicketField(doc, `k${(round + n) % 7}`, `${n}.${round}`));
    }
    for (const { state } of writers) assert.equal(state.type, "live");
    await waitFor("saved", () => writers.every(({ state }) => "unsaved" in state && state.unsaved === 0) || undefined);
    await waitFor("one content", async () => {
      const stored = shape(await storedDoc(world.db.sql, ticketId));
      return writers.every(({ doc }) => shape(doc) === stored) || undefined;
    });
    const [row] = await world.db.sql`select fields from tickets where id = ${ticketId}`;
    assert.deepEqual(row!.fields, readTicketDoc(writers[0]!.doc).fields);
  },

  async "what the bus lost while it was away is found by the next word"(cluster) {
    const { stories, members } = cluster.stage;
    const { ticketId } = stories[1]!;
    const [here, there] = [
      await cluster.write(0, members[0]!, ticketId),
      await cluster.write(1, members[1]!, ticketId),
    ];
    await cluster.nats?.stop();
    setTicketField(here.doc, "stage", "perdida");
    await waitFor("saved", () => "unsaved" in here.state && here.state.unsaved === 0 || undefined);
    await cluster.nats?.restart();
    // Heard as soon as both are back; who heard nothing looks at the heads every 15 s.
    setTicketField(here.doc, "cor", "azul");
    const both = () => readTicketDoc(there.doc).stage === "perdida" && readTicketDoc(there.doc).fields.cor === "azul";
    await waitFor("both words", () => both() || undefined, 40_000);
  },

  async "who edits what crosses processes, also to one who comes later, and ends with the tab"(cluster) {
    const { stories, members } = cluster.stage;
    const { ticketId } = stories[2]!;
    const here = await cluster.write(0, members[0]!, ticketId);
    here.awareness.setLocalStateField("cursor", 3);
    const there = await cluster.write(1, members[1]!, ticketId);
    const seen = () => there.awareness.getStates().get(here.doc.clientID);
    await waitFor("the cursor", () => seen()?.cursor === 3 || undefined);
    assert.equal(seen()?.user?.id ?? seen()?.user?.memberId, members[0]!.memberId);
    await here.close();
    await waitFor("its end", () => seen() === undefined || undefined);
  },
};
