import { expect, test } from "./fixtures/test.ts";
import { BoardPage } from "./pages/board_page.ts";

test("a supervisor's funnel: made, filled, moved by keys and mouse, seen by a colleague at once, undone, its conversation beside it (KAN-01 to KAN-05, KAN-08)", async ({ desk, world }) => {
  const { id } = await world.customer({ name: "Otávia Lemos" });
  await world.write({ customer: id, text: "Aceita proposta?" });
  const [ana, bruno] = [await desk("Ana"), await desk("Bruno")];
  const [hers, his] = [new BoardPage(ana.page, ana.url), new BoardPage(bruno.page, bruno.url)];
  await hers.make("Funil de vendas", "Funil");
  await hers.add("Otávia Lemos", "Novo contato");
  await hers.stands("Otávia Lemos", "Novo contato");
  await his.open("Funil de vendas");
  await his.stands("Otávia Lemos", "Novo contato");

  // Held by keys: the colleague sees who holds it.
  await hers.card("Otávia Lemos").focus();
  await ana.page.keyboard.press("Space");
  await expect(his.column("Novo contato")).toContainText("Ana está movendo");
  await ana.page.keyboard.press("ArrowRight");
  await expect(ana.page.getByText("Qualificado, posição 1 de 1.")).toBeAttached();
  await ana.page.keyboard.press("Space");
  await his.stands("Otávia Lemos", "Qualificado");
  await expect(his.page.getByText("Ana está movendo")).toHaveCount(0);

  await his.drag("Otávia Lemos", "Proposta");
  await hers.stands("Otávia Lemos", "Proposta");
  await his.page.getByRole("button", { name: "Desfazer" }).click();
  await hers.stands("Otávia Lemos", "Qualificado");

  // The conversation opens inside the board, with the ticket's place in its panel.
  await his.card("Otávia Lemos").click();
  await expect(his.page.getByRole("log")).toContainText("Aceita proposta?");
  await his.page.keyboard.press("]");
  await his.page.getByRole("combobox", { name: "Funil de vendas" }).selectOption("Fechado");
  await hers.stands("Otávia Lemos", "Fechado");
  await his.page.getByRole("dialog").getByRole("tab", { name: "Histórico" }).click();
  await expect(his.page.getByRole("dialog")).toContainText("moveu em Funil de vendas: de Qualificado para Fechado");
});

test(
  "cards moved without network, by one who closes the page meanwhile, merge with what others did (KAN-03)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const names = ["Vilson Prado", "Wanda Reis"];
    for (const name of names) {
      const { id } = await world.customer({ name });
      await world.write({ customer: id, text: "Oi" });
    }
    const [ana, bruno] = [await desk("Ana"), await desk("Bruno")];
    const hers = new BoardPage(ana.page, ana.url);
    await hers.make("Equipe", "Kanban");
    for (const name of names) await hers.add(name, "Novo");
    const his = new BoardPage(bruno.page, bruno.url);
    await his.open("Equipe");
    for (const name of names) await his.stands(name, "Novo");
    await bruno.shellIsKept();
    await bruno.isStored(1);
    const context = bruno.page.context();
    await context.setOffline(true);
    // Chromium's emulation leaves open sockets as they are: a page that is opened now has none.
    await bruno.page.reload();
    await expect(bruno.state).toContainText(/Sem conexão desde/);
    await his.stands("Vilson Prado", "Novo");
    await his.drag("Vilson Prado", "Em atendimento");
    await his.drag("Wanda Reis", "Em atendimento");
    await his.stands("Wanda Reis", "Em atendimento");
    const address = bruno.page.url();
    await bruno.page.close();
    await hers.drag("Wanda Reis", "Concluído");
    await hers.stands("Vilson Prado", "Novo");

    const page = await context.newPage();
    await page.goto(address);
    const again = new BoardPage(page, bruno.url);
    await again.stands("Vilson Prado", "Em atendimento");
    await context.setOffline(false);
    for (const board of [again, hers]) {
      await board.stands("Vilson Prado", "Em atendimento");
      await expect(board.card("Wanda Reis")).toHaveCount(1);
    }
    // Whichever of two moves of one card stands, all see the same.
    const place = (board: BoardPage) =>
      board.card("Wanda Reis").locator("xpath=ancestor::section").getAttribute("aria-label");
    await expect.poll(async () => await place(again) === await place(hers)).toBe(true);
  },
);
