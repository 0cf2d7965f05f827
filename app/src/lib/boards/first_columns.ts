import type { BoardKind } from "@domain/board.ts";
import { newId } from "@domain/ids.ts";
import { m } from "../../paraglide/messages.js";

/** KAN-01: what a new board begins with, in the reader's language; renamed and added to like any other. */
export function firstColumns(kind: BoardKind): { id: string; name: string; colour: number }[] {
  const names = kind === "funnel"
    ? [m.boards_first_lead(), m.boards_first_qualified(), m.boards_first_offer(), m.boards_first_won()]
    : [m.boards_first_new(), m.boards_first_doing(), m.boards_first_waiting(), m.boards_first_done()];
  return names.map((name, n) => ({ id: newId(), name, colour: n + 1 }));
}
