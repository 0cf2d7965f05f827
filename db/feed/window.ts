import type { Actor } from "@domain/policy.ts";
import { can } from "@domain/policy.ts";
import { CONFIG_TABLES, OWNED_TABLES, type TableName } from "@domain/tables.ts";
import type { Tx } from "../tx.ts";
import { ROW_JSON } from "./row_json.ts";

/** Rows of one table, each already JSON text. */
export type Batch = { table: TableName; json: string[] };

/** Newest messages that come with a conversation; older ones are fetched when scrolled to. */
export const MESSAGES_OPEN = 30;
export const MESSAGES_CLOSED = 10;
/** Closed tickets in the window: those of the last days, at most so many. */
export const CLOSED_DAYS = 30;
export const CLOSED_LIMIT = 5_000;
/** What was due longer ago is history. */
export const SCHEDULED_DAYS = 62;
const NOTIFICATIONS_LIMIT = 200;
const STEP = 400;

const OWNED = new Set<TableName>(OWNED_TABLES);

/** All configuration of a workspace that this member may hear of. */
export async function* configRows(tx: Tx, workspaceId: string, memberId: string): AsyncGenerator<Batch> {
  for (const table of CONFIG_TABLES) {
    const json = await column(
      tx,
      `select ${ROW_JSON[table]}::text as json from ${table} t where t.workspace_id = $1 and t.deleted_at is null${
        OWNED.has(table) ? " and (t.owner_id is null or t.owner_id = $2)" : " and $2::uuid is not null"
      }`,
      [workspaceId, memberId],
    );
    if (json.length > 0) yield { table, json };
  }
}

/**
 * The conversations of a member's first load: those with an open ticket, then the recently closed, newest first.
 * The same rule as `canSeeConversation`, in SQL; a property test holds the two together.
 */
export async function windowConversations(
  tx: Tx,
  workspaceId: string,
  actor: Actor,
): Promise<{ id: string; open: boolean }[]> {
  return [
    ...await tx.unsafe<{ id: string; open: boolean }[]>(
      `select c.id, true as open from tickets t join conversations c on c.ticket_id = t.id
       where t.workspace_id = $1 and t.status <> 'closed' and t.archived_at is null and ${sees(actor)}
         and $2::uuid is not null and $3::uuid[] is not null
       order by c.last_message_at desc nulls last`,
      [workspaceId, actor.id, [...actor.departmentIds]],
    ),
    ...await tx.unsafe<{ id: string; open: boolean }[]>(
      `select c.id, false as open from tickets t join conversations c on c.ticket_id = t.id
       where t.workspace_id = $1 and t.status = 'closed'
         and (t.closed_at > clock_timestamp() - interval '${CLOSED_DAYS} days' or exists (
           select from scheduled_messages s where s.conversation_id = c.id and s.status = 'scheduled' and s.deleted_at is null))
         and ${sees(actor)}
         and $2::uuid is not null and $3::uuid[] is not null
       order by t.closed_at desc limit ${CLOSED_LIMIT}`,
      [workspaceId, actor.id, [...actor.departmentIds]],
    ),
  ];
}

