/** Opens the data layer of this tab. */
import dataUrl from "@electric-sql/pglite/pglite.data?url";
import initdbUrl from "@electric-sql/pglite/initdb.wasm?url";
import wasmUrl from "@electric-sql/pglite/pglite.wasm?url";
import { newId } from "@domain/ids.ts";
import { LiveDesk } from "./desk.svelte.ts";
import { openLocalDb } from "./local_db.ts";
import type { WorkerInit } from "./rpc_types.ts";
import type { Session } from "./session.ts";
import DataWorker from "./worker/data.worker.ts?worker";

/**
 * The desk of a signed-in member. `onSignedOut` is called when the session ended, here or in another tab: show the
 * sign-in page; unsent actions stay on disk unless the member signed out themselves (`isWiped`). Throws StorageRefused.
 */
export async function openDesk(session: Session, onSignedOut: (isWiped: boolean) => void): Promise<LiveDesk> {
  const local = await openLocalDb(session.me.id);
  // Without locks (http on a bare address) tabs cannot elect one of them: each has its own worker and memory.
  const scope = `mutirao/${session.me.id}${navigator.locks ? "" : `/${newId()}`}`;
  const worker = new DataWorker({ name: "mutirao-data" });
  const desk = new LiveDesk({ session, local, scope, stopWorker: () => worker.terminate(), onSignedOut });
  const files = { wasm: absolute(wasmUrl), initdb: absolute(initdbUrl), data: absolute(dataUrl) };
  worker.postMessage({ me: session.me, clockOffset: session.clockOffset, files, scope } satisfies WorkerInit);
  return desk;
}

function absolute(url: string): string {
  return new URL(url, location.href).href;
}
