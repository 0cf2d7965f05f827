import type { Tx } from "../tx.ts";
import { SERVER } from "./client_owners.ts";

export type ClientBinding = {
  kind: string;
  docId: string;
  clientId: number;
  workspaceId: string;
  memberId: string | null;
};

/** Gives each client id to its member, and returns those that somebody else holds already. */
export async function bindClients(tx: Tx, bindings: readonly ClientBinding[]): Promise<ClientBinding[]> {
  if (bindings.length === 0) return [];
  const wanted = new Map(bindings.map((binding) => [keyOf(binding.kind, binding.docId, binding.clientId), binding]));
  const rows = [...wanted.values()].map((binding) => ({
    kind: binding.kind,
    doc_id: binding.docId,
    client_id: binding.clientId,
    workspace_id: binding.workspaceId,
    member_id: binding.memberId ?? SERVER,
  }));
  // The update changes nothing; it makes `returning` tell the holder.
  const held = await tx<{ kind: string; doc_id: string; client_id: number; member_id: string }[]>`
    insert into doc_clients ${tx(rows)}
    on conflict (kind, doc_id, client_id) do update set member_id = doc_clients.member_id
    returning kind, doc_id, client_id::float8 as client_id, member_id`;
  return held.flatMap((row) => {
    const binding = wanted.get(keyOf(row.kind, row.doc_id, row.client_id))!;
    return row.member_id === (binding.memberId ?? SERVER) ? [] : [binding];
  });
}

const keyOf = (kind: string, id: string, clientId: number) => `${kind}/${id}/${clientId}`;
