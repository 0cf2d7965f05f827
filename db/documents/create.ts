import type { Tx } from "../tx.ts";

export type NewDocument = { kind: string; id: string; workspaceId: string; seed: Uint8Array };

/** A document exists because an action made it, with its first content, in that action's transaction. */
export async function createDocument(tx: Tx, { kind, id, workspaceId, seed }: NewDocument): Promise<void> {
  await tx`insert into docs (kind, id, workspace_id, snapshot) values (${kind}, ${id}, ${workspaceId}, ${seed})`;
}
