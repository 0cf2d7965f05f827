import type { IfClosed, Repeat, ScheduleStatus } from "@domain/schedule.ts";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import type { World } from "../harness/world.ts";

export const IN_AN_HOUR = 3_600_000;
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** What a schedule says when nothing about it matters. */
export function later(conversationId: string) {
  return {
    scheduleId: newId(),
    conversationId,
    dueAt: inMs(IN_AN_HOUR),
    text: "Lembrete",
    ifClosed: "send" as IfClosed,
    repeat: "none" as Repeat,
  };
}

export type ScheduledRow = {
  id: string;
  status: ScheduleStatus;
  reason: string | null;
  message_id: string | null;
  due_at: string;
};

export async function scheduledIn(world: World, conversationId: string): Promise<ScheduledRow[]> {
  const rows = await world.db.sql<ScheduledRow[]>`
    select id, status, reason, message_id, iso(due_at) as due_at from scheduled_messages
    where conversation_id = ${conversationId} order by due_at`;
  return rows.map((row) => ({ ...row }));
}

/** As if its time had come, and the minute's sweep after it. */
export async function timeComes(world: World, scheduleId: string, minutesAgo = 0.02): Promise<void> {
  await world.db.sql`
    update scheduled_messages set due_at = clock_timestamp() - ${minutesAgo} * interval '1 minute' where id = ${scheduleId}`;
  await sweepNow(world);
}

export async function sweepNow(world: World): Promise<void> {
  await world.db.sql`insert into pgboss.job (name, data) values ('sweep', '{}')`;
}

export function untilDone(world: World, scheduleId: string): Promise<ScheduledRow> {
  return waitFor(`schedule ${scheduleId} to be done`, async () => {
    const [row] = await world.db.sql<ScheduledRow[]>`
      select id, status, reason, message_id, iso(due_at) as due_at from scheduled_messages
      where id = ${scheduleId} and status <> 'scheduled'`;
    return row && { ...row };
  }, 20_000);
}
