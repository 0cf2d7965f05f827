/**
 * Fractional order keys: text that sorts as bytes, with always room for another between two. The first letter says how
 * many digits the whole part has ("a" one, "b" two…; "Z" one below zero, "Y" two…), so that adding at either end counts
 * up or down and keys grow with the logarithm of how often that was done (David Greenspan's scheme).
 */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LAST = DIGITS.at(-1)!;

const LONGEST = 200;

/** Is it one that `rankBetween` can go on from: a whole part, then digits of which the last is not zero? */
export function isRank(text: string): boolean {
  if (!/^[A-Za-z][0-9A-Za-z]+$/.test(text) || text.length > LONGEST) return false;
  const digits = wholeDigits(text);
  return text.length === digits + 1 || (text.length > digits + 1 && !text.endsWith(DIGITS[0]!));
}

/** A key between two (`null`: nothing on that side). `before` must sort below `after`. */
export function rankBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) throw new Error(`no rank between ${before} and ${after}`);
  if (before === null) return after === null ? "a0" : rankBelow(after);
  if (after === null) return rankAbove(before);
  const whole = wholeOf(before);
  if (whole !== wholeOf(after)) {
    const next = counted(whole, 1);
    if (next !== undefined && next < after) return next;
    return whole + middle(before.slice(whole.length), "");
  }
  return whole + middle(before.slice(whole.length), after.slice(whole.length));
}

/** `count` keys in order between two. */
export function ranksBetween(before: string | null, after: string | null, count: number): string[] {
  if (count === 0) return [];
  const half = count >> 1;
  // From the middle outwards: keys of many stay as short as those of few.
  if (before !== null && after !== null) {
    const at = rankBetween(before, after);
    return [...ranksBetween(before, at, half), at, ...ranksBetween(at, after, count - half - 1)];
  }
  const ranks: string[] = [];
  for (let i = 0; i < count; i++) {
    if (after !== null) ranks.unshift(rankBetween(null, ranks[0] ?? after));
    else ranks.push(rankBetween(ranks.at(-1) ?? before, null));
  }
  return ranks;
}

function rankAbove(rank: string): string {
  const whole = wholeOf(rank);
  return counted(whole, 1) ?? whole + middle(rank.slice(whole.length), "");
}

function rankBelow(rank: string): string {
  const whole = wholeOf(rank);
  if (whole < rank) return whole;
  return counted(whole, -1) ?? whole + middle("", rank.slice(whole.length));
}

const wholeOf = (rank: string): string => rank.slice(0, wholeDigits(rank) + 1);

function wholeDigits(rank: string): number {
  const head = rank.charCodeAt(0);
  return head >= 97 ? head - 96 : 91 - head;
}

/** The next whole part up or down; undefined past the last one there is. */
function counted(whole: string, by: 1 | -1): string | undefined {
  const [full, empty] = by === 1 ? [LAST, DIGITS[0]!] : [DIGITS[0]!, LAST];
  const head = whole[0]!;
  const digits = [...whole.slice(1)];
  for (let i = digits.length - 1; i >= 0; i--) {
    if (digits[i] !== full) {
      digits[i] = DIGITS[DIGITS.indexOf(digits[i]!) + by]!;
      return head + digits.join("");
    }
    digits[i] = empty;
  }
  if (head === (by === 1 ? "z" : "A")) return undefined;
  if (by === 1 && head === "Z") return "a0";
  if (by === -1 && head === "a") return `Z${LAST}`;
  const next = String.fromCharCode(head.charCodeAt(0) + by);
  const isLonger = by === 1 ? next > "a" : next < "Z";
  return next + (isLonger ? digits.join("") + empty : digits.slice(1).join(""));
}

/** Digits between two fractions ("" above: one), the last of them not zero. */
function middle(below: string, above: string): string {
  let shared = 0;
  while (above !== "" && (below[shared] ?? DIGITS[0]) === above[shared]) shared++;
  if (shared > 0) return above.slice(0, shared) + middle(below.slice(shared), above.slice(shared));
  const low = below === "" ? 0 : DIGITS.indexOf(below[0]!);
  const high = above === "" ? DIGITS.length : DIGITS.indexOf(above[0]!);
  if (high - low > 1) return DIGITS[Math.round((low + high) / 2)]!;
  if (above.length > 1) return above[0]!;
  return DIGITS[low]! + middle(below.slice(1), "");
}
