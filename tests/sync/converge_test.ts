import assert from "node:assert/strict";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { newId } from "@domain/ids.ts";
import { readTicketDoc, setTicketField, setTicketTag, ticketDraft, ticketNote } from "@sync/doc/ticket_doc.ts";
import { testDatabase } from "../support/postgres.ts";
import { waitFor } from "../support/waiting.ts";
import { startNode } from "./rig/node.ts";
import { Peer } from "./rig/peer.ts";
import { makeTicket } from "./rig/ticket.ts";

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

Deno.test("[W2] stock y-websocket clients converge with each other and with ours, and the rows say what the document says", async () => {
  const database = await testDatabase();
  const node = await startNode(database.sql);
  try {
    const { ticketId, workspaceId } = await makeTicket(database.sql);
    const [ana, bia, caio] = [newId(), newId(), newId()];
    const stock = [ana, bia].map((as) =>
      new WebsocketProvider(node.url, ticketId, new Y.Doc(), { params: { as, ws: workspaceId }, disableBc: true })
    );
    const ours = await new Peer(`${node.url}/${ticketId}`, { as: caio, ws: workspaceId }).ready();
    for (const provider of stock) await waitFor("sync", () => provider.synced || undefined);
    const tag = newId();
    setTicketField(stock[0]!.doc, "stage", "Proposta");
    setTicketField(stock[1]!.doc, "value", "1200.5");
    setTicketField(ours.doc, "cor", "azul");
    setTicketTag(ours.doc, tag, true);
    ticketNote(stock[0]!.doc).insert(0, [paragraph("nota")]);
    ticketDraft(stock[1]!.doc).insert(0, [paragraph("Bom dia!")]);
    const docs = [...stock.map((provider) => provider.doc), ours.doc];
    const expected = {
      stage: "Proposta",
      type: "",
      demand: "",
      priority: "normal",
      value: "1200.5",
      fields: { cor: "azul" },
      tagIds: [tag],
      noteText: "nota",
    };
    for (const doc of docs) {
      await waitFor("convergence", () => {
        return JSON.stringify(readTicketDoc(doc)) === JSON.stringify(expected) &&
            ticketDraft(doc).toString() === ticketDraft(docs[0]!).toString() && ticketDraft(doc).length === 2 ||
          undefined;
      });
    }
    await ours.allSaved();
    const [row] = await waitFor("projection", async () => {
      const rows = await database.sql`
        select stage, priority, value::text, fields, tag_ids, text from tickets t
        left join ticket_notes n on n.id = t.id where t.id = ${ticketId}`;
      return rows[0]!.text === "nota" && rows[0]!.value !== null && rows[0]!.stage ? rows : undefined;
    });
    assert.deepEqual({ ...row }, {
      stage: "Proposta",
      priority: "normal",
      value: "1200.50",
      fields: { cor: "azul" },
      tag_ids: [tag],
      text: "nota",
    });
    const events = await database.sql`
      select type, actor_id, before, after from events where ticket_id = ${ticketId} order by type, after->>'key'`;
    assert.deepEqual(events.map((event) => ({ ...event })), [
      {
        type: "field_changed",
        actor_id: caio,
        before: { key: "cor", value: null },
        after: { key: "cor", value: "azul" },
      },
      {
        type: "field_changed",
        actor_id: ana,
        before: { key: "stage", value: "" },
        after: { key: "stage", value: "Proposta" },
      },
      {
        type: "field_changed",
        actor_id: bia,
        before: { key: "value", value: null },
        after: { key: "value", value: "1200.50" },
      },
      { type: "note_edited", actor_id: ana, before: { text: "" }, after: { text: "nota" } },
      { type: "tag_added", actor_id: caio, before: {}, after: { tagId: tag } },
    ]);
    for (const provider of stock) provider.destroy();
    await ours.close();
  } finally {
    await node.stop();
    await database.drop();
  }
});
