type Place = { at: number; count: number; page: number; letters: boolean };

/**
 * Index that a key moves to, or null when the key does not move. Stops at both ends; with nothing active the first key
 * goes to the first row (End to the last).
 */
export function moveInList(key: string, { at, count, page, letters }: Place): number | null {
  if (count === 0) return null;
  const within = (index: number) => Math.min(count - 1, Math.max(0, index));
  const letter = letters ? key.toLowerCase() : "";
  if (letter === "j") return within(at + 1);
  if (letter === "k") return within(at - 1);
  switch (key) {
    case "ArrowDown":
      return within(at + 1);
    case "ArrowUp":
      return within(at - 1);
    case "PageDown":
      return within(at + page);
    case "PageUp":
      return within(at - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
