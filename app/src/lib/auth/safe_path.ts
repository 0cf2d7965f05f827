/**
 * Where to go after signing in: a path of this origin, or the inbox. `//host`, `/\host` and `javascript:` are other
 * places in a browser's eyes, so the text is resolved as a browser would and its origin compared.
 */
export function safePath(to: string | null, origin: string): string {
  if (!to?.startsWith("/")) return HOME;
  const url = URL.parse(to, origin);
  if (url?.origin !== origin || DOORS.test(url.pathname)) return HOME;
  return url.pathname + url.search + url.hash;
}

export const HOME = "/inbox";
/** Signing in must not lead back to a door. */
const DOORS = /^\/(sign-in|setup|invite)(\/|$)/;
