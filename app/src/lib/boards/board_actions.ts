import { canManageBoards } from "@domain/board.ts";
import { goto } from "$app/navigation";
import type { Action } from "#lib/action.ts";
import { route } from "#lib/route.ts";
import Columns3 from "@lucide/svelte/icons/columns-3";
import MessageSquare from "@lucide/svelte/icons/message-square";
import Move from "@lucide/svelte/icons/move";
import Plus from "@lucide/svelte/icons/plus";
import SquareKanban from "@lucide/svelte/icons/square-kanban";
import { m } from "../../paraglide/messages.js";
import type { BoardState } from "./board_state.svelte.ts";

type On = {
  board: BoardState;
  step: (columns: number, cards: number) => void;
  onopen: (ticketId: string) => void;
  add: () => void;
  column: () => void;
};

/** Everything that can be done with a board; the keys and the palette read this list. */
export function boardActions({ board, step, onopen, add, column }: On): Action[] {
  const action = (one: Omit<Action, "group">): Action => ({ ...one, group: "list" });
  const walk = (id: string, title: string, keys: string, by: [number, number]) =>
    action({ id, title, keys, icon: Move, run: () => step(...by) });
  const { desk } = board;
  const others = desk.config.boards.filter((one) => one.archived_at === null && one.id !== board.boardId);
  return [
    action({ id: "board_card", title: m.boards_card_add(), icon: Plus, keys: "N", run: add }),
    action({
      id: "board_open",
      title: m.boards_card_open(),
      icon: MessageSquare,
      keys: "O",
      run: () => board.active !== undefined && onopen(board.active),
    }),
    walk("board_left", m.boards_key_left(), "H", [-1, 0]),
    walk("board_right", m.boards_key_right(), "L", [1, 0]),
    walk("board_down", m.boards_key_down(), "J", [0, 1]),
    walk("board_up", m.boards_key_up(), "K", [0, -1]),
    ...(canManageBoards(desk.me.actor)
      ? [action({ id: "board_column", title: m.boards_column_add(), icon: Columns3, run: column })]
      : []),
    ...others.map((one) => ({
      id: `board_${one.id}`,
      title: m.boards_go({ name: one.name }),
      icon: SquareKanban,
      group: "go" as const,
      run: () => void goto(route.board(one.id)),
    })),
  ];
}
