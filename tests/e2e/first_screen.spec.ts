import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { DeskPage } from "./pages/desk_page.ts";
import { expect, test } from "./fixtures/test.ts";

/** In bytes, gzip, beside PGlite. `deno task bench --only=inbox` tells which file is how large. */
const MOST = 200_000;

test("the first screen: what a browser without anything fetches until the list answers is under 200 KB of script", async ({ visitor, world }) => {
  const { url } = await world.info();
  const { cookie } = await world.cookie({ name: "Ana" });
  const page = await visitor();
  const context = page.context();
  await context.addCookies([{ name: "session", value: cookie, url }]);
  const answered: Response[] = [];
  context.on("response", (response) => answered.push(response));
  const { id } = await world.customer({ name: "Primeira Tela" });
  await world.write({ customer: id, text: "Oi" });
  await page.goto(`${url}/inbox`);
  await new DeskPage(page, url).row("Primeira Tela").waitFor();
  // What comes after the list, ahead of need, is waited for by nobody.
  const until = answered.length;
  const scripts = answered.slice(0, until).filter((response) => {
    const { pathname } = new URL(response.url());
    // PGlite's own is counted by itself, and what the service worker keeps for later is waited for by nobody.
    return pathname.endsWith(".js") && !pathname.includes("/workers/chunks/") && !response.request().serviceWorker();
  });
  const sizes = await Promise.all(scripts.map(async (response) => gzipSync(await response.body()).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(scripts.length).toBeGreaterThan(10);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThan(MOST);
});
