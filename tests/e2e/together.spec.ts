import { expect, test } from "./fixtures/test.ts";
import type { DeskPage } from "./pages/desk_page.ts";

test("two people in one ticket: seen, one draft with both carets, sent by one of them (ASG-07, X-07)", async ({ desk, world }) => {
  await world.hire({ name: "Sofia", role: "supervisor", departments: ["Vendas"] });
  const [bruno, sofia] = [await desk("Bruno"), await desk("Sofia")];
  const { id } = await world.customer({ name: "Vera Pacheco" });
  await world.write({ customer: id, text: "Qual o valor do condomínio?" });
  await bruno.openTicket("Vera Pacheco");
  await bruno.take();
  await sofia.openTicket("Vera Pacheco");
  await expect(
    bruno.page.getByRole("group", { name: "Quem está neste atendimento" }).getByRole("img", { name: "Sofia Reis" }),
  ).toBeVisible();

  await bruno.composer.write("O condomínio é 480");
  await expect(sofia.composer.draft).toContainText("O condomínio é 480");
  await expect(sofia.composer.caret("Bruno")).toBeAttached();
  await sofia.composer.write(" reais, com água.");
  await expect(bruno.composer.draft).toContainText("O condomínio é 480 reais, com água.");
  await expect(bruno.composer.caret("Sofia")).toBeAttached();
  await expect(bruno.composer.form).toContainText("Sofia escreve com você");

  await sofia.composer.send.click();
  await bruno.composer.isEmpty();
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{
    text: "O condomínio é 480 reais, com água.",
  }]);
  // A second one answering does not take it from the first.
  expect((await world.ticket({ customer: id })).agent).toBe("Bruno Reis");
});

test(
  "two press Enter on one draft: the customer gets it once, the second author is told; other words are held (ASG-07)",
  async ({ desk, world }, { repeatEachIndex }) => {
    // The server is started anew twice.
    test.slow();
    await world.hire({ name: "Renata", role: "supervisor", departments: ["Vendas"] });
    const [bruno, renata] = [await desk("Bruno"), await desk("Renata")];
    const name = `Vilma Prado ${repeatEachIndex}`;
    const { id } = await world.customer({ name });
    const texts = async () => (await world.received({ customer: id })).map((one) => one.text);
    await world.write({ customer: id, text: "Aceita cachorro?" });
    await bruno.openTicket(name);
    await bruno.take();
    await renata.openTicket(name);

    // Neither hears of the other's Enter before both have pressed it. Chromium's emulation leaves open sockets as they
    // are, so first the server goes, and with it the shared draft; what comes back they then reach one after the other.
    const cut = async () => {
      await world.kill({});
      for (const { composer } of [bruno, renata]) {
        await expect(composer.form).toContainText("Guardado neste computador");
      }
      for (const { page } of [bruno, renata]) await page.context().setOffline(true);
      await world.restart();
    };
    const mend = ({ page }: DeskPage) => page.context().setOffline(false);
    await bruno.composer.write("Aceita cachorro, sim.");
    await expect(renata.composer.draft).toContainText("Aceita cachorro, sim.");
    await expect(bruno.composer.form).toContainText("Rascunho salvo");
    await cut();
    for (const { composer } of [bruno, renata]) {
      await composer.draft.press("Enter");
      await composer.isEmpty();
    }
    await mend(bruno);
    await expect.poll(texts).toEqual(["Aceita cachorro, sim."]);
    await mend(renata);
    await expect(renata.page.getByText("Bruno enviou este rascunho um instante antes.")).toBeVisible();
    await renata.isLevel();
    await expect(renata.message("Aceita cachorro, sim.")).toHaveCount(1);
    await expect(renata.state).not.toContainText("espera por você");
    for (const { composer } of [bruno, renata]) await composer.isEmpty();

    await bruno.composer.write("Tem vaga coberta.");
    await expect(renata.composer.draft).toContainText("Tem vaga coberta.");
    await expect(bruno.composer.form).toContainText("Rascunho salvo");
    await cut();
    await renata.composer.write(" E elevador.");
    for (const { composer } of [bruno, renata]) {
      await composer.draft.press("Enter");
      await composer.isEmpty();
    }
    await mend(bruno);
    await expect.poll(texts).toEqual(["Aceita cachorro, sim.", "Tem vaga coberta."]);
    await mend(renata);
    const held = renata.thread.getByRole("alert").filter({ hasText: /Bruno já enviou este rascunho às \d\d:\d\d/ });
    for (const choice of ["Descartar", "Editar", "Enviar assim mesmo"]) {
      await expect(held.getByRole("button", { name: choice })).toBeVisible();
    }
    await held.getByRole("button", { name: "Editar" }).click();
    await expect(bruno.composer.draft).toContainText("Tem vaga coberta. E elevador.");
    await renata.composer.reply(" Novo.");
    await expect.poll(texts).toEqual([
      "Aceita cachorro, sim.",
      "Tem vaga coberta.",
      "Tem vaga coberta. E elevador. Novo.",
    ]);
  },
);

