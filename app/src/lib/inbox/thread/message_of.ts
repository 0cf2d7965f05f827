/** The message an address names (`#m-<id>`). */
export function messageOf(hash: string): string | undefined {
  return hash.startsWith("#m-") ? hash.slice(3) : undefined;
}
