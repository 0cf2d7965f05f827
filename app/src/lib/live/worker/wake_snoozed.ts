import type { Mirror } from "@db/cache/mirror.ts";

const EVERY_MS = 5_000;

/** Looks from time to time whether something that was put away is due. */
export function wakeSnoozed(mirror: Mirror, changed: () => void): void {
  setInterval(() => {
    if (mirror.wake(Date.now())) changed();
  }, EVERY_MS);
}
