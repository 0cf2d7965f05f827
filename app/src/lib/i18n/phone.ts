import { parsePhoneNumberFromString } from "libphonenumber-js";

/** E.164 or digits to what people read: `(31) 90000-1147` for Brazil, `+351 912 345 678` for others. */
export function phone(value: string): string {
  const digits = value.replace(/\D/g, "");
  const brazilian = digits.match(/^55(\d{2})(\d{4,5})(\d{4})$/);
  if (brazilian) return `(${brazilian[1]}) ${brazilian[2]}-${brazilian[3]}`;
  return parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? value;
}
