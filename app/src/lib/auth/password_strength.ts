export type Strength = "empty" | "short" | "guessable" | "weak" | "good" | "strong";

/** As in edge/auth/password.ts, which decides. */
export const PASSWORD_MIN = 10;

/**
 * How long a password would hold, roughly: length first, since that is what argon2id cannot give. `own` are words an
 * attacker tries first (name, e-mail, workspace).
 */
export function passwordStrength(password: string, own: string[] = []): Strength {
  if (password === "") return "empty";
  if (password.length < PASSWORD_MIN) return "short";
  const folded = fold(password);
  if (OBVIOUS.some((word) => folded.includes(word)) && password.length < 16) return "guessable";
  const words = own.flatMap((text) => fold(text).split(/[^a-z0-9]+/)).filter((word) => word.length > 3);
  if (words.some((word) => folded.includes(word)) && password.length < 16) return "guessable";
  const distinct = new Set(password).size;
  if (distinct < 5) return "guessable";
  const bits = password.length * Math.log2(alphabet(password)) * Math.min(1, distinct / (password.length * 0.6));
  if (bits < 50) return "weak";
  return bits < 75 ? "good" : "strong";
}

const OBVIOUS = ["senha", "password", "123456", "qwerty", "abcdef", "mutirao", "admin"];

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function alphabet(password: string): number {
  const kinds: [RegExp, number][] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[^a-zA-Z0-9]/, 24]];
  return kinds.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
}
