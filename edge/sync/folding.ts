import { docKey, type DocRef } from "@sync/doc/kinds.ts";
import type { Folded, ToFold } from "./fold_worker.ts";

/** A worker costs some 20 MB: it goes when nothing was to be folded for so long. */
const IDLE_MS = 10_000;

export type Folding = { fold(ref: DocRef): Promise<void>; stop(): void };

/**
 * Folds documents one after the other in a worker, made when the first is asked for. `fold` rejects when it failed: the
 * log then stays as it is.
 */
export function startFolding(databaseUrl: string): Folding {
  let worker: Worker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const asked = new Map<string, Promise<void>>();

  function stop(): void {
    clearTimeout(idle);
    worker?.terminate();
    worker = undefined;
  }

  async function ask(ref: DocRef): Promise<void> {
    clearTimeout(idle);
    worker ??= open(databaseUrl);
    const answer = Promise.withResolvers<Folded>();
    worker.onmessage = ({ data }: MessageEvent<Folded>) => answer.resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      answer.resolve({ error: event.message });
      stop();
    };
    tell(worker, { ref });
    const { error } = await answer.promise;
    idle = setTimeout(stop, IDLE_MS);
    Deno.unrefTimer(idle);
    if (error !== null) throw new Error(`${docKey(ref)} was not folded: ${error}`);
  }

  return {
    fold(ref) {
      const key = docKey(ref);
      let folded = asked.get(key);
      if (!folded) {
        folded = last.then(() => ask(ref)).finally(() => asked.delete(key));
        last = folded.catch(() => {});
        asked.set(key, folded);
      }
      return folded;
    },
    stop,
  };
}

function open(url: string): Worker {
  const worker = new Worker(new URL("./fold_worker.ts", import.meta.url), { type: "module", name: "fold" });
  tell(worker, { url });
  return worker;
}

const tell = (worker: Worker, message: ToFold) => worker.postMessage(message);
