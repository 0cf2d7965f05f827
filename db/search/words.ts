import { fold } from "@domain/fold.ts";

const MOST_WORDS = 12;

/**
 * What is asked as a tsquery: every word must occur, each may go on ("bol" finds "boleto"). Split as `words_of` does in
 * SQL. Undefined when there is no word in it.
 */
export function wordsQuery(text: string): string | undefined {
  const words = fold(text)
    .split(/[^a-z0-9\u00C0-\u1FFF\u2C00-\uFFFF]+/u)
    .filter((word) => word !== "");
  // Only letters and digits are left: nothing in it needs escaping.
  return words.length === 0 ? undefined : words
    .slice(0, MOST_WORDS)
    .map((word) => `'${word}':*`)
    .join(" & ");
}
