import { expect, test } from "./fixtures/test.ts";

test(
  "a colleague called with @ in an internal message and in the note is told, and led to the place; without network too (INT-03, NOT-09, NOT-10, NOT-12, X-37)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const [bruno, carla] = [await desk("Bruno"), await desk("Carla")];
    const bell = carla.page.getByRole("button", { name: "Avisos" });
    const tray = carla.page.getByRole("region", { name: "Avisos" });
    // What other stories told her is none of this one's.
    await bell.click();
    await expect(tray).toContainText(/Nada por aqui|Limpar avisos/);
    const clear = tray.getByRole("button", { name: "Limpar avisos" });
    if (await clear.isVisible()) await clear.click();
    await expect(tray).toContainText("Nada por aqui");
    await carla.page.keyboard.press("Escape");
    const { id } = await world.customer({ name: "Menções" });
    await world.write({ customer: id, text: "Quem me ajuda?" });
    await bruno.openTicket("Menções");
    const { id: ticketId } = await world.ticket({ customer: id });
    await world.act({ name: "Bruno", type: "ticket.take", ticketId });

    await bruno.composer.mode("Interna");
    await bruno.composer.internal.pressSequentially("@car");
    await expect(bruno.page.getByRole("listbox", { name: "Chamar um colega" })).toContainText("Carla");
    await bruno.page.context().setOffline(true);
    await bruno.composer.internal.press("Enter");
    await bruno.composer.internal.pressSequentially("vê o prazo?");
    await bruno.composer.internal.press("Enter");
    await expect(bruno.composer.internal).toHaveValue("");
    await bruno.page.context().setOffline(false);

    await expect(bell).toContainText("1 aviso não visto");
    await bell.click();
    await expect(tray).toContainText("Bruno chamou você");
    await tray.getByRole("button", { name: /Bruno chamou você/ }).click();
    await expect(carla.message("@Carla vê o prazo?")).toBeInViewport();
    await expect(bell).not.toContainText("não visto");

    // In the note, while she looks elsewhere.
    await carla.page.goto(`${carla.url}/contacts`);
    const note = bruno.panel.root.getByRole("textbox", { name: "Nota da equipe" });
    await note.click();
    await note.pressSequentially("Falar com @car");
    await note.press("Enter");
    await expect(note.locator(".mention")).toHaveText("@Carla");
    await expect(bell).toContainText("1 aviso não visto");
    await bell.click();
    await expect(tray).toContainText("Bruno chamou você na nota");
    await tray.getByRole("button", { name: "Limpar avisos" }).click();
    await expect(tray).toContainText("Nada por aqui");
    await carla.reload();
    await expect(bell).not.toContainText("não visto");
  },
);

