import * as z from "zod/mini";
import { type Bus, publishJson, subscribeJson } from "../bus/bus.ts";
import type { Rooms } from "@sync/server/rooms.ts";

/** Whose rights to what may have changed. What is left out means all. */
const RecheckSchema = z.object({
  workspaceId: z.string(),
  memberIds: z.optional(z.array(z.string())),
  ticketIds: z.optional(z.array(z.string())),
});
export type Recheck = z.infer<typeof RecheckSchema>;

const SUBJECT = "sync.recheck";

/**
 * After the COMMIT of an action that changed a permission, a membership, a session or a ticket's place: every node
 * asks again what the sessions concerned may do.
 */
export function askRecheck(bus: Bus, recheck: Recheck): void {
  publishJson(bus, SUBJECT, recheck);
}

/** Once a node. */
export function hearRechecks(bus: Bus, rooms: Rooms): Promise<() => void> {
  return subscribeJson(bus, SUBJECT, (message) => {
    const { workspaceId, memberIds, ticketIds } = RecheckSchema.parse(message);
    rooms.recheck((session) =>
      session.workspaceId === workspaceId && (memberIds?.includes(session.memberId) ?? true) &&
      (ticketIds?.includes(session.ref.id) ?? true)
    );
  });
}
