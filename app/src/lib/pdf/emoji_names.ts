import enData from "emoji-picker-element-data/en/cldr/data.json?url";
import ptData from "emoji-picker-element-data/pt/cldr/data.json?url";
import type { Locale } from "#lib/i18n/format.ts";

/** What emojis are called, by sign; the picker's own list. Fetched only where no font can draw them. */
export async function emojiNames(locale: Locale): Promise<Map<string, string>> {
  const response = await fetch(locale === "en" ? enData : ptData);
  const rows: { emoji: string; annotation: string }[] = await response.json();
  return new Map(rows.map(({ emoji, annotation }) => [emoji.replaceAll("\ufe0f", ""), annotation]));
}
