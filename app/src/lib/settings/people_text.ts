import { m } from "../../paraglide/messages.js";

/** "ninguém", "1 pessoa", "2 pessoas": Portuguese counts zero as singular, which reads as a mistake. */
export function peopleText(n: number): string {
  return n === 0 ? m.settings_nobody() : m.settings_people({ n });
}
