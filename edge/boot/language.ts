export type Language = "pt-BR" | "en";

/** The language of the terminal, as POSIX decides it: LC_ALL, then LC_MESSAGES, then LANG. */
export function languageOf(env: Record<string, string | undefined>): Language {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return locale.toLowerCase().startsWith("pt") ? "pt-BR" : "en";
}
