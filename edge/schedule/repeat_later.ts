import { newId } from "@domain/ids.ts";
import { nextDue, type Repeat } from "@domain/schedule.ts";
import type { Tx } from "@db/tx.ts";

/**
 * Puts a repeating message in its place again, in the transaction that sent it (or saw it fail): the same hour of the
 * workspace's clock, and only the next time that lies ahead, however long nobody was here.
 */
export async function repeatLater(tx: Tx, scheduleId: string): Promise<void> {
  const [row] = await tx<{ first_due_at: string; repeat: Repeat; time_zone: string }[]>`
    select iso(s.first_due_at) as first_due_at, s.repeat, w.time_zone
    from scheduled_messages s join workspaces w on w.id = s.workspace_id where s.id = ${scheduleId}`;
  const next = nextDue(Date.parse(row!.first_due_at), row!.repeat, row!.time_zone, Date.now());
  if (next === undefined) return;
  await tx`
    insert into scheduled_messages (id, workspace_id, conversation_id, contact_id, member_id, due_at, first_due_at, kind,
      text, media, template, flow_id, fallback, if_closed, repeat)
    select ${newId()}, workspace_id, conversation_id, contact_id, member_id, ${new Date(next).toISOString()},
      first_due_at, kind, text, media, template, flow_id, fallback, if_closed, repeat
    from scheduled_messages where id = ${scheduleId}`;
}
