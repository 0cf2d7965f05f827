import { type BoardTouch, projectBoard } from "@db/documents/project_board.ts";
import { type Authors, projectTicket } from "@db/documents/project_ticket.ts";
import type { Placed } from "@domain/policy.ts";
import type { Tx } from "@db/tx.ts";
import type { DocContents, DocRef } from "@sync/doc/kinds.ts";
import type { Touched } from "@sync/policy/check.ts";
import { notifyMentioned } from "../facts/notify.ts";

type By = readonly { memberId: string | null; touched: Touched[] }[];

/** Makes the rows of a document say what it says, and tells whom its note calls. True when a row changed. */
export async function project(
  tx: Tx,
  ref: DocRef,
  contents: DocContents,
  by: By,
): Promise<boolean> {
  switch (contents.kind) {
    case "ticket": {
      const authors = authorsOf(by);
      const { changed, note } = await projectTicket(tx, ref.id, contents.ticket, authors);
      if (note) await tellCalled(tx, ref.id, note, authors.noteBy.at(-1) ?? null);
      return changed;
    }
    case "board":
      return await projectBoard(tx, ref.id, contents.board, touchOf(by));
  }
}

/** A column that came or went moves cards nobody touched. */
function touchOf(by: By): BoardTouch {
  const touched = by.flatMap((one) => one.touched);
  const isWhole = touched.length === 0 || touched.some(({ root, key }) => root === "columns" || key === null);
  const cards = touched.flatMap(({ root, key }) => root === "cards" && key !== null ? [key] : []);
  return { cards: isWhole ? "all" : cards, by: (ticketId) => authorsOf(by).of("cards", ticketId) };
}

type Note = { workspaceId: string; conversationId: string; before: string; after: string };

/** They are told the lines that call them. */
async function tellCalled(tx: Tx, ticketId: string, note: Note, actorId: string | null): Promise<void> {
  const known = new Set(note.before.split("\n"));
  const text = note.after.split("\n").filter((line) => line.includes("@") && !known.has(line)).join(" ");
  if (text === "") return;
  const [place] = await tx<
    Placed[]
  >`select agent_id, department_id from conversations where id = ${note.conversationId}`;
  if (!place) return;
  const { workspaceId, conversationId, before } = note;
  await notifyMentioned(tx, workspaceId, { kind: "note", conversationId, ticketId, actorId, before, text, place });
}

/** The last one who touched it; for what nobody of these touched (healed from elsewhere), the last one at all. */
function authorsOf(by: By): Authors {
  const last = by.at(-1)?.memberId ?? null;
  const touching = (root: string, key: string | null) =>
    by.filter(({ touched }) => touched.some((change) => change.root === root && (key === null || change.key === key)));
  const noteBy = new Set(touching("note", null).map(({ memberId }) => memberId));
  return {
    of: (root, key) => touching(root, key).at(-1)?.memberId ?? last,
    noteBy: noteBy.size > 0 ? [...noteBy] : [last],
  };
}
