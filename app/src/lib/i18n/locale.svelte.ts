import { getLocale, isLocale, setLocale as store } from "../../paraglide/runtime.js";
import type { Locale } from "./format.ts";

/** The language of this computer. The root layout draws the page again when it changes: no reload, the draft stays. */
class CurrentLocale {
  current = $state<Locale>(getLocale());

  /** Remembers the choice (localStorage, through Paraglide) and changes every text on the screen. */
  set(next: Locale): void {
    void store(next, { reload: false });
    this.current = next;
  }
}

export const locale = new CurrentLocale();

/** For a value that comes from outside (a profile row, a query string). */
export function asLocale(value: string): Locale | null {
  return isLocale(value) ? value : null;
}
