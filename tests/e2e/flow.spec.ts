import { expect, test } from "./fixtures/test.ts";

test("a flow is made, a ticket is forwarded to it: closed, and the customer gets its messages in order (ASG-09, FLW-20)", async ({ desk, world }) => {
  const ana = await desk("Ana");
  await ana.page.goto(`${ana.url}/settings/flows`);
  await expect(ana.page.getByText("Um fluxo é uma sequência de mensagens prontas")).toBeVisible();
  await ana.page.getByRole("button", { name: "Novo fluxo" }).click();
  const dialog = ana.dialog("Novo fluxo");
  const save = dialog.getByRole("button", { name: "Salvar" });
  await dialog.getByLabel("Nome").fill("Pesquisa");
  await save.click();
  await expect(dialog.getByRole("alert")).toHaveText("Não pode ficar vazio.");
  await dialog.getByLabel("Passo 1: mensagem").fill("De 1 a 5?");
  await dialog.getByRole("button", { name: "Mensagem", exact: true }).click();
  await dialog.getByLabel("Passo 2: mensagem").fill("Oi, {{primeiro_nome}}!");
  await dialog.getByRole("button", { name: "Espera", exact: true }).click();
  await dialog.getByLabel("Passo 3: espera em segundos").fill("1");
  // The order by keyboard alone: the greeting first, the wait before the question. What moves keeps the focus.
  await dialog.getByLabel("Passo 2: mensagem").press("Alt+ArrowUp");
  await expect(dialog.getByLabel("Passo 1: mensagem")).toHaveValue("Oi, {{primeiro_nome}}!");
  await expect(dialog.getByLabel("Passo 1: mensagem")).toBeFocused();
  await dialog.getByRole("button", { name: "Subir o passo 3" }).press("Enter");
  await expect(dialog.getByText("Agora é o passo 2 de 3")).toBeAttached();
  await expect(dialog.getByRole("button", { name: "Subir o passo 2" })).toBeFocused();
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(ana.page.getByRole("listitem").filter({ hasText: "Pesquisa" })).toContainText("2 mensagens · 1 espera");

  const bruno = await desk("Bruno");
  const { id } = await world.customer({ name: "Nair Campos" });
  await world.write({ customer: id, text: "Obrigada, era isso" });
  await bruno.openTicket("Nair Campos");
  await bruno.take();
  await bruno.forwardToFlow("Pesquisa");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "closed", agent: null });
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Oi, Nair!" }, {
    text: "De 1 a 5?",
  }]);
  await expect(bruno.message("De 1 a 5?")).toBeVisible();
  await expect(bruno.thread).toContainText("encaminhou para o fluxo Pesquisa");
  expect(await world.ticket({ customer: id })).toMatchObject({ status: "closed" });

  // The answer is a new ticket.
  const { protocol } = await world.ticket({ customer: id });
  await world.write({ customer: id, text: "5" });
  await expect.poll(async () => (await world.ticket({ customer: id })).protocol).not.toBe(protocol);
});

test("without network it is closed and pending here, and leaves once when the network is back (ASG-09)", {
  tag: "@nightly",
}, async ({ desk, world }) => {
  await world.publish({ name: "Até logo", texts: ["Até logo, {{nome}}!"] });
  const bruno = await desk("Bruno");
  const { id } = await world.customer({ name: "Otto Braga" });
  await world.write({ customer: id, text: "Valeu" });
  await bruno.openTicket("Otto Braga");
  await bruno.take();
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "in_progress" });
  await bruno.page.context().setOffline(true);
  await bruno.forwardToFlow("Até logo");
  await expect(bruno.page.getByRole("main")).toContainText("Quem encerrou: Você.");
  await expect(bruno.state).toContainText("1 na fila");
  expect(await world.ticket({ customer: id })).toMatchObject({ status: "in_progress" });
  await bruno.page.context().setOffline(false);
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Até logo, Otto Braga!" }]);
  expect(await world.ticket({ customer: id })).toMatchObject({ status: "closed" });
});

test(
  "with the window closed the flow says so before it is chosen for good (ASG-09, SES-05)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    await world.publish({ name: "Fora de hora", texts: ["Oi"] });
    const bruno = await desk("Bruno");
    const { id } = await world.customer({ name: "Cida Rocha" });
    await world.write({ customer: id, text: "Oi" });
    await world.ticket({ customer: id });
    await world.age({ customer: id, hours: 25 });
    await bruno.reload();
    await bruno.openTicket("Cida Rocha");
    await bruno.act("Transferir");
    const dialog = bruno.dialog("Transferir");
    await dialog.getByRole("listbox", { name: "Encaminhar para fluxo" }).getByRole("button", { name: "Fora de hora" })
      .click();
    await expect(dialog).toContainText("A janela está fechada");
    await expect(dialog.getByRole("button", { name: "Encaminhar para fluxo" })).toBeDisabled();
  },
);
