const PLACES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** The Firefox to test with: FIREFOX_PATH or an installed one, if any. */
export function findFirefox(): string | undefined {
  const given = Deno.env.get("FIREFOX_PATH");
  return (given ? [given] : PLACES).find(isFile);
}

export function firefoxPath(): string {
  const found = findFirefox();
  if (found) return found;
  throw new Error("no Firefox found: install one (Debian: apt-get install firefox-esr) or name it in FIREFOX_PATH");
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
