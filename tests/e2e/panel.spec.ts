import { expect, test } from "./fixtures/test.ts";

test(
  "who it is: nickname, the team's name, e-mail, number, which of our numbers; earlier tickets, searched (CTP-01 to CTP-04, CTP-05, CTP-10, CNV-11, SES-07)",
  { tag: "@nightly" },
  async ({ desk, world, visitor }) => {
    const bruno = await desk("Bruno");
    const { page, panel } = bruno;
    const { id, waId } = await world.customer({ name: "Mari 🏡" });
    await world.write({ customer: id, text: "Procuro casa" });
    const { protocol, id: ticketId } = await world.ticket({ customer: id });
    await world.act({ name: "Bruno", type: "ticket.take", ticketId });
    await world.act({ name: "Bruno", type: "ticket.close", ticketId, message: "" });
    await world.write({ customer: id, text: "Voltei" });
    await expect.poll(async () => (await world.ticket({ customer: id })).protocol).not.toBe(protocol);

    // The ticket of now is in this browser too: before that, the row leads to the one that was closed.
    await expect(bruno.row("Mari 🏡")).toContainText("Voltei");
    await bruno.openTicket("Mari 🏡");
    await expect(panel.root).toContainText(`(${waId.slice(2, 4)}) ${waId.slice(4, 9)}-${waId.slice(9)}`);
    await expect(panel.root).toContainText("escreve para WhatsApp da loja");
    await expect(panel.root).toContainText("Sessão válida até");
    await expect(panel.root.getByRole("link", { name: "Regras da Meta" })).toHaveAttribute("href", /facebook\.com/);
    await panel.root.getByRole("button", { name: "Editar contato" }).click();
    const dialog = bruno.dialog("Editar contato");
    await expect(dialog).toContainText("No aplicativo: “Mari 🏡”");
    await expect(dialog).toContainText("Pergunte o nome da pessoa");
    await dialog.getByLabel("Nome").fill("Mariana Duarte");
    await dialog.getByLabel("E-mail").fill("mariana@exemplo");
    await dialog.getByRole("button", { name: "Salvar" }).click();
    await expect(dialog).toContainText("Este e-mail não parece completo.");
    await dialog.getByLabel("E-mail").fill("mariana@exemplo.test");
    await dialog.getByRole("button", { name: "Salvar" }).click();
    await expect(panel.root).toContainText("“Mari 🏡”");
    await expect(panel.root).toContainText("mariana@exemplo.test");
    await bruno.reload();
    await expect(bruno.heading("Mariana Duarte")).toBeVisible();
    // A new nickname of theirs does not undo the team's.
    await world.write({ customer: id, text: "Alô?" });
    await expect(bruno.row("Mariana Duarte")).toContainText("Alô?");

    const others = await panel.others();
    await others.getByRole("textbox").fill("protocolo nenhum");
    await expect(others).toContainText("Nada encontrado");
    await others.getByRole("textbox").fill(protocol.slice(-4));
    await others.getByRole("button", { name: protocol.slice(-4) }).click();
    await expect(page.getByRole("main")).toContainText("Este atendimento terminou.");
    await expect(page.getByRole("main").locator("header.head")).toContainText(protocol.slice(-4));
    await page.getByRole("button", { name: "Ir para o atual" }).click();
    await expect(bruno.heading("Mariana Duarte").getByRole("img", { name: "Aguardando" })).toBeVisible();

    // A visitor of the site has no number to show.
    const site = await visitor();
    await site.goto((await world.info()).siteUrl);
    await site.getByRole("button", { name: /^Abrir a conversa/ }).click();
    const box = site.frameLocator("iframe").getByPlaceholder("Escreva sua mensagem");
    await box.fill("oi, pelo painel");
    await box.press("Enter");
    await bruno.list.getByRole("option").filter({ hasText: "oi, pelo painel" }).click();
    await expect(bruno.message("oi, pelo painel")).toBeVisible();
    await expect(panel.root).toContainText("escreve para Chat do site");
    await expect(panel.root).not.toContainText(/\(\d\d\)|Telefone/);
  },
);

test(
  "tags made in settings and put on the ticket, value, the team's note; the customer sees none; the timeline tells (TAG-02, TAG-04, CTP-14, CTP-17, INT-04 to INT-06)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const ana = await desk("Ana");
    await ana.page.goto(`${ana.url}/settings/tags`);
    await ana.page.getByRole("textbox", { name: "Nova etiqueta" }).fill("permuta");
    await ana.page.keyboard.press("Enter");
    await expect(ana.page.getByRole("listitem").filter({ hasText: "permuta" })).toBeVisible();

    const bruno = await desk("Bruno");
    const { panel } = bruno;
    const { id } = await world.customer({ name: "Olavo Serpa" });
    await world.write({ customer: id, text: "Troco por apartamento" });
    const { protocol, id: ticketId } = await world.ticket({ customer: id });
    await bruno.openTicket("Olavo Serpa");
    await bruno.take();
    await panel.addTag("permuta");
    await expect(bruno.row("Olavo Serpa")).toContainText("permuta");
    await panel.tag("permuta").click();
    await expect(panel.tag("permuta")).toHaveCount(0);
    await panel.addTag("permuta");
    await panel.fill("Valor", "620000");
    await expect(panel.field("Valor")).toHaveValue(/^R\$\s620\.000,00$/);
    await panel.writeNote("Aceita permuta por apartamento menor.");
    await panel.past();
    await expect(panel.event("pôs a etiqueta permuta").first()).toBeVisible();
    await expect(panel.event(/preencheu Valor: R\$\s620\.000,00/)).toBeVisible();
    await expect(panel.event("editou a nota")).toBeVisible();

    await bruno.close("");
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "closed" });
    // Nothing of it went to the customer.
    expect(await world.accepted({ customer: id })).toBe(0);
    // The next time what the team knew is one press away.
    await world.write({ customer: id, text: "E então?" });
    await expect.poll(async () => (await world.ticket({ customer: id })).id).not.toBe(ticketId);
    const carla = await desk("Carla");
    await carla.openTicket("Olavo Serpa");
    await (await carla.panel.others()).getByRole("button", { name: protocol.slice(-4) }).click();
    await expect(carla.panel.note).toContainText("Aceita permuta por apartamento menor.");
    await expect(carla.panel.field("Valor")).toHaveValue(/620\.000,00/);
    await expect(carla.panel.root).toContainText("permuta");
  },
);