test(
  "a macro made in settings tags, answers and closes with one choice, told step by step; a refused step stops the rest; without network it waits in order",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page } = bruno;
    await page.goto(`${bruno.url}/settings/macros`);
    await page.getByRole("button", { name: "Nova macro" }).click();
    const dialog = bruno.dialog("Nova macro");
    await dialog.getByLabel("Nome").fill("Resolvido");
    await dialog.getByRole("textbox", { name: "Responder" }).fill("Pronto, {primeiro_nome}!");
    for (const step of ["Mensagem interna", "Encerrar"]) {
      await dialog.getByRole("button", { name: "Adicionar passo" }).click();
      await page.getByRole("menuitem", { name: step }).click();
    }
    await dialog.getByRole("textbox", { name: "Mensagem interna" }).fill("Fechado pela macro");
    await dialog.getByRole("button", { name: "Salvar" }).click();
    await expect(page.getByRole("main")).toContainText("Responder: Pronto, {primeiro_nome}!");

    const { id } = await world.customer({ name: "Nina Macro" });
    await world.write({ customer: id, text: "Resolve?" });
    const { id: ticketId } = await world.ticket({ customer: id });
    await world.act({ name: "Bruno", type: "ticket.take", ticketId });
    await page.goto(`${bruno.url}/inbox`);
    await bruno.openTicket("Nina Macro");
    await page.context().setOffline(true);
    await bruno.composer.write("/resol");
    await page.keyboard.press("Enter");
    const run = page.getByRole("status", { name: "Macro “Resolvido”" });
    await expect(run.getByRole("listitem").filter({ hasText: "na fila" })).toHaveCount(3);
    await page.context().setOffline(false);
    await expect(run.getByRole("listitem").filter({ hasText: "feito" })).toHaveCount(3);
    await expect.poll(async () => (await world.ticket({ customer: id })).status).toBe("closed");
    await expect(bruno.message("Pronto, Nina!")).toBeVisible();

    // The answer is held because a colleague answered meanwhile: nothing after it happens until its author decides.
    await world.write({ customer: id, text: "Mais uma" });
    await expect.poll(async () => (await world.ticket({ customer: id })).status).toBe("waiting");
    const again = await world.ticket({ customer: id });
    await world.act({ name: "Bruno", type: "ticket.take", ticketId: again.id });
    await page.goto(`${bruno.url}/inbox/${again.id}`);
    await expect(bruno.message("Mais uma")).toBeVisible();
    await page.context().setOffline(true);
    await page.keyboard.press("x");
    await page.getByRole("option", { name: /Resolvido/ }).click();
    await expect(run.getByRole("listitem").filter({ hasText: "na fila" })).toHaveCount(3);
    await world.act({
      name: "Carla",
      type: "message.send",
      conversationId: again.conversationId,
      messageId: crypto.randomUUID(),
      text: "Eu respondo",
      seen: null,
      anyway: true,
    });
    await page.context().setOffline(false);
    await expect(run.getByRole("listitem").filter({ hasText: "precisa de você" })).toHaveCount(1);
    expect((await world.ticket({ customer: id })).status).not.toBe("closed");
  },
);

test(
  "a picture too large for WhatsApp is said before sending and made smaller; photos open large, with zoom and keys (MSG-03)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page, composer } = bruno;
    const { id } = await world.customer({ name: "Foto Grande" });
    await world.write({ customer: id, text: "Manda a planta?" });
    const { id: ticketId } = await world.ticket({ customer: id });
    await world.act({ name: "Bruno", type: "ticket.take", ticketId });
    await bruno.openTicket("Foto Grande");
    await composer.draft.click();
    // Noise does not compress: more than the 5 MB of WhatsApp.
    await composer.draft.evaluate(async (element) => {
      const canvas = new OffscreenCanvas(1600, 1400);
      const context = canvas.getContext("2d")!;
      const noise = context.createImageData(1600, 1400);
      for (let at = 0; at < noise.data.length; at += 65_536) {
        crypto.getRandomValues(noise.data.subarray(at, Math.min(at + 65_536, noise.data.length)));
      }
      for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
      context.putImageData(noise, 0, 0);
      const clipboardData = new DataTransfer();
      const blob = await canvas.convertToBlob({ type: "image/png" });
      clipboardData.items.add(new File([blob], "planta.png", { type: "image/png" }));
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    const files = composer.form.getByRole("list", { name: "Arquivos escolhidos" });
    await expect(files).toContainText("Acima de 5");
    await expect(composer.send).toBeDisabled();
    await files.getByRole("button", { name: "Diminuir" }).click();
    await expect(files).toContainText("planta.jpg");
    await expect(files).not.toContainText("Acima de");
    await composer.send.click();
    await bruno.thread.getByRole("button", { name: "planta.jpg" }).click();

    const viewer = page.getByRole("dialog", { name: "Fotos" });
    await expect(viewer.getByText("100%")).toBeVisible();
    await page.keyboard.press("+");
    await expect(viewer.getByText("140%")).toBeVisible();
    await page.keyboard.press("0");
    await expect(viewer.getByText("100%")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(viewer).toBeHidden();
  },
);
