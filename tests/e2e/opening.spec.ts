import { expect, test } from "./fixtures/test.ts";

test("a link with a number opens that contact's conversation, and with an unknown one the new chat with the phone filled in (URL-01, URL-02)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const known = await world.customer({ name: "Noêmia Falcão" });
  await world.write({ customer: known.id, text: "Oi" });
  await world.ticket({ customer: known.id });
  await expect(bruno.row("Noêmia Falcão")).toBeVisible();

  // As the old system's links have it: DDD and number.
  await bruno.open(`/inbox?target_phone=${known.waId.slice(2)}`);
  await expect(bruno.heading("Noêmia Falcão")).toBeVisible();
  await expect(bruno.page).not.toHaveURL(/target_phone/);

  await bruno.open("/inbox?target_phone=31955550199");
  const dialog = bruno.dialog("Novo chat");
  await expect(dialog.getByLabel("Telefone")).toHaveValue("31955550199");
  await expect(dialog.getByText("Vai para (31) 95555-0199")).toBeVisible();
  await expect(bruno.page).not.toHaveURL(/target_phone/);
});

test(
  "a new attendance from the rail: channel and connection with their state, what is mandatory, status, type, tags; its card stands in the thread (STA-01 to STA-09, STA-19, STA-21, TAG-05)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page } = bruno;
    const stranger = await world.customer({ name: "Otília" });
    await bruno.open("/schedule");
    await page.getByRole("link", { name: "Mensagem avulsa" }).click();
    const dialog = bruno.dialog("Novo chat");
    const start = dialog.getByRole("button", { name: "Iniciar atendimento" });
    await expect(dialog.getByLabel(/^Originado por: WhatsApp da loja/)).toBeVisible();
    await expect(dialog.getByText("Conectada")).toBeVisible();
    // Where only the visitor begins one cannot.
    await dialog.getByLabel(/^Meio de comunicação: WhatsApp/).click();
    await expect(page.getByRole("option", { name: /Chat/ })).toHaveAttribute("data-disabled", "");
    await page.keyboard.press("Escape");

    await dialog.getByRole("radio", { name: "Número novo" }).click();
    await dialog.getByLabel("Nome").fill("Otília Prado");
    await expect(start).toBeDisabled();
    await dialog.getByLabel("Telefone").fill(stranger.waId.slice(2));
    await expect(start).toBeEnabled();
    await dialog.getByLabel("E-mail").fill("otilia");
    await expect(start).toBeDisabled();
    await dialog.getByLabel("E-mail").fill("otilia@x.test");
    for (const [label, value] of [["Status", "Pendente"], ["Tipo", "Pós-venda"], ["Setor", "Suporte"]] as const) {
      await dialog.getByLabel(new RegExp(`^${label}: `)).click();
      await page.locator(".ui-options").getByRole("option", { name: value }).click();
    }
    await dialog.getByRole("button", { name: "Pôr etiqueta" }).click();
    await page.getByRole("option", { name: "urgente" }).getByRole("button").click();
    await page.keyboard.press("Escape");
    await start.click();

    await expect(bruno.heading("Otília Prado")).toBeVisible();
    const card = bruno.thread.getByRole("article", { name: "Atendimento iniciado" });
    for (const words of ["WhatsApp da loja", "Suporte", "Pendente", "Pós-venda", "urgente", "por você"]) {
      await expect(card).toContainText(words);
    }
    await expect(bruno.panel.chosen("Status")).toHaveText("Pendente");
    await expect(bruno.panel.chosen("Tipo")).toHaveText("Pós-venda");
    await expect(bruno.panel.tag("urgente")).toBeVisible();
    await expect(bruno.panel.root).toContainText("otilia@x.test");
    await world.write({ customer: stranger.id, text: "Quem é?" });
    await expect.poll(() => world.ticket({ customer: stranger.id })).toMatchObject({
      status: "in_progress",
      agent: "Bruno Reis",
      department: "Suporte",
    });
  },
);

