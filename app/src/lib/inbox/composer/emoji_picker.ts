import Picker from "emoji-picker-element/picker";
import en from "emoji-picker-element/i18n/en";
import pt from "emoji-picker-element/i18n/pt_BR";
import type { Locale } from "#lib/i18n/format.ts";
import type { ThemeChoice } from "#lib/theme/theme.svelte.ts";
// From our own origin: no CDN is asked, and it works offline.
import enData from "emoji-picker-element-data/en/cldr/data.json?url";
import ptData from "emoji-picker-element-data/pt/cldr/data.json?url";

/** A picker in the reader's language. Answers an element that fires `emoji-click`. */
export function emojiPicker(locale: Locale, theme: ThemeChoice): HTMLElement {
  const picker = new Picker(
    locale === "en" ? { i18n: en, locale: "en", dataSource: enData } : { i18n: pt, locale: "pt", dataSource: ptData },
  );
  if (theme !== "system") picker.classList.add(theme);
  return picker;
}
