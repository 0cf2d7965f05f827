import { deleteCaches } from "@db/cache/directories.ts";
import { deleteLocalDb } from "./local_db.ts";
import { forgetMedia } from "./media_urls.svelte.ts";

/** Sign-out: nothing of the member stays in this browser. Everything of this tab must be closed before. */
export async function wipeLocal(memberId: string): Promise<void> {
  await deleteLocalDb(memberId);
  await forgetMedia();
  // Done by the worker already, unless it did not answer: with this tab's gone, its files are free.
  await deleteCaches();
}
