import type { Channel } from "@domain/channel.ts";
import type { Sql, Tx } from "@db/tx.ts";
import type { Sealer } from "../auth/seal.ts";
import type { ConnectionConfig } from "../channels/channel.ts";
import { type House, houseOf, type HouseRow } from "../facts/house.ts";
import { inGroups } from "./groups.ts";

export type Connection = {
  config: ConnectionConfig;
  name: string;
  status: string;
  departmentId: string | null;
  address: string;
  /** The provider's own name of it (WhatsApp: phone_number_id). */
  providerKey: string | null;
  house: House;
};
export type Connections = {
  /** The connection with its secrets opened, or undefined when there is none (any more). */
  byId(sql: Sql | Tx, id: string): Promise<Connection | undefined>;
  byIds(sql: Sql | Tx, ids: string[]): Promise<Map<string, Connection>>;
  byProviderKey(sql: Sql | Tx, workspaceId: string, channel: Channel, key: string): Promise<string | undefined>;
};
type Row = {
  id: string;
  workspace_id: string;
  channel: Channel;
  name: string;
  status: string;
  department_id: string | null;
  address: string;
  settings: Record<string, string>;
  secrets: Uint8Array | null;
  provider_key: string | null;
  version: string;
} & HouseRow;

/** Opened secrets are kept for the version of the row they belong to: opening costs more than reading the row. */
export function createConnections(seal: Sealer): Connections {
  const opened = new Map<string, { version: string; secrets: Record<string, string> }>();

  async function secretsOf({ id, version, secrets }: Row): Promise<Record<string, string>> {
    let kept = opened.get(id);
    if (kept?.version !== version) {
      kept = { version, secrets: secrets ? await seal.open(new Uint8Array(secrets)) : {} };
      opened.set(id, kept);
    }
    return kept.secrets;
  }

  async function byIds(sql: Sql | Tx, ids: string[]): Promise<Map<string, Connection>> {
    const rows = await sql<Row[]>`
      select c.id, c.workspace_id, c.channel, c.name, c.status, c.department_id, c.address, c.settings, c.secrets,
        c.provider_key, c.version::text as version, c.automation, w.time_zone, w.hours, w.holidays
      from connections c join workspaces w on w.id = c.workspace_id
      where c.id = any(${ids}::uuid[]) and c.deleted_at is null`;
    const found = new Map<string, Connection>();
    for (const row of rows) found.set(row.id, connectionOf(row, await secretsOf(row)));
    return found;
  }

  return {
    byIds,
    async byId(sql, id) {
      return (await byIds(sql, [id])).get(id);
    },
    async byProviderKey(sql, workspaceId, channel, key) {
      const [row] = await sql<{ id: string }[]>`
        select id from connections where workspace_id = ${workspaceId} and channel = ${channel} and provider_key = ${key} and deleted_at is null`;
      return row?.id;
    },
  };
}

/** Reads as they are now, one query for everybody who asks at the same time. */
export function sharedReads(sql: Sql, connections: Connections): (id: string) => Promise<Connection | undefined> {
  return inGroups(async (ids: string[]) => {
    const found = await connections.byIds(sql, [...new Set(ids)]);
    return ids.map((id) => found.get(id));
  }, { most: 1_000 });
}

function connectionOf(row: Row, secrets: Record<string, string>): Connection {
  return {
    config: { id: row.id, workspaceId: row.workspace_id, channel: row.channel, public: row.settings, secrets },
    name: row.name,
    status: row.status,
    departmentId: row.department_id,
    address: row.address,
    providerKey: row.provider_key,
    house: houseOf(row),
  };
}
