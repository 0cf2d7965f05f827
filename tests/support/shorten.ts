const MOST_CHARACTERS = 6_000;
/** Where `deno test` begins to tell what failed, and where Playwright's list does. */
const BEGINNINGS = [/^ ERRORS ?$/m, /^ {2}1\) /m, /^error: /m];
const NAMES = /^(?:(.+?) => \.\/\S+|(?: {2}\d+\) )(.+?) ─+)$/gm;

/**
 * What a failed step's output says of the failures: the part that begins with the first of them, shortened. A console
 * that keeps only some lines of a long log (CI's does) then still shows what went wrong.
 */
export function shortened(output: string): string {
  const at = BEGINNINGS.map((beginning) => output.search(beginning)).find((found) => found >= 0) ?? 0;
  const told = at > 0 ? output.slice(at) : output.slice(-MOST_CHARACTERS);
  return told.length <= MOST_CHARACTERS ? told.trim() : `${told.slice(0, MOST_CHARACTERS).trim()}\n[…]`;
}

/** The names of the tests that failed, as `deno test` and Playwright's list reporter print them. */
export function failedNames(output: string): string[] {
  const names = [...output.matchAll(NAMES)].map(([, deno, playwright]) => (deno ?? playwright ?? "").trim());
  return [...new Set(names)];
}
