import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { startGraphEmulator } from "./emulator.ts";

Deno.test({
  name: "the simulated phone: write, record, react, let 24 h pass, without a barrier axe can find",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const meta = await startGraphEmulator();
    const marina = meta.addCustomer({ name: "Marina Teles", waId: "5531988880101" });
    marina.data.messages.push({
      id: "wamid.OUT",
      from: "business",
      kind: "text",
      text: "Está sim",
      status: "delivered",
      reactions: {},
      at: Date.now(),
    });
    meta.addCustomer({ name: "Gabi", withoutPhone: true });
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
    });
    try {
      const context = await browser.newContext({ locale: "pt-BR", permissions: ["microphone"] });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(`${meta.url}/phone`);
      await page.getByPlaceholder("Mensagem").fill("Quero visitar no sábado 🌻");
      await page.keyboard.press("Enter");
      await page.locator("#thread").getByText("Quero visitar no sábado").waitFor();
      assert.equal(marina.data.messages.at(-1)?.text, "Quero visitar no sábado 🌻");
      await page.getByRole("button", { name: "Gravar" }).click();
      await page.getByPlaceholder("● 0:01").waitFor();
      await page.getByRole("button", { name: "Parar e enviar" }).click();
      await page.locator("#thread audio").waitFor();
      const voice = marina.data.messages.at(-1);
      assert.deepEqual([voice?.kind, voice?.mime, voice?.voice], ["audio", "audio/ogg", true]);
      const bubble = page.locator(".d", { hasText: "Está sim" });
      await bubble.hover();
      await bubble.getByRole("button", { name: "❤️" }).click();
      await bubble.locator(".reaction").waitFor();
      assert.equal(marina.data.messages[0]?.reactions.customer, "❤️");
      assert.equal(marina.data.messages[0]?.status, "read");
      await page.getByRole("button", { name: "Deixar 24 h passar" }).click();
      await page.locator("#window", { hasText: "janela fechada" }).waitFor();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
      }
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
      await meta.close();
    }
  },
});