/** Everything that comes with these conversations, in steps of bounded size. */
export async function* conversationRows(tx: Tx, conversations: { id: string; open: boolean }[]): AsyncGenerator<Batch> {
  for (let from = 0; from < conversations.length; from += STEP) {
    const step = conversations.slice(from, from + STEP);
    const ids = step.map((conversation) => conversation.id);
    const limits = step.map((conversation) => conversation.open ? MESSAGES_OPEN : MESSAGES_CLOSED);
    // The conversations come last: a list row never points at what is not there yet.
    yield* nonEmpty(
      "contacts",
      await column(
        tx,
        `select ${ROW_JSON.contacts}::text as json from contacts t where t.id in (select contact_id from conversations where id = any($1::uuid[]))`,
        [ids],
      ),
    );
    yield* nonEmpty(
      "contact_identities",
      await column(
        tx,
        `select ${ROW_JSON.contact_identities}::text as json from contact_identities t where t.deleted_at is null and t.contact_id in (select contact_id from conversations where id = any($1::uuid[]))`,
        [ids],
      ),
    );
    yield* nonEmpty(
      "observations",
      await column(
        tx,
        `select ${ROW_JSON.observations}::text as json from observations t where t.deleted_at is null and t.contact_id in (select contact_id from conversations where id = any($1::uuid[]))`,
        [ids],
      ),
    );
    yield* nonEmpty(
      "tickets",
      await column(
        tx,
        `select ${ROW_JSON.tickets}::text as json from unnest($1::uuid[]) c(id) cross join lateral (select * from tickets k where k.conversation_id = c.id order by k.opened_at desc limit 10) t`,
        [ids],
      ),
    );
    yield* nonEmpty(
      "ticket_notes",
      await column(
        tx,
        `select ${ROW_JSON.ticket_notes}::text as json from ticket_notes t where t.conversation_id = any($1::uuid[])`,
        [ids],
      ),
    );
    yield* nonEmpty(
      "scheduled_messages",
      await column(
        tx,
        `select ${ROW_JSON.scheduled_messages}::text as json from scheduled_messages t where t.conversation_id = any($1::uuid[])
           and t.deleted_at is null and t.due_at > clock_timestamp() - interval '${SCHEDULED_DAYS} days'`,
        [ids],
      ),
    );
    yield* nonEmpty(
      "conversations",
      await column(
        tx,
        `select ${ROW_JSON.conversations}::text as json from conversations t where t.id = any($1::uuid[])`,
        [ids],
      ),
    );
    yield* nonEmpty(
      "messages",
      await column(
        tx,
        `select ${ROW_JSON.messages}::text as json from unnest($1::uuid[], $2::int[]) c(id, n) cross join lateral (select * from messages m where m.conversation_id = c.id order by m.created_at desc, m.id desc limit c.n) t`,
        [ids, limits],
      ),
    );
    yield* nonEmpty(
      "events",
      await column(
        tx,
        `select ${ROW_JSON.events}::text as json from unnest($1::uuid[]) c(id) cross join lateral (select * from events e where e.conversation_id = c.id order by e.at desc limit 40) t`,
        [ids],
      ),
    );
  }
}

/** What this member was told lately in conversations they see: nobody else's, so it comes apart from the windows. */
export async function* ownRows(tx: Tx, workspaceId: string, actor: Actor): AsyncGenerator<Batch> {
  yield* nonEmpty(
    "notifications",
    await column(
      tx,
      `select ${ROW_JSON.notifications}::text as json from notifications t join conversations c on c.id = t.conversation_id
       where t.workspace_id = $1 and t.owner_id = $2 and t.deleted_at is null and $3::uuid[] is not null and ${
        sees(actor)
      }
       order by t.at desc limit ${NOTIFICATIONS_LIMIT}`,
      [workspaceId, actor.id, [...actor.departmentIds]],
    ),
  );
}

/** `canSeeConversation` of conversation `c`, with the member as $2 and their departments as $3. */
export function sees(actor: Actor): string {
  if (can(actor, "chat.viewAll")) return "true";
  const others = can(actor, "chat.viewOtherDepartmentsOpen");
  return `(c.agent_id = $2 or (c.department_id is null and c.agent_id is null)
    or (c.department_id is not null and (${others} or c.department_id = any($3::uuid[]))))`;
}

function* nonEmpty(table: TableName, json: string[]): Generator<Batch> {
  if (json.length > 0) yield { table, json };
}

async function column(tx: Tx, query: string, parameters: (string | string[] | number[])[]): Promise<string[]> {
  return (await tx.unsafe<{ json: string }[]>(query, parameters)).map((row) => row.json);
}
