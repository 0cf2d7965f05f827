import { waitFor } from "../../support/waiting.ts";
import { ticketOf } from "../harness/facts.ts";
import type { World } from "../harness/world.ts";

export async function closingOf(world: World, ticketId: string) {
  const [row] = await world.db.sql<
    { status: string; closing_at: string | null; closing_on_reply: string | null; closing_by: string | null }[]
  >`
    select status, iso(closing_at) as closing_at, closing_on_reply, closing_by from tickets where id = ${ticketId}`;
  return { ...row! };
}

/** As if the time for which it is scheduled had come. */
export async function fallDue(world: World, ticketId: string): Promise<void> {
  await world.db.sql`
    update tickets set closing_at = clock_timestamp() - interval '1 minute' where id = ${ticketId}`;
}

/** What one minute's sweep does, done. */
export async function sweepNow(world: World): Promise<void> {
  const [job] = await world.db.sql<{ id: string }[]>`
    insert into pgboss.job (name, data) values ('sweep', '{}') returning id`;
  await waitFor("the sweep", async () => {
    const [row] = await world.db.sql`select state::text as state from pgboss.job where id = ${job!.id}`;
    return row!.state === "completed" || undefined;
  });
}

export async function untilClosed(world: World, ticketId: string): Promise<void> {
  await waitFor("the ticket to close", async () => (await ticketOf(world, ticketId)).status === "closed" || undefined);
}

/** What went to the contact, oldest first, with why it was sent. */
export async function written(world: World, conversationId: string) {
  const rows = await world.db.sql<{ body: string; origin: string | null }[]>`
    select body, origin from messages where conversation_id = ${conversationId} and direction = 'out'
    order by created_at, id`;
  return rows.map((row) => ({ ...row }));
}
