import { newId } from "@domain/ids.ts";
import { createDocument } from "@db/documents/create.ts";
import { BOARDS, type SampleBoard } from "@db/seed/sample_boards.ts";
import type { Tx } from "@db/tx.ts";
import { boardLimits, boardSeed, placeCard } from "@sync/doc/board_doc.ts";
import { changeDocument } from "../sync/change_document.ts";
import type { SampleIds } from "./fill_sample.ts";

/** The sample's boards with their cards, made through the same doors as real ones. */
export async function sampleBoards(tx: Tx, ids: SampleIds): Promise<void> {
  for (const board of BOARDS) await sampleBoard(tx, ids, board);
}

async function sampleBoard(tx: Tx, { workspaceId, members }: SampleIds, { name, kind, columns }: SampleBoard) {
  const boardId = newId();
  const made = columns.map((column) => ({ ...column, id: newId() }));
  const first = made.map(({ id, name, colour }) => ({ id, name, colour }));
  await tx`
    insert into boards (id, workspace_id, name, kind, columns)
    values (${boardId}, ${workspaceId}, ${name}, ${kind}, ${tx.json(first)})`;
  await createDocument(tx, { kind: "board", id: boardId, workspaceId, seed: boardSeed(first) });
  const wanted = made.flatMap(({ contacts }) => contacts);
  const tickets = await tx<{ contact: string; id: string }[]>`
    select c.name as contact, v.ticket_id as id from conversations v join contacts c on c.id = v.contact_id
    where c.name = any(${wanted}) and v.ticket_id is not null`;
  const ticketOf = new Map(tickets.map(({ contact, id }) => [contact, id]));
  await changeDocument(tx, { kind: "board", id: boardId }, workspaceId, members.get("me")!, (doc) => {
    for (const { id, limit, contacts } of made) {
      if (limit !== undefined) boardLimits(doc).set(id, limit);
      for (const contact of contacts) placeCard(doc, ticketOf.get(contact)!, id, Infinity, Date.now());
    }
  });
}