test("note, tags and fields of two people merge; a draft is untouched by moving and closing", async ({ desk, world }) => {
  const [bruno, carla] = [await desk("Bruno"), await desk("Carla")];
  const { id } = await world.customer({ name: "Wagner Tupi" });
  await world.write({ customer: id, text: "Olá" });
  await bruno.openTicket("Wagner Tupi");
  await bruno.take();
  await carla.openTicket("Wagner Tupi");

  await bruno.panel.writeNote("Prefere manhã. ");
  await carla.panel.writeNote("Tem dois filhos.");
  for (const { panel } of [bruno, carla]) {
    await expect(panel.note).toContainText("Prefere manhã.");
    await expect(panel.note).toContainText("Tem dois filhos.");
  }
  await bruno.panel.note.press("ControlOrMeta+a");
  await bruno.panel.note.press("ControlOrMeta+b");
  await expect(carla.panel.note.locator("strong")).toContainText("Prefere manhã.");

  await Promise.all([bruno.panel.addTag("orçamento"), carla.panel.addTag("urgente")]);
  await bruno.panel.choose("Status", "Pendente");
  await carla.panel.fill("Imóvel", "Casa 12");
  for (const { panel } of [bruno, carla]) {
    await expect(panel.tag("orçamento")).toBeVisible();
    await expect(panel.tag("urgente")).toBeVisible();
    await expect(panel.chosen("Status")).toHaveText("Pendente");
    await expect(panel.field("Imóvel")).toHaveValue("Casa 12");
  }
  await bruno.reload();
  await expect(bruno.panel.note.locator("strong")).toContainText("Tem dois filhos.");
  await expect(bruno.panel.tag("urgente")).toBeVisible();
  await expect(bruno.panel.field("Imóvel")).toHaveValue("Casa 12");
  await expect(bruno.row("Wagner Tupi")).toContainText("orçamento");

  await bruno.composer.write("Ainda pensando no que");
  const { id: ticketId } = await world.ticket({ customer: id });
  const departmentId = await world.departmentId({ name: "Vendas" });
  await world.act({ name: "Ana", type: "ticket.transfer", ticketId, agentId: null, departmentId });
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "waiting" });
  await expect(bruno.heading("Wagner Tupi").getByRole("img", { name: "Aguardando" })).toBeVisible();
  await bruno.take();
  await expect(bruno.composer.draft).toHaveText("Ainda pensando no que");
  await world.act({ name: "Ana", type: "ticket.close", ticketId, message: "" });
  await expect(bruno.page.getByText(/Encerrado às/)).toBeVisible();
  await bruno.page.getByRole("button", { name: "Reabrir e assumir" }).click();
  await expect(bruno.composer.draft).toHaveText("Ainda pensando no que");
  expect(await world.accepted({ customer: id })).toBe(0);
});
