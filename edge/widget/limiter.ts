/** A token bucket per key: `burst` at once, then `perSecond`. Old keys are forgotten. In memory: one node's own guard. */
export function limiter(burst: number, perSecond: number, clock: () => number = Date.now) {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    /** True when one more is allowed now, else how many seconds to wait. */
    take(key: string): true | number {
      const now = clock();
      const bucket = buckets.get(key) ?? { left: burst, at: now };
      bucket.left = Math.min(burst, bucket.left + (now - bucket.at) / 1000 * perSecond);
      bucket.at = now;
      buckets.delete(key);
      buckets.set(key, bucket);
      // The map keeps the order of use; what was not used for long is full again and may go.
      if (buckets.size > 10_000) { for (const old of buckets.keys()) if (buckets.size > 9000) buckets.delete(old); }
      if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
      bucket.left -= 1;
      return true;
    },
  };
}
