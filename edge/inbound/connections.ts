import type { Channel } from "@domain/channel.ts";
import type { Sql, Tx } from "@db/tx.ts";
import type { Sealer } from "../auth/seal.ts";
import type { ConnectionConfig } from "../channels/channel.ts";
import { inGroups } from "./groups.ts";

export type Connection = {
  config: ConnectionConfig;
  name: string;
  status: string;
  departmentId: string | null;
  address: string;
  /** The provider's own name of it (WhatsApp: phone_number_id). */
  providerKey: string | null;
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
};

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
      select id, workspace_id, channel, name, status, department_id, address, settings, secrets, provider_key,
        version::text as version
      from connections where id = any(${ids}::uuid[]) and deleted_at is null`;
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
  };
}
