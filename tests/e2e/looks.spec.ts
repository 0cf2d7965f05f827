import { expect, test } from "./fixtures/test.ts";
import { noBarrier } from "./pages/barrier.ts";

for (const colorScheme of ["light", "dark"] as const) {
  const tag = colorScheme === "dark" ? ["@nightly"] : [];
  test(
    `no barrier on sign-in, inbox, conversation, settings (${colorScheme})`,
    { tag },
    async ({ desk, visitor, world }) => {
      const { url } = await world.info();
      const door = await visitor({ colorScheme });
      await door.goto(`${url}/sign-in`);
      await expect(door.getByRole("button", { name: "Entrar" })).toBeVisible();
      await noBarrier(door);

      const ana = await desk("Ana", { colorScheme });
      const { id } = await world.customer({ name: `Iolanda ${colorScheme}` });
      await world.write({ customer: id, text: "Boa tarde" });
      await expect(ana.row(`Iolanda ${colorScheme}`)).toBeVisible();
      await noBarrier(ana.page);
      await ana.openTicket(`Iolanda ${colorScheme}`);
      await ana.take();
      await ana.composer.reply("Boa tarde, Iolanda");
      await expect(ana.tick("Boa tarde, Iolanda")).toHaveAttribute("aria-label", "Entregue");
      await noBarrier(ana.page);
      await ana.closing.open();
      await ana.closing.later("60", "Cancelar o encerramento");
      await noBarrier(ana.page);
      await ana.page.keyboard.press("Escape");
      const { whatsapp } = await world.info();
      await ana.page.goto(`${url}/settings/connections/${whatsapp}?automatic`);
      await ana.page.getByLabel("Esta conexão tem horário próprio").click();
      await ana.page.getByLabel("Pedir avaliação ao encerrar").click();
      await noBarrier(ana.page);
      for (
        const [section, title] of [["team", "Equipe"], ["workspace", "Espaço de trabalho"], [
          "connections",
          "Conexões",
        ]] as const
      ) {
        await ana.page.goto(`${url}/settings/${section}`);
        await expect(ana.page.getByRole("heading", { name: title, level: 1 }).last()).toBeVisible();
        await noBarrier(ana.page);
      }
    },
  );
}

test("in English, in the dark, chosen from the menu and kept", { tag: "@nightly" }, async ({ desk, world }) => {
  const carla = await desk("Carla");
  const { page } = carla;
  const { id } = await world.customer({ name: "John Carver" });
  await world.write({ customer: id, text: "Hello there" });
  for (const choice of ["English", "Dark theme"]) {
    await page.getByRole("button", { name: /Meu menu|My menu/ }).click();
    await page.getByRole("menuitem", { name: choice }).click();
  }
  await page.reload();
  await expect(page.getByRole("button", { name: "Waiting: " })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("option").filter({ hasText: "John Carver" }).click();
  await page.getByRole("button", { name: "Take it?" }).click();
  const draft = page.getByRole("textbox", { name: /^Write to/ });
  await draft.pressSequentially("Good morning, John");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Good morning, John" }]);
});

test("on a phone: one column, list to conversation to context and back", async ({ desk, world }) => {
  const bruno = await desk("Bruno", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const { page } = bruno;
  const { id } = await world.customer({ name: "Jurema Pontes" });
  await world.write({ customer: id, text: "Oi, é rapidinho" });
  await bruno.row("Jurema Pontes").tap();
  await expect(bruno.heading("Jurema Pontes")).toBeVisible();
  await expect(bruno.list).toBeHidden();
  await page.getByRole("button", { name: "Assumir?" }).tap();
  await bruno.composer.reply("Pode falar");
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Pode falar" }]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  await page.getByRole("button", { name: "Ver o contexto de Jurema Pontes" }).tap();
  await expect(page.getByRole("dialog", { name: "Contexto" })).toContainText("Nota da equipe");
  await noBarrier(page);
  // Above the sheet.
  await page.touchscreen.tap(195, 20);
  await expect(page.getByRole("dialog", { name: "Contexto" })).toBeHidden();
  await page.getByRole("button", { name: "Voltar" }).tap();
  await expect(bruno.list).toBeVisible();
  await expect(bruno.row("Jurema Pontes")).toContainText("Pode falar");
});
