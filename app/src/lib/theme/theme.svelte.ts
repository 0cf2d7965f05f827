export type ThemeChoice = "light" | "dark" | "system";
export type Density = "comfortable" | "compact";

const PAPER = { light: "#f0edea", dark: "#0d0a09" } as const;

/** Theme and density of the person on this computer. `static/theme.js` applies the same two keys before first paint. */
class Theme {
  choice = $state<ThemeChoice>("system");
  density = $state<Density>("comfortable");

  /** Reads what was stored; called once by the root layout. */
  restore(): void {
    const stored = read("theme");
    this.choice = stored === "light" || stored === "dark" ? stored : "system";
    this.density = read("density") === "compact" ? "compact" : "comfortable";
    this.#apply();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#apply());
  }

  set(choice: ThemeChoice): void {
    this.choice = choice;
    write("theme", choice === "system" ? null : choice);
    this.#apply();
  }

  setDensity(density: Density): void {
    this.density = density;
    write("density", density === "comfortable" ? null : density);
    this.#apply();
  }

  #apply(): void {
    const root = document.documentElement;
    if (this.choice === "system") delete root.dataset.theme;
    else root.dataset.theme = this.choice;
    if (this.density === "compact") root.dataset.density = "compact";
    else delete root.dataset.density;
    const isDark = this.choice === "dark" ||
      (this.choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", isDark ? PAPER.dark : PAPER.light);
  }
}

export const theme = new Theme();

// Storage may be refused (private windows, blocked cookies): the choice then lasts as long as the page.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    return;
  }
}
