/**
 * JSON from outside without what PostgreSQL cannot hold: NUL characters and halves of surrogate pairs. Both are legal in
 * JSON, nobody means them, and refusing them would have a provider repeat its webhook for a week.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), wellFormed(inner)]));
}

function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
