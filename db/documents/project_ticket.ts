import { newId } from "@domain/ids.ts";
import type { EventType } from "@domain/event.ts";
import type { Tx } from "../tx.ts";

/** What the ticket's document says (sync/doc reads it). */
export type TicketProjection = {
  stage: string;
  type: string;
  demand: string;
  priority: string;
  value: string | null;
  fields: Record<string, string>;
  tagIds: string[];
  /** Without it the note's row stays as it is. */
  noteText?: string;
};

/** Who changed it: by root and key where known. Null: the server itself. */
export type Author = (root: string, key: string | null) => string | null;

type Current = Omit<TicketProjection, "tagIds" | "noteText"> & {
  tag_ids: string[];
  note: string | null;
  workspace_id: string;
  conversation_id: string;
  contact_id: string;
};

type Change = {
  type: EventType;
  actor: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

/** Longest piece of a note an event keeps. */
const NOTE_IN_EVENT = 2_000;

/** `noteBy`: everybody who wrote in the note. */
export type Authors = { of: Author; noteBy: readonly (string | null)[] };
/** `note`: what it said before and says now, where it changed. */
export type Projected = {
  changed: boolean;
  note?: { workspaceId: string; conversationId: string; before: string; after: string };
};

/**
 * Makes the ticket's rows say what its document says, and tells what changed as events; only columns that come from
 * the document are written. In the transaction that stores the update, under the ticket's lock.
 */
export async function projectTicket(
  tx: Tx,
  ticketId: string,
  to: TicketProjection,
  authors: Authors,
): Promise<Projected> {
  const [row] = await tx<Current[]>`
    select t.workspace_id, t.conversation_id, t.contact_id, t.stage, t.type, t.demand, t.priority, t.value::text as value,
      t.fields, t.tag_ids, case when ${String(to.noteText !== undefined)}::boolean then n.text end as note
    from tickets t left join ticket_notes n on n.id = t.id where t.id = ${ticketId}`;
  if (!row) return { changed: false };
  const changes = [...fieldChanges(row, to, authors.of), ...tagChanges(row.tag_ids, to.tagIds, authors.of)];
  if (changes.length > 0) {
    await tx`update tickets set stage = ${to.stage}, type = ${to.type}, demand = ${to.demand}, priority = ${to.priority},
      value = ${to.value}, fields = ${tx.json(to.fields)}, tag_ids = ${to.tagIds}::uuid[] where id = ${ticketId}`;
  }
  const noteText = to.noteText ?? row.note ?? "";
  const noteChanged = (row.note ?? "") !== noteText;
  if (noteChanged) {
    await tx`insert into ticket_notes (id, workspace_id, conversation_id, text)
      values (${ticketId}, ${row.workspace_id}, ${row.conversation_id}, ${noteText})
      on conflict (id) do update set text = excluded.text`;
    const before = { text: (row.note ?? "").slice(0, NOTE_IN_EVENT) };
    const after = { text: noteText.slice(0, NOTE_IN_EVENT) };
    for (const actor of authors.noteBy) {
      if (!await noteTold(tx, ticketId, actor)) changes.push({ type: "note_edited", actor, before, after });
    }
  }
  if (changes.length > 0) await tellEvents(tx, ticketId, row, changes);
  const { workspace_id: workspaceId, conversation_id: conversationId } = row;
  const note = { workspaceId, conversationId, before: row.note ?? "", after: noteText };
  return { changed: changes.length > 0 || noteChanged, ...(noteChanged ? { note } : {}) };
}

function fieldChanges(from: Current, to: TicketProjection, author: Author): Change[] {
  const before: Record<string, string | null> = {
    ...from.fields,
    stage: from.stage,
    type: from.type,
    demand: from.demand,
    priority: from.priority,
    value: money(from.value),
  };
  const after: Record<string, string | null> = {
    ...to.fields,
    stage: to.stage,
    type: to.type,
    demand: to.demand,
    priority: to.priority,
    value: money(to.value),
  };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
    const [old = null, value = null] = [before[field], after[field]];
    if (old === value) return [];
    const actor = author("fields", field);
    return { type: "field_changed" as const, actor, before: { key: field, value: old }, after: { key: field, value } };
  });
}

function tagChanges(from: readonly string[], to: readonly string[], author: Author): Change[] {
  const added = to.filter((tagId) => !from.includes(tagId));
  const removed = from.filter((tagId) => !to.includes(tagId));
  return [
    ...added.map((tagId) => ({
      type: "tag_added" as const,
      actor: author("tags", tagId),
      before: {},
      after: { tagId },
    })),
    ...removed.map((tagId) => ({
      type: "tag_removed" as const,
      actor: author("tags", tagId),
      before: { tagId },
      after: {},
    })),
  ];
}

/** As numeric(14,2) prints it. */
function money(value: string | null): string | null {
  if (value === null || value === "") return null;
  const [whole = "0", cents = ""] = value.split(".");
  return `${whole.replace(/^0+(?=\d)/, "")}.${cents.padEnd(2, "0")}`;
}

/** Typing in a note is one event in ten minutes a member, not one a keystroke. */
async function noteTold(tx: Tx, ticketId: string, actor: string | null): Promise<boolean> {
  const [row] = await tx<{ told: boolean }[]>`
    select exists (select from events where ticket_id = ${ticketId} and type = 'note_edited'
      and actor_id is not distinct from ${actor}::uuid and at > clock_timestamp() - interval '10 minutes') as told`;
  return row!.told;
}

async function tellEvents(tx: Tx, ticketId: string, of: Current, changes: readonly Change[]): Promise<void> {
  const rows = changes.map(({ type, actor, before, after }) => ({
    id: newId(),
    workspace_id: of.workspace_id,
    conversation_id: of.conversation_id,
    ticket_id: ticketId,
    contact_id: of.contact_id,
    type,
    actor_kind: actor === null ? "system" : "member",
    actor_id: actor,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  }));
  for (const row of rows) {
    await tx`insert into events (id, workspace_id, conversation_id, ticket_id, contact_id, type, actor_kind, actor_id,
      before, after) values (${row.id}, ${row.workspace_id}, ${row.conversation_id}, ${row.ticket_id}, ${row.contact_id},
      ${row.type}, ${row.actor_kind}, ${row.actor_id}, ${row.before}::text::jsonb, ${row.after}::text::jsonb)`;
  }
}
