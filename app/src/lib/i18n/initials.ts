const PARTICLES = new Set(["da", "das", "de", "do", "dos", "e", "and", "of", "the"]);

/**
 * One or two letters for an avatar: first and last word that is a name. Emoji, numbers and particles are passed over;
 * a name without any letter gives its first digit, an empty one `?`.
 */
export function initials(name: string): string {
  const words = name
    .split(/[\s/\-·.]+/)
    .filter((word) => !PARTICLES.has(word.toLowerCase()))
    .map((word) => word.match(/\p{L}/u)?.[0])
    .filter((letter) => letter !== undefined);
  const first = words[0] ?? name.match(/\p{N}/u)?.[0] ?? "?";
  const last = words.length > 1 ? words[words.length - 1] : "";
  return (first + last).toUpperCase();
}