test(
  "“Abrir conversa?” no: the template leaves and nothing opens; what is over is entered as closed (STA-05, STA-14, STA-17)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page } = bruno;
    const [told, over] = [await world.customer({ name: "Quitéria" }), await world.customer({ name: "Raimunda" })];
    const fill = async (waId: string, name: string, way: RegExp) => {
      await page.keyboard.press("n");
      const dialog = bruno.dialog("Novo chat");
      await dialog.getByRole("radio", { name: "Número novo" }).click();
      await dialog.getByLabel("Nome").fill(name);
      await dialog.getByLabel("Telefone").fill(waId.slice(2));
      await dialog.getByRole("radio", { name: way }).click();
      return dialog;
    };
    const first = await fill(told.waId, "Quitéria Luz", /^Não, só enviar/);
    const send = first.getByRole("button", { name: "Enviar mensagem" });
    await expect(send).toBeDisabled();
    await first.getByLabel(/^Mensagem: /).click();
    await page.getByRole("option", { name: "aviso_geral" }).click();
    await send.click();
    await expect(first).toBeHidden();
    await expect.poll(() => world.received({ customer: told.id })).toMatchObject([{ kind: "template" }]);
    await bruno.view("Todos os chats");
    await expect(bruno.row("Quitéria Luz")).toHaveCount(0);
    await world.write({ customer: told.id, text: "Quem é?" });
    await expect(bruno.row("Quitéria Luz")).toBeVisible();
    expect(await world.ticket({ customer: told.id })).toMatchObject({ status: "waiting", agent: null });

    const second = await fill(over.waId, "Raimunda Sá", /^Já terminou/);
    await second.getByRole("button", { name: "Iniciar atendimento" }).click();
    await expect(bruno.heading("Raimunda Sá").getByRole("img", { name: "Encerrado" })).toBeVisible();
    expect(await world.accepted({ customer: over.id })).toBe(0);
  },
);

test(
  "the ticket's form changes recipient, status, type, tags and who attends, also offline; the menu finishes and throws away (CNV-08, CNV-12, CNV-13, STS-08, CTP-16)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page } = bruno;
    const { id } = await world.customer({ name: "Sebastiana" });
    await world.write({ customer: id, text: "Boa tarde" });
    await world.ticket({ customer: id });
    const ana = await desk("Ana");
    await ana.open("/settings/choices");
    await ana.page.getByRole("radio", { name: "Demandas" }).click();
    await ana.page.getByRole("button", { name: "Nova demanda" }).first().click();
    await ana.dialog("Nova demanda").getByLabel("Nome").fill("Segunda via");
    await ana.dialog("Nova demanda").getByRole("button", { name: "Salvar" }).click();
    await expect(ana.page.getByRole("button", { name: "Segunda via", exact: true })).toBeVisible();
    await bruno.openTicket("Sebastiana");
    await bruno.take();
    await bruno.shellIsKept();
    await page.context().setOffline(true);

    await bruno.act("Editar atendimento");
    const form = bruno.dialog("Editar atendimento");
    await form.getByLabel("Nome do destinatário").fill("");
    await form.getByRole("button", { name: "Salvar alterações" }).click();
    await expect(form.getByText("Escreva um nome.")).toBeVisible();
    await expect(form.getByText("Escolha um da lista.")).toHaveCount(2);
    await form.getByLabel("Nome do destinatário").fill("Sebastiana Rocha");
    for (
      const [label, value] of [["Status", "Em andamento"], ["Tipo", "Suporte"], ["Demanda", "Segunda via"], [
        "Atendente",
        "Carla Reis",
      ]] as const
    ) {
      await form.getByLabel(new RegExp(`^${label}: `)).click();
      await page.locator(".ui-options").getByRole("option", { name: value }).click();
    }
    await form.getByRole("button", { name: "Pôr etiqueta" }).click();
    await page.getByRole("option", { name: "2ª via" }).getByRole("button").click();
    await page.keyboard.press("Escape");
    await form.getByRole("button", { name: "Salvar alterações" }).click();
    await expect(form).toBeHidden();
    await expect(bruno.heading("Sebastiana Rocha")).toBeVisible();
    await expect(bruno.panel.chosen("Status")).toHaveText("Em andamento");

    await page.context().setOffline(false);
    await bruno.isLevel();
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ agent: "Carla Reis" });
    const carla = await desk("Carla");
    await carla.openTicket("Sebastiana Rocha");
    await expect(carla.panel.chosen("Tipo")).toHaveText("Suporte");
    await expect(carla.panel.tag("2ª via")).toBeVisible();
    // The cross beside the demand takes it away.
    await carla.panel.root.getByRole("button", { name: "Tirar Demanda" }).click({ force: true });
    await expect(bruno.panel.chosen("Demanda")).toHaveText("não informado");

    await carla.page.getByRole("main").getByRole("button", { name: "Opções de atendimento" }).click();
    for (const name of ["Editar atendimento", "Encerrar atendimento"]) {
      await expect(carla.page.getByRole("menuitem", { name })).toBeVisible();
    }
    await carla.page.getByRole("menuitem", { name: "Mover para a lixeira" }).click();
    await expect.poll(async () => (await world.ticket({ customer: id })).status).toBe("closed");
  },
);
