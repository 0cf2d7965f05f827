/**
 * Every tab starts one of these; the one that holds the lock leads, the others wait to take over. The lock is let go by
 * the browser when the tab dies, however it dies.
 */
import type { WorkerInit } from "../rpc_types.ts";
import { lead } from "./leader.ts";

self.addEventListener("message", ({ data }: MessageEvent<WorkerInit>) => void elect(data), { once: true });

async function elect(init: WorkerInit): Promise<void> {
  // Only secure contexts have locks (not http on a bare address): then each tab has its own scope (open_desk.ts).
  if (!navigator.locks) return void await lead(init);
  await navigator.locks.request(init.scope, async () => {
    await lead(init);
    await new Promise(() => {});
  });
}
