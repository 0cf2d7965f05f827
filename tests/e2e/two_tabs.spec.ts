import { expect, test } from "./fixtures/test.ts";
import { DeskPage } from "./pages/desk_page.ts";

test("two tabs share one feed; when the one that holds it closes, the other goes on", async ({ desk, world }) => {
  const first = await desk("Bruno");
  const context = first.page.context();
  const feeds: string[] = [];
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/feed") feeds.push(request.url());
  });
  const second = new DeskPage(await context.newPage(), first.url);
  await second.open();
  const { id } = await world.customer({ name: "Xavier Alba" });
  await world.write({ customer: id, text: "Bom dia" });
  await expect(first.row("Xavier Alba")).toBeVisible();
  await expect(second.row("Xavier Alba")).toBeVisible();
  expect(feeds).toEqual([]);

  await first.page.close();
  await world.write({ customer: id, text: "Alguém aí?" });
  await expect(second.row("Xavier Alba")).toContainText("Alguém aí?");
  await second.openTicket("Xavier Alba");
  await second.take();
  await second.composer.reply("Oi, Xavier!");
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Oi, Xavier!" }]);
  expect(feeds).toHaveLength(1);
});
