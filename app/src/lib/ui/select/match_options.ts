/** Options whose label has every typed word, accents and case aside; those that begin with the text come first. */
export function matchOptions<T extends { label: string }>(options: T[], typed: string): T[] {
  const query = fold(typed.trim());
  if (!query) return options;
  const words = query.split(/\s+/);
  const found = options.filter((option) => {
    const label = fold(option.label);
    return words.every((word) => label.includes(word));
  });
  const begins = (option: T) => (fold(option.label).startsWith(query) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
