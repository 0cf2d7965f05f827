import type { Inbound } from "@domain/inbound.ts";
import { channelOf } from "../channels/registry.ts";
import { lockKey } from "../facts/contact.ts";
import type { Connection } from "./connections.ts";
import type { Arrival } from "./ingest_message.ts";

export type JournalRow = { id: string; workspace_id: string; connection_id: string; part: unknown; attempts: number };
/** What a row says, whose it is, and when the provider says it happened (0: at any time). */
export type Arrived = {
  row: JournalRow;
  arrival: Arrival | undefined;
  inbounds: Inbound[];
  lane: string;
  at: number;
};
/** What must go in order: one person's news, one group's, or one message's receipts. */
export type Lane = Arrived[];

export function lanesOf(rows: readonly JournalRow[], connections: Map<string, Connection>): Lane[] {
  const read = rows.map((row) => readRow(row, connections.get(row.connection_id)));
  const lanes = [...Map.groupBy(read, (arrived) => arrived.lane).values()];
  // Webhooks of one person may overtake each other on their way here; what lies here together goes by the provider's clock.
  for (const lane of lanes) lane.sort((one, other) => one.at - other.at);
  return lanes;
}

function readRow(row: JournalRow, connection: Connection | undefined): Arrived {
  if (!connection) return { row, arrival: undefined, inbounds: [], lane: row.connection_id, at: 0 };
  const { config, departmentId, house } = connection;
  const arrival = {
    workspaceId: row.workspace_id,
    connectionId: row.connection_id,
    channel: config.channel,
    departmentId,
    house,
  };
  const inbounds = channelOf(config.channel).receive(row.part, config);
  const first = inbounds[0];
  const at = first && "at" in first ? first.at : 0;
  switch (first?.type) {
    case "message":
    case "reaction": {
      const { group, contact } = first;
      const lane = group ? `${row.connection_id}:group:${group.providerId}` : lockKey(row.connection_id, contact);
      return { row, arrival, inbounds, lane, at };
    }
    case "status":
      return { row, arrival, inbounds, lane: `${row.connection_id}:${first.providerId}`, at };
    default:
      return { row, arrival, inbounds, lane: row.connection_id, at };
  }
}
