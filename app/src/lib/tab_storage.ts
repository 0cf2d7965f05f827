/** What one tab keeps over a reload. Storage may be refused (private window): then a reload starts again, no more. */
export function keepInTab(key: string, value: Record<string, unknown>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}

/** What was kept, or undefined when there is nothing, or when it is not shaped like `like` (an older version's). */
export function keptInTab<T extends Record<string, unknown>>(key: string, like: T): T | undefined {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return sameShape(value, like) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function forgetInTab(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    return;
  }
}

function sameShape<T extends Record<string, unknown>>(value: unknown, like: T): value is T {
  if (typeof value !== "object" || value === null) return false;
  const given = new Map(Object.entries(value));
  return Object.entries(like).every(([key, one]) =>
    typeof given.get(key) === typeof one && Array.isArray(given.get(key)) === Array.isArray(one)
  );
}
