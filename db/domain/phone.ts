/**
 * Phone numbers as Brazilian teams write them. Stored as E.164 (`+5531900001147`); two numbers are the same person
 * when their keys are equal. WhatsApp knows many Brazilian mobiles without the ninth digit (features.md X-42;
 * facts/channels.md A10: naive "add 9" breaks landlines, whose local part starts with 2–5).
 */

/**
 * Reads what a person typed. Without `+` (or `00`) the number is Brazilian: DDD + number, with or without 55.
 * `foreign` says the country code was typed without a plus (STA-15). Returns E.164, or undefined when it cannot be one.
 */
export function toE164(text: string, foreign = false): string | undefined {
  const trimmed = text.trim();
  let digits = trimmed.replace(/\D/g, "");
  const international = trimmed.startsWith("+") || digits.startsWith("00") || foreign;
  if (international) digits = digits.replace(/^00/, "");
  else if (digits.length === 10 || digits.length === 11) digits = `55${digits}`;
  else if (!(digits.startsWith("55") && (digits.length === 12 || digits.length === 13))) return undefined;
  if (digits.length < 8 || digits.length > 15 || digits.startsWith("0")) return undefined;
  if (digits.startsWith("55") && !isBrazilian(digits)) return undefined;
  return `+${digits}`;
}

/** The form in which numbers are compared: a Brazilian mobile gets its ninth digit, everything else stays as it is. */
export function phoneKey(e164: string): string {
  const digits = e164.replace(/\D/g, "");
  const old = /^55([1-9]\d)([6-9]\d{7})$/.exec(digits);
  return old ? `55${old[1]}9${old[2]}` : digits;
}

function isBrazilian(digits: string): boolean {
  // 55 + DDD + landline (2–5…) or old mobile (6–9…) of 8 digits, or mobile of 9 digits that starts with 9
  return /^55[1-9]\d([2-9]\d{7}|9\d{8})$/.test(digits);
}
