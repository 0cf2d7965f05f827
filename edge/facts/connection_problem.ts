import type { Channel } from "@domain/channel.ts";
import type { Tx } from "@db/tx.ts";
import { record } from "./record.ts";

/** The connection stops sending and says why; pasting a new token is all it takes (CHN-14, MSG-10). */
export async function connectionProblem(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  problem: "needs_token" | "billing" | "locked",
  text: string,
): Promise<void> {
  const status = problem === "needs_token" ? "needs_token" : "off";
  const [changed] = await tx<{ name: string; channel: Channel }[]>`
    update connections set status = ${status} where id = ${connectionId} and status = 'active' returning name, channel`;
  if (changed) {
    await record(tx, workspaceId, { kind: "system" }, "connection_problem", {}, { status: "active" }, {
      status,
      problem,
      text,
      connectionId,
    });
  }
}
