import { expect, test } from "./fixtures/test.ts";

test(
  "scheduled from the conversation: shown in the panel, moved, it leaves by itself (SCH-03 to SCH-05, SCH-09, SCH-11, CTP-19)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id } = await world.customer({ name: "Ofélia Torres" });
    await world.write({ customer: id, text: "Me lembra amanhã?" });
    const bruno = await desk("Bruno");
    const { page, composer } = bruno;
    await bruno.openTicket("Ofélia Torres");
    await bruno.take();
    await composer.write("Oi {primeiro_nome}, lembrete da visita");
    await composer.form.getByRole("button", { name: "Agendar mensagem" }).click();
    const dialog = bruno.dialog("Agendar mensagem");
    await expect(dialog.getByRole("textbox", { name: "Mensagem" })).toHaveValue("Oi Ofélia, lembrete da visita");
    await dialog.getByRole("button", { name: "Em 1 hora" }).click();
    await dialog.getByRole("button", { name: /^Agendar/ }).click();
    await expect(dialog).toBeHidden();
    await composer.isEmpty();
    const panel = page.getByRole("list", { name: "Agendados" });
    await expect(panel.getByRole("listitem")).toContainText("Oi Ofélia, lembrete da visita");
    await expect(page.getByRole("button", { name: "Agendados · 1" })).toBeVisible();
    expect(await world.accepted({ customer: id })).toBe(0);

    // Beyond the window it asks for a template to go in its place.
    await panel.getByRole("listitem").getByRole("button").first().click();
    const editing = bruno.dialog("Editar agendamento");
    await editing.getByRole("button", { name: "Segunda, 9h" }).click();
    await editing.getByLabel("Data").fill("2027-03-01");
    await editing.getByRole("button", { name: /^Agendar/ }).click();
    await expect(editing).toContainText("Escolha o modelo que vai se a janela estiver fechada.");
    await editing.getByLabel(/Se a janela estiver fechada, vai este modelo/).click();
    await page.getByRole("option", { name: "aviso_geral" }).click();
    await editing.getByRole("button", { name: /^Agendar/ }).click();
    await expect(editing).toBeHidden();
    await expect(panel.getByRole("listitem")).toContainText("1 de mar.");

    await world.timeComes({ customer: id });
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{
      text: "Oi Ofélia, lembrete da visita",
    }]);
    await expect(bruno.message("lembrete da visita")).toBeVisible();
    await expect(panel).toBeHidden();

    // A second one, cancelled.
    await composer.write("Não vai");
    await composer.draft.press("Escape");
    await page.keyboard.press("s");
    await dialog.getByRole("button", { name: /^Agendar/ }).click();
    await panel.getByRole("listitem").getByRole("button", { name: "Ações do agendamento" }).click();
    await page.getByRole("menuitem", { name: "Cancelar agendamento" }).click();
    const sure = bruno.dialog("Tem certeza que deseja excluir esse agendamento?");
    await sure.getByRole("button", { name: "Sim" }).click();
    await expect(panel).toBeHidden();
  },
);

test(
  "its own page: month, week, day and list; scheduled there, dragged, moved with the keyboard, without network too (SCH-01, SCH-02, SCH-13)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id } = await world.customer({ name: "Péricles Amaro" });
    await world.write({ customer: id, text: "Oi" });
    await world.ticket({ customer: id });
    const bruno = await desk("Bruno");
    const { page } = bruno;
    await expect(bruno.row("Péricles Amaro")).toBeVisible();
    await page.getByRole("link", { name: "Agenda" }).click();
    await expect(page.getByRole("main", { name: "Agenda" })).toBeVisible();
    await page.keyboard.press("n");
    const pick = bruno.dialog("Para quem?");
    await pick.getByRole("textbox").fill("pericles");
    await expect(pick.getByRole("option")).toHaveCount(1);
    await pick.getByRole("textbox").press("Enter");
    const dialog = bruno.dialog("Agendar mensagem");
    await dialog.getByRole("textbox", { name: "Mensagem" }).fill("Como foi a visita?");
    await dialog.getByRole("button", { name: "Amanhã, 9h" }).click();
    const tomorrow = await dialog.getByLabel("Data").inputValue();
    await dialog.getByRole("textbox", { name: "Mensagem" }).press("ControlOrMeta+Enter");
    await expect(dialog).toBeHidden();
    const chip = page.getByRole("button", { name: /Péricles Amaro/ });
    const day = (date: string) => page.locator(`[data-day="${date}"]`);
    await page.getByRole("radio", { name: "Semana" }).click();
    // Tomorrow may be next week's first day.
    if (await day(tomorrow).count() === 0) await page.keyboard.press("j");
    await expect(day(tomorrow).getByRole("button", { name: /09:00 Péricles Amaro/ })).toBeVisible();
    await chip.focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expect(day(tomorrow).getByRole("button", { name: /09:15 Péricles Amaro/ })).toBeVisible();
    await expect(page.getByText(/^Movido para .*09:15/).first()).toBeVisible();

    await bruno.shellIsKept();
    await page.context().setOffline(true);
    await expect(bruno.state).toContainText(/Sem conexão/);
    // The head of a day opens it.
    await page.getByRole("button", { name: new RegExp(`^\\p{L}+\\.? ${Number(tomorrow.slice(8))}$`, "u") }).click();
    await expect(page.getByRole("radio", { name: "Dia" })).toBeChecked();
    await expect(chip).toBeVisible();
    const column = (await day(tomorrow).boundingBox())!;
    await chip.dragTo(day(tomorrow), { targetPosition: { x: 200, y: column.height * (10.01 / 24) } });
    await expect(page.getByRole("button", { name: /10:00 Péricles Amaro/ })).toBeVisible();
    await expect(bruno.state).toContainText("1 na fila");
    await page.context().setOffline(false);
    await bruno.isLevel();
    await page.reload();
    await page.getByRole("radio", { name: "Lista" }).click();
    const row = page.getByRole("button", { name: /10:00.*Péricles Amaro/ });
    await expect(row).toContainText("Como foi a visita?");
    await page.getByRole("radio", { name: "Mês" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/ de 20\d\d/i);
    await page.getByRole("radio", { name: "Lista" }).click();
    await row.click();
    await bruno.dialog("Péricles Amaro").getByRole("button", { name: "Abrir atendimento" }).click();
    await expect(bruno.heading("Péricles Amaro")).toBeVisible();
  },
);
