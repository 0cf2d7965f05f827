/** By class: connection, resources, an administrator or a crash, the system below; and rollbacks that ask for another try. */
const PASSING_CLASSES = ["08", "53", "57", "58", "40"];
/** Its time ran out: that may be the row's own doing, and what always takes too long must not be tried for ever. */
const TIMED_OUT = "57014";

/**
 * Is it the database that fails, and not what was to be written? Then it is no try: what was acknowledged must not be
 * given up because PostgreSQL was away. In: an error of the driver, with a SQLSTATE or a name of its own as `code`.
 */
export function isPassing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/^[0-9A-Z]{5}$/.test(code)) return code !== TIMED_OUT && PASSING_CLASSES.includes(code.slice(0, 2));
  return /^(CONNECT|ECONN|EPIPE|ETIMEDOUT)/.test(code);
}
