import { type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";
import { waitFor } from "../support/waiting.ts";
import type { Product } from "./seed.ts";

/** A browser profile on disk, signed in; `again()` closes the browser and opens the same profile anew. */
export async function openProfile(product: Product): Promise<Profile> {
  const folder = await Deno.makeTempDir({ prefix: "mutirao-bench-profile-" });
  const open = async (): Promise<BrowserContext> => {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: chromiumPath(),
      args: CHROMIUM_ARGS,
      headless: true,
      viewport: { width: 1440, height: 900 },
      locale: "pt-BR",
    });
    await context.addInitScript(watchForRows);
    await context.addCookies([{ name: "session", value: product.cookie, url: product.edge.url }]);
    return context;
  };
  let context = await open();
  return {
    get context() {
      return context;
    },
    async again() {
      await context.close();
      context = await open();
    },
    async close() {
      await context.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

export type Profile = { readonly context: BrowserContext; again(): Promise<void>; close(): Promise<void> };

/** Milliseconds from the navigation's start until five rows are drawn and a click at the first would meet it. */
export async function interactiveAt(page: Page): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName("bench:interactive").length > 0, null, {
    timeout: 180_000,
  });
  return await page.evaluate(() => performance.getEntriesByName("bench:interactive")[0]!.startTime);
}

/** Runs in the page before anything else of it. The mark is set one task after the frame that shows the rows. */
function watchForRows(): void {
  const look = () => {
    const names = document.querySelectorAll("[role=listbox] [role=option] b.name");
    const box = names.length >= 5 ? names[0]!.getBoundingClientRect() : undefined;
    const met = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (met?.closest("[role=option]")) setTimeout(() => performance.mark("bench:interactive"));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Until the browser holds everything: the feed level, the rows stored, the app's files cached. */
export async function untilCached(page: Page, memberId: string, limitMs: number): Promise<void> {
  await waitFor("the browser's cache", async () => {
    const keys = await page.evaluate(storedKeys, `mutirao-${memberId}`);
    return keys.includes("cached") && keys.includes("snapshot") ? true : undefined;
  }, limitMs);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
}

async function storedKeys(name: string): Promise<string[]> {
  const known = await indexedDB.databases();
  if (!known.some((one) => one.name === name)) return [];
  const open = indexedDB.open(name);
  await new Promise((resolve) => (open.onsuccess = resolve));
  if (!open.result.objectStoreNames.contains("kv")) return (open.result.close(), []);
  const read = open.result.transaction("kv").objectStore("kv").getAllKeys();
  await new Promise((resolve) => (read.onsuccess = resolve));
  open.result.close();
  return read.result.map(String);
}
