import { Buffer } from "node:buffer";
import type { FrameLocator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

async function openChat(page: Page): Promise<FrameLocator> {
  await page.getByRole("button", { name: /^Abrir a conversa/ }).click();
  const chat = page.frameLocator("iframe");
  await expect(chat.getByPlaceholder("Escreva sua mensagem")).toBeVisible();
  return chat;
}

test("a visitor of the site and an agent talk: typing and images both ways, delivered, read, history after a reload (CHN-web)", async ({ desk, visitor, world }) => {
  const { siteUrl } = await world.info();
  const bruno = await desk("Bruno");
  const page = await visitor();
  await page.goto(siteUrl);
  let chat = await openChat(page);
  const box = chat.getByPlaceholder("Escreva sua mensagem");
  await expect(chat.getByText("Oi! Procurando um imóvel?")).toBeVisible();
  await box.fill("Tem casa com quintal?");
  await box.press("Enter");
  await expect(chat.getByText("entregue")).toBeVisible();

  const row = bruno.list.getByRole("option").filter({ hasText: "Tem casa com quintal?" });
  await expect(row.getByRole("img", { name: "Chat do site" })).toBeVisible();
  await row.click();
  await bruno.page.mouse.move(800, 300);
  await bruno.take();
  await expect(chat.getByText("lida")).toBeVisible();

  await box.pressSequentially("e com");
  await expect(bruno.thread.getByText(/está digitando/)).toBeVisible();
  await bruno.composer.write("Tem sim, ");
  await expect(chat.getByRole("img", { name: "Bruno está digitando" })).toBeVisible();
  await bruno.composer.reply("três delas. 🌳");
  await expect(chat.getByText("Tem sim, três delas. 🌳")).toBeVisible();
  await expect(bruno.tick("Tem sim, três delas.")).toHaveAttribute("aria-label", "Lida");

  await chat.locator("input[type=file]").setInputFiles({ name: "quintal.png", mimeType: "image/png", buffer: PNG });
  await expect(bruno.thread.locator(".msg.in img")).toHaveJSProperty("naturalWidth", 1);
  await bruno.composer.form.locator("input[type=file]").setInputFiles({
    name: "casa.png",
    mimeType: "image/png",
    buffer: PNG,
  });
  await bruno.composer.send.click();
  await expect(chat.getByRole("img", { name: "casa.png" })).toHaveJSProperty("naturalWidth", 1);

  await page.reload();
  chat = await openChat(page);
  await expect(chat.getByText("Tem casa com quintal?")).toHaveCount(1);
  await expect(chat.getByText("Tem sim, três delas. 🌳")).toHaveCount(1);
  await expect(chat.getByRole("img", { name: "casa.png" })).toBeVisible();
  await bruno.reload();
  await expect(bruno.message("Tem casa com quintal?")).toHaveCount(1);
});

test(
  "a signed-in visitor is known by a proof of the site's server, a forged one is not (HMAC)",
  { tag: "@nightly" },
  async ({ desk, visitor, world }) => {
    const { siteUrl } = await world.info();
    const hash = await world.hash({ id: "cliente-77" });
    const known = `${siteUrl}/?${new URLSearchParams({ id: "cliente-77", hash, name: "Horácio Damasceno" })}`;
    const page = await visitor();
    await page.goto(known);
    const chat = await openChat(page);
    await chat.getByPlaceholder("Escreva sua mensagem").fill("Sou eu, do contrato 77");
    await chat.getByPlaceholder("Escreva sua mensagem").press("Enter");
    await expect(chat.getByText("entregue")).toBeVisible();
    const carla = await desk("Carla");
    await expect(carla.row("Horácio Damasceno")).toContainText("Sou eu, do contrato 77");

    // On another device the same person finds the conversation; a forger does not.
    const other = await visitor();
    await other.goto(known);
    await expect((await openChat(other)).getByText("Sou eu, do contrato 77")).toBeVisible();
    const forger = await visitor();
    await forger.goto(`${siteUrl}/?${new URLSearchParams({ id: "cliente-77", hash: "0".repeat(64) })}`);
    const refused = await openChat(forger);
    await expect(refused.getByText("Oi! Procurando um imóvel?")).toBeVisible();
    await expect(refused.getByText("Sou eu, do contrato 77")).toHaveCount(0);
  },
);

test("what a visitor writes before the session has begun waits for it", async ({ visitor, world }) => {
  const { siteUrl } = await world.info();
  const page = await visitor();
  const begun = Promise.withResolvers<void>();
  await page.route("**/api/session", async (route) => {
    await begun.promise;
    await route.continue();
  });
  await page.goto(siteUrl);
  const chat = await openChat(page);
  await chat.getByPlaceholder("Escreva sua mensagem").fill("Cheguei cedo");
  await chat.getByPlaceholder("Escreva sua mensagem").press("Enter");
  await expect(chat.getByText("Cheguei cedo")).toBeVisible();
  begun.resolve();
  await expect(chat.getByText("entregue")).toBeVisible();
});
