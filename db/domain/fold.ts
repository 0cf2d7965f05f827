/** Text as it is compared: no accents, no case; phone numbers with and without the ninth digit (features.md X-42). */
import { phoneKey } from "./phone.ts";

/** "José Águas" → "jose aguas". */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

/** Both spellings of a number, so that a part of either is found: "5531988887777 553188887777". */
export function phoneForms(e164: string): string {
  const key = phoneKey(e164);
  const mobile = /^55([1-9]\d)9([6-9]\d{7})$/.exec(key);
  return mobile ? `${key} 55${mobile[1]}${mobile[2]}` : key;
}

/**
 * A test for folded haystacks. Every word must occur; what looks like a number is compared by its digits as well, so
 * "(31) 98888-7777", "+55 31 8888 7777" and a protocol typed with or without its dots all find their row.
 */
export function matcher(search: string): ((haystack: string) => boolean) | undefined {
  const folded = fold(search).trim();
  if (folded === "") return undefined;
  const words = folded.split(/\s+/);
  const digits = /^[\d\s+()./-]+$/.test(folded) ? folded.replace(/\D/g, "").replace(/^0+/, "") : "";
  return (haystack) =>
    (digits.length >= 2 && haystack.includes(digits)) || words.every((word) => haystack.includes(word));
}
