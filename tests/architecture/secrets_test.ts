import assert from "node:assert/strict";
import { ROOT } from "../support/steps.ts";

/** Shapes of credentials that must never be committed. */
const SECRETS: [string, RegExp][] = [
  ["a private key", /-----BEGIN (RSA |EC |OPENSSH )?PRIVATE KEY-----\n[A-Za-z0-9+/]/],
  ["a Meta access token", /\bEAA[A-Za-z0-9]{60,}/],
  ["an AWS key", /\bAKIA[0-9A-Z]{16}\b/],
  ["a GitHub token", /\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  [
    "an address with a password of a real server",
    /\b(postgres|postgresql|smtps?|nats):\/\/[^\s:@/]+:[A-Za-z0-9]{20,}@(?!127\.|localhost)/,
  ],
];
/** Paths that exist on one machine only. */
const PLACES = new RegExp("(?<![\\w.])(/work/(main|shared|plan)|/home/(?!ana\\b)\\w+/|/Users/\\w+/|[A-Z]:\\\\Users)");

Deno.test("no secret and no path of one machine is in the repository", async () => {
  const found: string[] = [];
  for (const path of await trackedFiles()) {
    const text = await textOf(path);
    if (text === undefined) continue;
    for (const [what, shape] of SECRETS) if (shape.test(text)) found.push(`${path}: ${what}`);
    const place = text.match(PLACES);
    if (place) found.push(`${path}: ${place[0]}`);
  }
  assert.deepEqual(found, []);
});

Deno.test("nothing that is made or private is tracked", async () => {
  const forbidden = /(^|\/)(node_modules|\.svelte-kit|build\/_app|test-results)\/|(^|\/)\.env$|\.key$|^data\//;
  assert.deepEqual((await trackedFiles()).filter((path) => forbidden.test(path)), []);
});

async function trackedFiles(): Promise<string[]> {
  const { success, stdout } = await new Deno.Command("git", { args: ["ls-files", "-z"], cwd: ROOT }).output();
  assert.ok(success, "git ls-files failed");
  const paths = new TextDecoder().decode(stdout).split("\0").filter(Boolean);
  assert.ok(paths.length > 20);
  return paths;
}

/** Undefined for a file that is not text, or was deleted and not committed yet. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    const bytes = await Deno.readFile(ROOT + path);
    return bytes.includes(0) ? undefined : new TextDecoder().decode(bytes);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
