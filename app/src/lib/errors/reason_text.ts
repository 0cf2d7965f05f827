import { m } from "../../paraglide/messages.js";

/**
 * Why a value was refused, in the language of the screen. The server's reason is zod's or an action's own English
 * sentence; what is not recognised here becomes "the value does not fit", never English in a Portuguese screen.
 */
export function reasonText(reason: string): string {
  for (const [pattern, text] of REASONS) if (pattern.test(reason)) return text();
  return m.reason_other();
}

const REASONS: [RegExp, () => string][] = [
  // edge/channels/channel.ts: the codes of a connection's settings.
  [/^digits$/, () => m.reason_digits()],
  [/^origin$/, () => m.reason_origin()],
  [/^url$/, () => m.reason_url()],
  [/^version$/, () => m.reason_version()],
  [/^spaces$/, () => m.reason_spaces()],
  [/^too_long$/, () => m.reason_too_long()],
  [/^not a CPF$/, () => m.reason_cpf()],
  [/^not a phone number$/, () => m.reason_phone()],
  [/time ?zone/i, () => m.reason_time_zone()],
  [/e-?mail/i, () => m.reason_email()],
  [/empty|required|>=1 char|at least 1\b|received undefined/i, () => m.reason_empty()],
  [/too (big|long)|at most|<=/i, () => m.reason_too_long()],
  [/too (small|short)|at least|>=/i, () => m.reason_too_short()],
];

/** The same as a sentence below its field. */
export function fieldFault(reason: string): string {
  const text = reasonText(reason);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
