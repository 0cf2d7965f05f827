import { newId } from "@domain/ids.ts";
import type { Tx } from "../tx.ts";

/** What the board's document says (sync/doc reads it). */
export type BoardProjection = {
  columns: { id: string; name: string; colour: number }[];
  /** Ticket → column. */
  places: ReadonlyMap<string, string>;
};

/** Which cards may have moved, and who touched them. `all`: a column came or went, or nobody knows. */
export type BoardTouch = { cards: readonly string[] | "all"; by: (ticketId: string) => string | null };

type BoardRow = { workspace_id: string; name: string; columns: BoardProjection["columns"] };
type Moved = { id: string; conversation_id: string; contact_id: string; from: string | null; to: string | null };

/**
 * Makes the board's row and its tickets' places say what the document says; a card that came, went or changed its
 * column is an event of its ticket. In the transaction that stores the update. Cards of tickets that are not this
 * workspace's mean nothing. True when a row changed.
 */
export async function projectBoard(
  tx: Tx,
  boardId: string,
  to: BoardProjection,
  touch: BoardTouch,
): Promise<boolean> {
  const [board] = await tx<BoardRow[]>`select workspace_id, name, columns from boards where id = ${boardId}`;
  if (!board) return false;
  const shaped = JSON.stringify(board.columns.map(fixed)) !== JSON.stringify(to.columns.map(fixed));
  if (shaped) await tx`update boards set columns = ${tx.json(to.columns)} where id = ${boardId}`;
  const moved = await movedCards(tx, boardId, board.workspace_id, to.places, touch.cards);
  if (moved.length > 0) {
    await writePlaces(tx, boardId, moved);
    await tellMoves(tx, boardId, board, to, moved, touch.by);
  }
  return shaped || moved.length > 0;
}

/** Keys in one order: `jsonb` keeps its own. */
const fixed = ({ id, name, colour }: BoardProjection["columns"][number]) => [id, name, colour];

async function movedCards(
  tx: Tx,
  boardId: string,
  workspaceId: string,
  places: BoardProjection["places"],
  cards: BoardTouch["cards"],
): Promise<Moved[]> {
  const asked = cards === "all" ? [...places.keys()] : cards;
  const rows = await tx<Omit<Moved, "to">[]>`
    select id, conversation_id, contact_id, places->>${boardId}::text as "from" from tickets
    where workspace_id = ${workspaceId} and (id = any(${asked as string[]}::uuid[])
      or (${String(cards === "all")}::boolean and places <> '{}' and places ? ${boardId}::text))
    order by id for no key update`;
  return rows.map((row) => ({ ...row, to: places.get(row.id) ?? null })).filter(({ from, to }) => from !== to);
}

async function writePlaces(tx: Tx, boardId: string, moved: readonly Moved[]): Promise<void> {
  await tx`
    update tickets t set places = case when m.column_id is null then t.places - ${boardId}::text
      else t.places || jsonb_build_object(${boardId}::text, m.column_id) end
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map((one) => one.to)}::text[]) m (id, column_id)
    where t.id = m.id`;
}

/** With names: a column's may be another, or gone, when somebody reads what happened. */
async function tellMoves(
  tx: Tx,
  boardId: string,
  board: BoardRow,
  to: BoardProjection,
  moved: readonly Moved[],
  by: BoardTouch["by"],
): Promise<void> {
  const names = new Map([...board.columns, ...to.columns].map(({ id, name }) => [id, name]));
  const said = (columnId: string | null) => ({
    boardId,
    board: board.name,
    columnId,
    column: columnId === null ? null : names.get(columnId) ?? null,
  });
  const rows = moved.map((one) => {
    const actor = by(one.id);
    return {
      id: newId(),
      workspace_id: board.workspace_id,
      conversation_id: one.conversation_id,
      ticket_id: one.id,
      contact_id: one.contact_id,
      type: "card_moved",
      actor_kind: actor === null ? "system" : "member",
      actor_id: actor,
      before: said(one.from),
      after: said(one.to),
    };
  });
  await tx`insert into events (id, workspace_id, conversation_id, ticket_id, contact_id, type, actor_kind, actor_id,
      before, after)
    select r.* from jsonb_to_recordset(${tx.json(rows)}) as r (id uuid, workspace_id uuid, conversation_id uuid,
      ticket_id uuid, contact_id uuid, type text, actor_kind text, actor_id uuid, before jsonb, after jsonb)`;
}
