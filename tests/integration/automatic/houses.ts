import { type Automation, SILENT } from "@domain/automation.ts";
import type { Holiday, Hours } from "@domain/hours.ts";
import type { World } from "../harness/world.ts";

/** Closed at all hours, and open at all hours: whatever the clock says while the tests run. */
export const CLOSED: Hours = Array.from({ length: 7 }, () => []);
export const OPEN: Hours = Array.from({ length: 7 }, () => [{ from: "00:00", to: "24:00" }]);

/** Teaches the WhatsApp connection what to say; everything not named is silent. */
export async function teach(world: World, automation: Partial<Automation>): Promise<void> {
  await world.admin.done("connection.automation", {
    connectionId: world.connectionId,
    automation: { ...SILENT, ...automation },
  });
}

export async function keepHours(world: World, hours: Hours | null, holidays: Holiday[] = []): Promise<void> {
  await world.admin.done("workspace.hours", { hours, holidays });
}

/** As if so many minutes had passed since everything in this conversation. */
export async function letTimePass(world: World, conversationId: string, minutes: number): Promise<void> {
  const ago = `${minutes} minutes`;
  await world.db.sql`
    update conversations set answered_at = answered_at - ${ago}::interval, noticed_at = noticed_at - ${ago}::interval
    where id = ${conversationId}`;
  await world.db.sql`
    update messages set created_at = created_at - ${ago}::interval where conversation_id = ${conversationId}`;
  await world.db.sql`
    update tickets set rating_until = rating_until - ${ago}::interval, closing_at = closing_at - ${ago}::interval
    where conversation_id = ${conversationId}`;
}
