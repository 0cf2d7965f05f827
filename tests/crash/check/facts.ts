import type postgres from "postgres";
import type { ActionResult } from "@domain/action.ts";
import type { World } from "../../integration/harness/world.ts";
import type { Answered } from "../load/actor.ts";

/** Answered actions whose result is not the stored one, whose message is missing, or is there though refused. */
export async function lostActions(sql: postgres.Sql, answered: readonly Answered[]): Promise<string[]> {
  const ids = answered.map(({ action }) => action.id);
  const stored = new Map<string, ActionResult>();
  for (const row of await sql`select id, result from actions where id = any(${ids}::uuid[])`) {
    stored.set(row.id, row.result);
  }
  const texts = answered.flatMap(({ action }) => "messageId" in action && "text" in action ? [action.text] : []);
  const made = new Map<string, string[]>();
  for (const row of await sql`select id, body from messages where body = any(${texts}) and direction <> 'in'`) {
    made.set(row.body, [...made.get(row.body) ?? [], row.id]);
  }
  return answered.flatMap(({ action, result }) => {
    const name = `${action.type} ${action.id}`;
    const kept = stored.get(action.id);
    if (kept === undefined) return [`${name} was answered and is not stored`];
    if (canonical(kept) !== canonical(result)) {
      return [`${name}: ${canonical(result)} answered, ${canonical(kept)} stored`];
    }
    if (!("messageId" in action && "text" in action)) return [];
    const wanted = result.status === "done" ? [action.messageId] : [];
    const there = made.get(action.text) ?? [];
    return String(there) === String(wanted) ? [] : [`${name} (${result.status}) made ${there.length} messages`];
  });
}

/** Effects of done actions by the events that tell of them: as many as there were, by each member, on each ticket. */
export async function wrongEvents(sql: postgres.Sql, answered: readonly Answered[]): Promise<string[]> {
  const wanted = new Map<string, number>();
  for (const { who, action, result } of answered) {
    const type = EVENT_OF[action.type];
    if (result.status !== "done" || !type || !("ticketId" in action)) continue;
    const key = `${type} of ${action.ticketId} by ${who}`;
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  const rows = await sql<{ key: string; n: number }[]>`
    select type || ' of ' || ticket_id || ' by ' || actor_id as key, count(*)::int as n from events
    where actor_kind = 'member' and type = any(${Object.values(EVENT_OF)}) group by 1`;
  const there = new Map(rows.map(({ key, n }) => [key, n]));
  return [...wanted].flatMap(([key, n]) => there.get(key) === n ? [] : [`${key}: ${n} done, ${there.get(key)} events`]);
}
/** Those that always change something when they are done. (Taking what is one's own already does not.) */
const EVENT_OF: Partial<Record<Answered["action"]["type"], string>> = {
  "ticket.transfer": "ticket_transferred",
  "ticket.close": "ticket_closed",
  "ticket.reopen": "ticket_reopened",
};

/** Webhooks that were answered 200 and are neither in the journal nor a message. */
export async function lostWebhooks(sql: postgres.Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select key from unnest(${ids as string[]}::text[]) key
    where not exists (select from messages m where m.provider_id = key)
      and not exists (select from inbound_journal j where j.provider_key like '%' || key)`;
  return rows.map(({ key }) => `${key} was answered 200 and is nowhere`);
}

/** What customers wrote and is not exactly one message: by webhooks of ours, and by the emulator's own. */
export async function wrongMessages(world: World, answered: readonly string[]): Promise<string[]> {
  const phones = world.meta.customers.flatMap((customer) => customer.messages);
  const ids = [...answered, ...phones.filter((message) => message.from === "customer").map((message) => message.id)];
  const rows = await world.db.sql<{ id: string; n: number }[]>`
    select provider_id as id, count(*)::int as n from messages where provider_id = any(${ids}) group by 1`;
  const counts = new Map(rows.map(({ id, n }) => [id, n]));
  const failed = await world.db.sql`select provider_key, error from inbound_journal where processed_at is null`;
  return [
    ...ids.flatMap((id) => counts.get(id) === 1 ? [] : [`${id} is ${counts.get(id) ?? 0} messages`]),
    ...failed.map((row) => `the journal could not read ${row.provider_key}: ${row.error}`),
  ];
}

/** Messages that went out twice, or whose state does not say what became of them. */
export async function wrongDeliveries(world: World): Promise<string[]> {
  const posts = Map.groupBy(world.meta.sent, (sent) => sent.callbackData);
  const rows = await world.db.sql<{ id: string; status: string }[]>`
    select id, status from messages where direction = 'out'`;
  return [
    ...sentTwice(world),
    ...rows.flatMap(({ id, status }) => {
      const fine = posts.has(id) ? ["sent", "delivered", "read"] : ["unknown", "failed"];
      return fine.includes(status) ? [] : [`${id} is ${status} and was posted ${posts.get(id)?.length ?? 0} times`];
    }),
  ];
}

export function sentTwice(world: World): string[] {
  const posts = Map.groupBy(world.meta.sent, (sent) => sent.callbackData);
  return [...posts].flatMap(([id, sent]) => sent.length > 1 ? [`${id} was posted ${sent.length} times`] : []);
}

/** jsonb gives keys in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(
    value,
    (_, part) =>
      part && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1))
        : part,
  );
}
