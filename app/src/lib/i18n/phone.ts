/**
 * E.164 or digits to what people read: `(31) 90000-1147` for Brazil, `+351 912 345 678` for others.
 * Only spaces are added, so the table of a library (29 KB on the first screen) is not worth its weight: the length of the
 * country code follows from its first digits (ITU E.164).
 */
export function phone(value: string): string {
  const digits = value.replace(/\D/g, "");
  const brazilian = digits.match(/^55(\d{2})(\d{4,5})(\d{4})$/);
  if (brazilian) return `(${brazilian[1]}) ${brazilian[2]}-${brazilian[3]}`;
  if (digits.length < 7) return value;
  const code = digits.slice(0, codeLength(digits));
  return `+${code} ${grouped(digits.slice(code.length))}`;
}

function codeLength(digits: string): number {
  if (/^[17]/.test(digits)) return 1;
  return /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/.test(digits) ? 2 : 3;
}

/** In threes, and the last group takes what is left over: `415 555 2671`. */
function grouped(rest: string): string {
  const groups = rest.match(/\d{3}(?=\d{3})/g) ?? [];
  return [...groups, rest.slice(groups.length * 3)].join(" ");
}
