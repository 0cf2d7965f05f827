import { expect, test } from "./fixtures/test.ts";

test("the server dies in the middle of sending: nothing is lost, nothing goes twice, the screen recovers by itself", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { id } = await world.customer({ name: "Guto Prates" });
  await world.write({ customer: id, text: "Manda tudo" });
  await bruno.openTicket("Guto Prates");
  await bruno.take();
  await bruno.panel.writeNote("Quer tudo");
  // Meta is slow to answer: some are on their way when the plug is pulled.
  const texts = Array.from({ length: 6 }, (_, n) => `Parte ${n + 1} de 6`);
  for (const [at, text] of texts.entries()) {
    await bruno.composer.reply(text);
    if (at === 2) {
      await expect.poll(() => world.accepted({ customer: id })).toBeGreaterThan(0);
      await world.kill({});
    }
  }
  await expect(bruno.state).toContainText("Sem conexão desde");
  // The customer does not wait for our server; Meta repeats its webhook.
  await world.write({ customer: id, text: "Ainda aí?" });
  await world.restart();

  await bruno.isLevel();
  await expect(bruno.message("Ainda aí?")).toBeVisible();
  await expect.poll(async () => (await world.received({ customer: id })).map((one) => one.text), { timeout: 60_000 })
    .toEqual(texts);
  await expect(bruno.tick("Parte 6 de 6")).toHaveAttribute("aria-label", "Entregue");
  await bruno.reload();
  await expect(bruno.thread.locator(".msg.out")).toHaveText(texts.map((text) => new RegExp(text)));
  await expect(bruno.panel.note).toContainText("Quer tudo");
  expect(await world.accepted({ customer: id })).toBe(texts.length);
});
