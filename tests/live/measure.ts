/** Prints how long the data layer takes: `deno run -A tests/live/measure.ts [conversations]`. One run; read ratios. */
import { assertCached, openPage, stateOf, until, untilRows, untilStored, withWorld } from "./live_world.ts";

const count = Number(Deno.args[0] ?? 10_000);

await withWorld(count, async ({ server, context, again }) => {
  const page = await openPage(context);
  await untilRows(page);
  await until(page, "live");
  const cold = await page.evaluate(() => live.times);
  await untilStored(page);
  console.log(`cold: ${JSON.stringify(round(cold))} (ms since the page began), ${(await stateOf(page)).total} rows`);
  server.cut();
  const warm = await openPage(await again());
  await untilRows(warm);
  const first = await warm.evaluate(() => live.times);
  await assertCached(warm, count);
  const all = await warm.evaluate(() => performance.now());
  console.log(`warm, no server: ${JSON.stringify(round(first))}, all ${count} in memory by ${all.toFixed(0)}`);
  const filters = await warm.evaluate(async () => {
    const list = live.list!;
    const times: Record<string, number> = {};
    const ask = async (name: string, change: Partial<typeof list.query>) => {
      const began = performance.now();
      list.query = { ...list.query, status: undefined, search: undefined, ...change };
      while (list.loading) await new Promise((resolve) => setTimeout(resolve));
      times[name] = performance.now() - began;
    };
    await ask("status", { status: "waiting" });
    await ask("search by name", { search: "conceicao" });
    await ask("search by phone", { search: "31 8000 1" });
    await ask("sort", { sort: "waiting_longest" });
    await ask("sort again, filter", { status: "closed" });
    const began = performance.now();
    list.show(1500, 1540);
    while (!list.row(1520)) await new Promise((resolve) => setTimeout(resolve));
    times.scroll = performance.now() - began;
    return times;
  });
  console.log(`from key to rows in the page: ${JSON.stringify(round(filters))}`);
});

function round(times: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, Math.round(ms)]));
}
