export type Language = "pt-BR" | "en";
/** One thing said in both languages. */
export type Said = Record<Language, string>;

/** The first of our two that the reader's `Accept-Language` names; Portuguese for who names neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const found = /\b(pt|en)\b/i.exec(acceptLanguage ?? "")?.[1];
  return found?.toLowerCase() === "en" ? "en" : "pt-BR";
}
