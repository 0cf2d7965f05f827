/** What lies ready to be sent is there without network too: the gallery's files and those of quick replies. */
import type { Media } from "@domain/message.ts";
import type { Config } from "./desk_api.ts";

/** A catalogue of this size can be waited for; the service worker keeps none that is larger (service-worker). */
const ONE_MAX = 8_000_000;
const ALL_MAX = 60_000_000;
const asked = new Set<string>();
let running: Promise<void> | undefined;

/** Fetches, one after another and quietly, what the service worker does not hold yet. It keeps what passes through it. */
export function keepReady(config: Config): void {
  // Secure contexts only; elsewhere nothing is kept.
  if (!("caches" in globalThis)) return;
  const wanted = readyFiles(config).filter(({ id }) => !asked.has(id));
  if (wanted.length === 0) return;
  for (const { id } of wanted) asked.add(id);
  running = (running ?? Promise.resolve()).then(() => fetchAll(wanted));
}

/** Small ones first, as many as fit. */
export function readyFiles({ gallery, replies }: Pick<Config, "gallery" | "replies">): Media[] {
  const all = [...replies.flatMap((row) => row.media), ...gallery.map((row) => row.media)];
  let room = ALL_MAX;
  return all.filter(({ size }) => size <= ONE_MAX).sort((a, b) => a.size - b.size).filter(({ size }) => {
    room -= size;
    return room >= 0;
  });
}

async function fetchAll(files: readonly Media[]): Promise<void> {
  for (const { id } of files) {
    try {
      if (!await caches.match(`/media/${id}`)) await fetch(`/media/${id}`, { priority: "low" });
    } catch {
      // No network: at the next change or the next start.
      asked.delete(id);
    }
  }
}
