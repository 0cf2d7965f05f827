const FIRST_MS = 500;
const MOST_MS = 30_000;
const LEAST_MS = 150;

/** How long to wait before try number `attempt` (from 0): full jitter, so that a restart is no stampede. [C6] */
export function backoff(attempt: number, random: number = Math.random()): number {
  return LEAST_MS + random * Math.min(MOST_MS, FIRST_MS * 2 ** attempt);
}
