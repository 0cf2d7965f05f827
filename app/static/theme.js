// Runs before the first paint (blocking, from our own origin, so that a strict CSP needs no hash): theme, density and
// language of the person on this computer. lib/theme/theme.svelte.ts writes what is read here.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("density") === "compact") root.dataset.density = "compact";
    const locale = localStorage.getItem("PARAGLIDE_LOCALE");
    if (locale === "en" || locale === "pt-BR") root.lang = locale;
  } catch {
    // storage refused (private window): the system's theme and the page's language stay
  }
})();
