const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/** As root a sandbox is refused; the rest keeps it from calling home, which a closed network answers slowly. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chromium to test with: CHROMIUM_PATH or an installed one. Throws with what to do when there is none. */
export function chromiumPath(): string {
  const found = findChromium();
  if (found) return found;
  throw new Error("no Chromium found: install one (Debian: apt-get install chromium) or name it in CHROMIUM_PATH");
}

export function findChromium(): string | undefined {
  const given = Deno.env.get("CHROMIUM_PATH");
  return (given ? [given] : PLACES).find(isFile);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
