import type { Actions } from "@domain/action.ts";
import { createDocument } from "@db/documents/create.ts";
import { boardSeed } from "@sync/doc/board_doc.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "../settings/allowed.ts";

type Board = { name: string; kind: string; archived_at: Date | null };

/** KAN-02, KAN-05: a new board with its document, or another name and kind. `name_taken`: a living one is called so. */
export async function saveBoard(ctx: Context, input: Actions["board.save"]): Promise<Outcome> {
  const no = denied(ctx, "boards.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const { boardId, name, kind, columns } = input;
  const before = await find(ctx, boardId);
  if (await isTaken(ctx, boardId, name)) return refused("name_taken", { field: "name", name });
  if (before) {
    if (columns) return refused("bad_input", { field: "columns", reason: "the board has its own" });
    await tx`update boards set name = ${name}, kind = ${kind} where id = ${boardId}`;
  } else {
    if (!columns) return refused("bad_input", { field: "columns", reason: "a new board needs one" });
    if (new Set(columns.map(({ id }) => id)).size < columns.length) {
      return refused("bad_input", { field: "columns", reason: "two have one id" });
    }
    await tx`
      insert into boards (id, workspace_id, name, kind, columns)
      values (${boardId}, ${member.workspaceId}, ${name}, ${kind}, ${tx.json(columns)})`;
    await createDocument(tx, {
      kind: "board",
      id: boardId,
      workspaceId: member.workspaceId,
      seed: boardSeed(columns),
    });
  }
  await recordSetting(ctx, "board_saved", before ? { name: before.name, kind: before.kind } : {}, {
    boardId,
    name,
    kind,
  });
  return DONE;
}

/** Out of sight with all it holds; its cards keep their places. Back under its name, if that is still free. */
export async function archiveBoard(ctx: Context, input: Actions["board.archive"]): Promise<Outcome> {
  const no = denied(ctx, "boards.manage");
  if (no) return no;
  const { boardId, archived } = input;
  const board = await find(ctx, boardId);
  if (!board) return refused("not_found", { what: "board" });
  if ((board.archived_at !== null) === archived) return DONE;
  if (!archived && await isTaken(ctx, boardId, board.name)) {
    return refused("name_taken", { field: "name", name: board.name });
  }
  await ctx.tx`update boards set archived_at = case when ${archived} then clock_timestamp() end where id = ${boardId}`;
  await recordSetting(ctx, "board_archived", { archived: !archived }, { boardId, name: board.name, archived });
  return DONE;
}

async function find({ tx }: Context, id: string): Promise<Board | undefined> {
  const [row] = await tx<Board[]>`
    select name, kind, archived_at from boards where id = ${id} and deleted_at is null for update`;
  return row;
}

async function isTaken({ tx }: Context, id: string, name: string): Promise<boolean> {
  const [row] = await tx`
    select 1 from boards where lower(name) = lower(${name}) and id <> ${id} and deleted_at is null
      and archived_at is null`;
  return row !== undefined;
}
