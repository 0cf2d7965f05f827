const MOST = 34;

/** The end of a draft as one line of a list row shows it: whole words, the newest in sight, `…` when there is more. */
export function lastWords(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= MOST) return line;
  const end = line.slice(-MOST);
  const space = end.indexOf(" ");
  return `…${space >= 0 && space < MOST / 2 ? end.slice(space + 1) : end}`;
}
