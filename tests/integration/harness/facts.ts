import type { TicketStatus } from "@domain/ticket.ts";
import type { World } from "./world.ts";

export type TicketRow = {
  status: TicketStatus;
  agent_id: string | null;
  department_id: string | null;
  last_agent_id: string | null;
  last_department_id: string | null;
  protocol: string;
};
export type EventRow = {
  type: string;
  actor_kind: string;
  actor_id: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

export async function ticketOf(world: World, ticketId: string): Promise<TicketRow> {
  const [row] = await world.db.sql<TicketRow[]>`
    select status, agent_id, department_id, last_agent_id, last_department_id, protocol from tickets where id = ${ticketId}`;
  return { ...row! };
}

/** A ticket's events of these types (all of them without), oldest first. */
export async function eventsOf(world: World, ticketId: string, ...types: string[]): Promise<EventRow[]> {
  const rows = await world.db.sql<EventRow[]>`
    select type, actor_kind, actor_id, before, after from events where ticket_id = ${ticketId} order by at, id`;
  return rows.filter((row) => types.length === 0 || types.includes(row.type)).map((row) => ({ ...row }));
}

/** The newest event of a kind of configuration. */
export async function lastEvent(world: World, type: string): Promise<EventRow | undefined> {
  const [row] = await world.db.sql<EventRow[]>`
    select type, actor_kind, actor_id, before, after from events where type = ${type} order by at desc, id desc limit 1`;
  return row && { ...row };
}

const TRACED = [
  "workspaces",
  "roles",
  "members",
  "departments",
  "tags",
  "custom_fields",
  "choices",
  "flows",
  "flow_runs",
  "quick_replies",
  "gallery_items",
  "scheduled_messages",
  "connections",
  "templates",
  "groups",
  "contacts",
  "contact_identities",
  "observations",
  "conversations",
  "tickets",
  "messages",
  "events",
  "docs",
  "invitations",
  "api_tokens",
];

/** A picture of every fact of every workspace, without what the feed's versions add: equal before and after a refusal. */
export async function traceOf(world: World): Promise<Record<string, string>> {
  const picture: Record<string, string> = {};
  for (const table of TRACED) {
    const [row] = await world.db.sql.unsafe(
      `select coalesce(md5(string_agg((to_jsonb(t) - 'version')::text, '' order by t::text)), '') as sum, count(*)::text as n from ${table} t`,
    );
    picture[table] = `${row!.n} rows ${row!.sum}`;
  }
  return picture;
}

/** As if this much time had passed since the contact last wrote. */
export async function closeWindow(world: World, conversationId: string): Promise<void> {
  await world.db.sql`
    update conversations set free_text_until = clock_timestamp() - interval '1 minute' where id = ${conversationId}`;
}
