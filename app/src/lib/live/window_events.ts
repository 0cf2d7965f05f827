/** What a window tells the data layer: the network came or went, somebody looks again, time passes. */
const TICK_MS = 15_000;

export type WindowHooks = {
  network: (online: boolean) => void;
  seen: (visible: boolean) => void;
  /** Every 15 s. */
  tick: () => void;
};

/** Answers how to stop. */
export function watchWindow({ network, seen, tick }: WindowHooks): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  const onNetwork = () => network(navigator.onLine);
  addEventListener("online", onNetwork, { signal });
  addEventListener("offline", onNetwork, { signal });
  addEventListener("pagehide", () => seen(false), { signal });
  document.addEventListener("visibilitychange", () => {
    seen(!document.hidden);
    // A machine that slept may have missed that its network is back.
    if (!document.hidden && navigator.onLine) network(true);
  }, { signal });
  const timer = setInterval(tick, TICK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  return () => stopped.abort();
}
