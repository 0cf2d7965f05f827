import type { Locator, Page } from "@playwright/test";
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
    const [column, held] = [(await day(tomorrow).boundingBox())!, (await chip.boundingBox())!];
    // By its middle; where its upper edge comes to lie counts.
    const y = column.height * (10 / 24) + held.height / 2;
    await chip.dragTo(day(tomorrow), { targetPosition: { x: 200, y } });
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

test(
  "by touch: a finger that rests carries a message to another hour, one that moves scrolls; “Mover” moves it too (SCH-13)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id } = await world.customer({ name: "Zenaide Toque" });
    await world.write({ customer: id, text: "Oi" });
    await world.ticket({ customer: id });
    const bruno = await desk("Bruno", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const { page } = bruno;
    await page.goto(`${bruno.url}/schedule`);
    await page.getByRole("button", { name: "Agendar", exact: true }).tap();
    const pick = bruno.dialog("Para quem?");
    await pick.getByRole("textbox").fill("zenaide");
    await pick.getByRole("option").getByRole("button").tap();
    const dialog = bruno.dialog("Agendar mensagem");
    await dialog.getByRole("textbox", { name: "Mensagem" }).fill("Como ficou?");
    await dialog.getByRole("button", { name: "Amanhã, 9h" }).tap();
    const tomorrow = await dialog.getByLabel("Data").inputValue();
    await dialog.getByRole("button", { name: /^Agendar/ }).tap();
    await expect(dialog).toBeHidden();
    await page.getByRole("radio", { name: "Dia" }).tap();
    await page.getByRole("button", { name: "Depois" }).tap();
    const chip = page.getByRole("button", { name: /Zenaide Toque/ });
    const days = page.locator("[data-days]");
    await expect(chip).toContainText("09:00");
    await chip.scrollIntoViewIfNeeded();
    const hour = (await page.locator(`[data-day="${tomorrow}"]`).boundingBox())!.height / 24;

    // Not held: the day scrolls below the finger, the message stays.
    const before = await days.evaluate((box) => box.scrollTop);
    const scrolled = days.evaluate((box) =>
      new Promise<number>((done) => box.addEventListener("scrollend", () => done(box.scrollTop), { once: true }))
    );
    const finger = await touch(page, chip);
    await finger.move(hour);
    await finger.lift();
    expect(await scrolled).toBeLessThan(before);
    await expect(chip).toContainText("09:00");

    const again = await touch(page, chip);
    await expect(chip).toHaveClass(/lifted/);
    await again.move(2 * hour);
    await expect(chip).toContainText("11:00");
    await again.lift();
    await expect(page.getByText(/^Movido para .*11:00/).first()).toBeVisible();
    await expect(chip).not.toHaveClass(/lifted/);
    // Lying there now, not only carried there.
    await expect(chip).toContainText("11:00");
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await chip.tap();
    await bruno.dialog("Zenaide Toque").getByRole("button", { name: "Mover" }).tap();
    await page.getByRole("menuitem", { name: "Amanhã, 9h" }).tap();
    await expect(chip).toContainText("09:00");
    // The first move can be undone too: the newest stands last.
    await page.getByRole("button", { name: "Desfazer" }).last().tap();
    await expect(chip).toContainText("11:00");
  },
);

/** A finger on the middle of something, as Chromium gets it from a screen. */
async function touch(page: Page, on: Locator) {
  const session = await page.context().newCDPSession(page);
  const box = (await on.boundingBox())!;
  const x = box.x + Math.min(40, box.width / 2);
  let y = box.y + box.height / 2;
  const put = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  await put("touchStart", [{ x, y }]);
  return {
    /** In steps, as a finger goes. */
    async move(by: number) {
      for (let step = 0; step < 8; step++) await put("touchMove", [{ x, y: y += by / 8 }]);
    },
    lift: () => put("touchEnd", []),
  };
}
