import type { Bus } from "./bus.ts";

/** The bus of one process. Like a real one it delivers later, never inside `publish`. */
export function localBus(onError: (error: unknown) => void = reportError): Bus {
  const listeners = new Map<string, Set<(data: Uint8Array) => void>>();
  return {
    publish(subject, data) {
      if (!listeners.has(subject)) return;
      queueMicrotask(() => {
        for (const hear of listeners.get(subject) ?? []) {
          try {
            hear(data);
          } catch (error) {
            onError(error);
          }
        }
      });
    },
    subscribe(subject, hear) {
      const known = listeners.get(subject) ?? new Set();
      listeners.set(subject, known);
      // Its own function each time: the same listener may be there twice.
      const own = (data: Uint8Array) => hear(data);
      known.add(own);
      return Promise.resolve(() => {
        known.delete(own);
        if (known.size === 0 && listeners.get(subject) === known) listeners.delete(subject);
      });
    },
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
