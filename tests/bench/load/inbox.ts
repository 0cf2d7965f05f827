import type { Page } from "playwright-core";
import { interactiveAt, openProfile, type Profile, untilCached } from "../browser.ts";
import { type BenchConfig, GOALS } from "../config.ts";
import { median, show, table } from "../numbers.ts";
import type { Product } from "../seed.ts";
import { frames, takeTasks, watchTasks } from "./main_thread.ts";

/** How long until an agent can work: the first visit of a browser, and the next ones. Ends with the profile cached. */
export async function measureInbox(product: Product, profile: Profile, { inbox }: BenchConfig): Promise<string> {
  const first = await visit(product, profile);
  const begun = performance.now();
  await untilCached(first.page, product.admin.memberId, 180_000);
  const cachedAfter = first.ms + performance.now() - begun;
  const warm: number[] = [];
  for (let at = 0; at < inbox.warmVisits; at++) {
    await profile.again();
    const next = await visit(product, profile);
    warm.push(next.ms);
    // Let it settle: the next one must not find a half-closed database.
    await untilCached(next.page, product.admin.memberId, 60_000);
  }
  return table([`/inbox with ${show(inbox.tickets)} tickets cached`, "measured"], [
    ["first visit of a browser: list drawn and clickable", show(first.ms / 1000, "s")],
    ["first visit: everything stored on disk for offline", show(cachedAfter / 1000, "s")],
    [
      `later visit, browser started anew, median of ${warm.length} (goal ${GOALS.warmInboxMs / 1000} s)`,
      `${show(median(warm) / 1000, "s")}${verdict(median(warm), GOALS.warmInboxMs)}`,
    ],
    ["later visits, all", warm.map((ms) => show(ms / 1000)).join(" · ") + " s"],
  ]);
}

const verdict = (ms: number, goal: number) => ms <= goal ? "" : ` (**${show(ms / goal)} × the goal**)`;

async function visit(product: Product, profile: Profile): Promise<{ page: Page; ms: number }> {
  const page = profile.context.pages()[0] ?? await profile.context.newPage();
  await page.goto(`${product.edge.url}/inbox`, { waitUntil: "commit" });
  return { page, ms: await interactiveAt(page) };
}

/** The longest block of the page's main thread while the list is scrolled and asked for other things. */
export async function measureMany(product: Product, { inbox }: BenchConfig): Promise<string> {
  const profile = await openProfile(product);
  try {
    const { page, ms } = await visit(product, profile);
    const loading = performance.now();
    await page.getByText(/^Em dia/).first().waitFor({ timeout: 240_000 });
    const level = ms + performance.now() - loading;
    await page.evaluate(watchTasks);
    const whileLoading = await page.evaluate(takeTasks);
    await page.evaluate(takeTasks);
    const times = await page.evaluate(scrollThrough);
    const scroll = await page.evaluate(takeTasks);
    const reached = await page.evaluate(jumpToEnd);
    const filters: string[][] = [];
    for (const [name, act] of ACTS) filters.push([name, ...await timed(page, act)]);
    return [
      table([`/inbox with ${show(inbox.many)} tickets`, "measured"], [
        ["first visit: list drawn and clickable", show(ms / 1000, "s")],
        ["first visit: level with the server", show(level / 1000, "s")],
        ["longest main-thread task until then", whileLoading],
        ["longest main-thread task while scrolling to the end and back, 5 s", scroll],
        ["frames meanwhile", frames(times)],
        ["different tickets met by jumping to the list's end 40 times", show(reached)],
      ]),
      "",
      table(["change of the list", "until the new rows are drawn", "longest main-thread task"], filters),
    ].join("\n");
  } finally {
    await profile.close();
  }
}

const ACTS: [name: string, act: (page: Page) => Promise<void>][] = [
  ["press “waiting”", (page) => page.keyboard.press("1")],
  ["press “in attendance”", (page) => page.keyboard.press("2")],
  ["back to all open", (page) => page.keyboard.press("2")],
  ["search “conceicao”", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.insertText("conceicao");
  }],
];

/** Until the names in the list are others than before and stay so for a moment. */
async function timed(page: Page, act: (page: Page) => Promise<void>): Promise<string[]> {
  await page.mouse.move(1000, 450);
  await page.evaluate(takeTasks);
  await page.evaluate(() => {
    const names = () =>
      [...document.querySelectorAll("[role=listbox] [role=option] b.name")].map((one) => one.textContent).join();
    const before = names();
    const begun = performance.now();
    globalThis.benchChanged = new Promise((resolve) => {
      const look = () => {
        if (names() !== before && names() !== "") resolve(performance.now() - begun);
        else if (performance.now() - begun > 10_000) resolve(NaN);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  });
  await act(page);
  const ms = await page.evaluate(() => globalThis.benchChanged!);
  return [show(ms, "ms"), await page.evaluate(takeTasks)];
}

declare global {
  var benchChanged: Promise<number> | undefined;
}

/** Out: how many tickets came by. */
async function jumpToEnd(): Promise<number> {
  const box = document.querySelector("[role=listbox]")!;
  const met = new Set<string>();
  for (let at = 0; at < 40; at++) {
    box.scrollTop = box.scrollHeight;
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const one of box.querySelectorAll("[role=option] b.name")) met.add(one.textContent ?? "");
  }
  box.scrollTop = 0;
  await new Promise((resolve) => setTimeout(resolve, 300));
  return met.size;
}

/** Out: milliseconds between frames. */
async function scrollThrough(): Promise<number[]> {
  const box = document.querySelector("[role=listbox]")!;
  const begun = performance.now();
  const times: number[] = [];
  for (let at = 0, last = begun; at < 5000; at = last - begun) {
    const share = at < 2500 ? at / 2500 : 2 - at / 2500;
    box.scrollTop = share * (box.scrollHeight - box.clientHeight);
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    times.push(now - last);
    last = now;
  }
  box.scrollTop = 0;
  return times;
}
