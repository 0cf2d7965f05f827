/** What a list of tickets asks for and how one row is judged. */
import type { Actor } from "@domain/policy.ts";
import { isGroup } from "@domain/group.ts";
import type { Row } from "@domain/rows.ts";
import { inView, type TicketStatus, type View } from "@domain/ticket.ts";
import type { Sort } from "@domain/view.ts";

export type ListQuery = {
  view: View;
  status?: TicketStatus | undefined;
  /** Name, phone (ninth digit ignored) or protocol; accents and case ignored. */
  search?: string | undefined;
  departmentId?: string | undefined;
  agentId?: string | undefined;
  connectionId?: string | undefined;
  tagId?: string | undefined;
  /** Choices of the ticket: status, type and demand. */
  stageId?: string | undefined;
  typeId?: string | undefined;
  demandId?: string | undefined;
  unreadOnly?: boolean | undefined;
  sort: Sort;
};

export type ListCounts = Record<TicketStatus, number> & { unread: number };

/** A conversation with its latest ticket, overlaid, and the keys it is sorted and searched by. Replaced, never changed. */
export type Entry = {
  id: string;
  conversation: Row<"conversations">;
  ticket: Row<"tickets">;
  contact: Row<"contacts">;
  pending: boolean;
  held: number;
  /** Grows with every replacement, so that a tab keeps the objects it has. */
  stamp: number;
  /** On top of my list, whatever the order (INB-15). */
  pinned: boolean;
  lastAt: number;
  openedAt: number;
  /** Infinity when nobody waits. */
  waitingAt: number;
  folded: string;
};

/** Is it in the view and through the filters that counts respect (all but status, search and unread)? */
export function inScope(
  query: ListQuery,
  entry: Pick<Entry, "ticket" | "conversation">,
  actor: Actor,
): boolean {
  const { ticket, conversation } = entry;
  if (query.departmentId !== undefined && ticket.department_id !== query.departmentId) return false;
  if (query.agentId !== undefined && ticket.agent_id !== query.agentId) return false;
  if (query.connectionId !== undefined && conversation.connection_id !== query.connectionId) return false;
  if (query.tagId !== undefined && !ticket.tag_ids.includes(query.tagId)) return false;
  if (query.stageId !== undefined && ticket.stage !== query.stageId) return false;
  if (query.typeId !== undefined && ticket.type !== query.typeId) return false;
  if (query.demandId !== undefined && ticket.demand !== query.demandId) return false;
  return inView(query.view, ticket, actor, isGroup(conversation));
}

export function noCounts(): ListCounts {
  return { bot: 0, waiting: 0, in_progress: 0, paused: 0, closed: 0, unread: 0 };
}

/** Ascending position of two entries under a sort; ties by id, so that the order is total and stable. */
export const COMPARE: Record<Sort, (a: Entry, b: Entry) => number> = {
  newest: (a, b) => onTop(a, b) || b.lastAt - a.lastAt || byId(a, b),
  oldest: (a, b) => onTop(a, b) || a.lastAt - b.lastAt || byId(a, b),
  opened_newest: (a, b) => onTop(a, b) || b.openedAt - a.openedAt || byId(a, b),
  opened_oldest: (a, b) => onTop(a, b) || a.openedAt - b.openedAt || byId(a, b),
  waiting_longest: (a, b) => onTop(a, b) || apart(a.waitingAt, b.waitingAt) || b.lastAt - a.lastAt || byId(a, b),
};

function onTop(a: Entry, b: Entry): number {
  return Number(b.pinned) - Number(a.pinned);
}

/** Infinity minus Infinity is not a number. */
function apart(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function byId(a: Entry, b: Entry): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
