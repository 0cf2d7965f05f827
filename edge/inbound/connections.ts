import type { Channel } from "@domain/channel.ts";
import type { Sql, Tx } from "@db/tx.ts";
import type { Sealer } from "../auth/seal.ts";
import type { ConnectionConfig } from "../channels/channel.ts";

export type Connection = {
  config: ConnectionConfig;
  name: string;
  status: string;
  departmentId: string | null;
  address: string;
};
export type Connections = {
  /** The connection with its secrets opened, or undefined when there is none (any more). */
  byId(sql: Sql | Tx, id: string): Promise<Connection | undefined>;
  byProviderKey(sql: Sql | Tx, workspaceId: string, channel: Channel, key: string): Promise<string | undefined>;
};

/** Opened secrets are kept for the version of the row they belong to: opening costs more than reading the row. */
export function createConnections(seal: Sealer): Connections {
  const opened = new Map<string, { version: string; secrets: Record<string, string> }>();
  return {
    async byId(sql, id) {
      const [row] = await sql<
        {
          id: string;
          workspace_id: string;
          channel: Channel;
          name: string;
          status: string;
          department_id: string | null;
          address: string;
          settings: Record<string, string>;
          secrets: Uint8Array | null;
          version: string;
        }[]
      >`
        select id, workspace_id, channel, name, status, department_id, address, settings, secrets, version::text as version
        from connections where id = ${id} and deleted_at is null`;
      if (!row) return undefined;
      let kept = opened.get(id);
      if (kept?.version !== row.version) {
        kept = { version: row.version, secrets: row.secrets ? await seal.open(new Uint8Array(row.secrets)) : {} };
        opened.set(id, kept);
      }
      return {
        config: {
          id,
          workspaceId: row.workspace_id,
          channel: row.channel,
          public: row.settings,
          secrets: kept.secrets,
        },
        name: row.name,
        status: row.status,
        departmentId: row.department_id,
        address: row.address,
      };
    },
    async byProviderKey(sql, workspaceId, channel, key) {
      const [row] = await sql<{ id: string }[]>`
        select id from connections where workspace_id = ${workspaceId} and channel = ${channel} and provider_key = ${key} and deleted_at is null`;
      return row?.id;
    },
  };
}
