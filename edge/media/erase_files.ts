import type { DeliverDeps } from "../outbound/deliver.ts";

/** Files whose rows are gone. Throws to be tried again; a file that is not there is gone. */
export async function eraseFiles(deps: DeliverDeps, workspaceId: string, mediaIds: readonly string[]): Promise<void> {
  for (const id of mediaIds) await deps.media.remove(workspaceId, id);
}
