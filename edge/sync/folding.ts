import { docKey, type DocRef } from "@sync/doc/kinds.ts";
import type { StoredDoc } from "@sync/server/doc_store.ts";
import type { Folded, ToFold } from "./fold_worker.ts";

/** A worker costs some 20 MB: it goes when nothing was to be done for so long. */
const IDLE_MS = 10_000;

export type Folding = {
  fold(ref: DocRef): Promise<void>;
  /** The whole of a large document in pieces of about so many bytes, what was written since its snapshot among them. */
  load(ref: DocRef, pieceBytes: number): Promise<StoredDoc | "not_found">;
  stop(): void;
};

/**
 * Folds and reads large documents one after the other in a worker, made when the first is asked for. Rejects what
 * failed: a log that was not folded stays as it is.
 */
export function startFolding(databaseUrl: string): Folding {
  let worker: Worker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const asked = new Map<string, Promise<void>>();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };

  function stop(): void {
    clearTimeout(idle);
    worker?.terminate();
    worker = undefined;
  }

  async function ask(message: ToFold, ref: DocRef): Promise<StoredDoc | "not_found" | null> {
    clearTimeout(idle);
    worker ??= open(databaseUrl);
    const answer = Promise.withResolvers<Folded>();
    worker.onmessage = ({ data }: MessageEvent<Folded>) => answer.resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      answer.resolve({ error: event.message });
      stop();
    };
    tell(worker, message);
    const said = await answer.promise;
    idle = setTimeout(stop, IDLE_MS);
    Deno.unrefTimer(idle);
    if (said.error !== null) throw new Error(`${docKey(ref)} was not folded or read: ${said.error}`);
    return said.loaded;
  }

  return {
    fold(ref) {
      const key = docKey(ref);
      let folded = asked.get(key);
      if (!folded) {
        folded = inTurn(async () => void await ask({ fold: ref }, ref)).finally(() => asked.delete(key));
        asked.set(key, folded);
      }
      return folded;
    },
    load: (ref, pieceBytes) => inTurn(async () => (await ask({ load: ref, pieceBytes }, ref))!),
    stop,
  };
}

function open(url: string): Worker {
  const worker = new Worker(new URL("./fold_worker.ts", import.meta.url), { type: "module", name: "fold" });
  tell(worker, { url });
  return worker;
}

const tell = (worker: Worker, message: ToFold) => worker.postMessage(message);
