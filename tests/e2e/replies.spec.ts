import { samplePng } from "../emulators/whatsapp/samples.ts";
import { expect, test } from "./fixtures/test.ts";

test(
  "quick replies: made in settings, found by typing /, inserted with the keyboard, variables filled, sent only when asked (QRP-01 to QRP-05, CMP-07 to CMP-09, X-15)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id } = await world.customer({ name: "Celina Prado" });
    await world.write({ customer: id, text: "Quanto é o frete?" });
    const ana = await desk("Ana");
    const { page } = ana;
    await page.goto(`${ana.url}/settings/replies`);
    await page.getByRole("button", { name: "Nova resposta" }).click();
    const dialog = ana.dialog("Nova resposta");
    await dialog.getByLabel("Atalho").fill("/frete");
    await dialog.getByLabel("Título").fill("Prazo de entrega");
    await dialog.getByRole("textbox", { name: "Texto" }).fill("Oi, ");
    await dialog.getByRole("button", { name: "{primeiro_nome}" }).click();
    await page.keyboard.type("! O frete é grátis. Mando os dados para {email}?");
    await expect(dialog.getByLabel("Como chega")).toContainText("Oi, Marina! O frete é grátis.");
    await dialog.getByLabel("Anexar arquivos").setInputFiles({
      name: "tabela.png",
      mimeType: "image/png",
      buffer: Buffer.from(await samplePng(1)),
    });
    await expect(dialog.getByRole("list", { name: "Arquivos da resposta" })).toContainText("tabela.png");
    await dialog.getByRole("button", { name: "Salvar" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("/frete");

    // Another agent uses it, and keeps one of his own that nobody else is shown.
    const bruno = await desk("Bruno");
    const { composer } = bruno;
    await bruno.page.goto(`${bruno.url}/settings/replies`);
    await bruno.page.getByRole("button", { name: "Nova resposta" }).click();
    const own = bruno.dialog("Nova resposta");
    await own.getByLabel("Atalho").fill("frete2");
    await own.getByLabel("Título").fill("Meu jeito");
    await own.getByRole("textbox", { name: "Texto" }).fill("Sai hoje, {nome}.");
    await own.getByRole("button", { name: "Salvar" }).click();
    await expect(own).toBeHidden();
    await bruno.open();
    await bruno.openTicket("Celina Prado");
    await bruno.take();
    const list = bruno.page.getByRole("region", { name: "Respostas rápidas" });
    await composer.draft.pressSequentially("/fre");
    await expect(list.getByRole("option")).toHaveCount(2);
    // My own stands before everybody's.
    await expect(list.getByRole("option", { selected: true })).toContainText("Meu jeito");
    await composer.draft.press("ArrowDown");
    await expect(list.getByRole("option", { selected: true })).toContainText("Prazo de entrega");
    await expect(list).toContainText("Oi, Celina! O frete é grátis.");
    await composer.draft.press("Enter");
    await expect(list).toBeHidden();
    await expect(composer.draft).toHaveText("Oi, Celina! O frete é grátis. Mando os dados para {email}?");
    await expect(composer.form.getByRole("list", { name: "Arquivos escolhidos" })).toContainText("tabela.png");
    // Nothing has left, and nothing does while something has no value.
    await expect(composer.form).toContainText("Sem valor: {email}");
    await composer.draft.press("Enter");
    await expect(composer.send).toBeDisabled();
    expect(await world.accepted({ customer: id })).toBe(0);
    for (let n = 0; n < "{email}?".length; n++) await composer.draft.press("Backspace");
    // A second one in the same message, by the button, found by its title.
    await composer.draft.pressSequentially("esse número? ");
    await composer.form.getByRole("button", { name: "Respostas rápidas" }).click();
    await composer.draft.pressSequentially("jeito");
    await list.getByRole("option", { name: "Meu jeito" }).click();
    await expect(composer.draft).toHaveText(
      "Oi, Celina! O frete é grátis. Mando os dados para esse número? Sai hoje, Celina Prado.",
    );
    await composer.draft.press("Enter");
    await composer.isEmpty();
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{
      kind: "image",
      text: /Sai hoje, Celina/,
    }]);

    // What was only looked for is never sent; Ctrl Enter inserts and sends.
    await composer.draft.pressSequentially("/nadadisso");
    await expect(list).toContainText("Nenhuma resposta com “nadadisso”");
    await composer.draft.press("Enter");
    await expect(composer.draft).toHaveText("/nadadisso");
    await composer.draft.press("Escape");
    for (let n = 0; n < "/nadadisso".length; n++) await composer.draft.press("Backspace");
    await composer.draft.pressSequentially("/frete2");
    await composer.draft.press("ControlOrMeta+Enter");
    await expect.poll(async () => (await world.received({ customer: id })).at(-1)?.text).toBe(
      "Sai hoje, Celina Prado.",
    );
    await ana.open();
    await ana.openTicket("Celina Prado");
    await ana.composer.draft.pressSequentially("/");
    await expect(ana.page.getByRole("region", { name: "Respostas rápidas" })).toContainText("/frete");
    await expect(ana.page.getByRole("region", { name: "Respostas rápidas" })).not.toContainText("/frete2");
  },
);

test(
  "variables typed in the bar show what they become; without network replies are found and filled as well (CMP-09, CMP-08)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    await world.act({
      name: "Ana",
      type: "quickReply.save",
      replyId: await world.newId(),
      shortcut: "offline",
      title: "No trem",
      text: "Já volto, {primeiro_nome}.",
      media: [],
      departmentId: null,
      personal: false,
    });
    const { id } = await world.customer({ name: "Heitor Camargo" });
    await world.write({ customer: id, text: "Tem alguém aí?" });
    const bruno = await desk("Bruno");
    const { composer } = bruno;
    await bruno.openTicket("Heitor Camargo");
    await bruno.take();
    await bruno.shellIsKept();
    await composer.write("{nome}, aqui é {atendente}. {isto fica}");
    await expect(composer.form.getByRole("status")).toContainText("Heitor Camargo, aqui é Bruno. {isto fica}");
    await composer.draft.press("Enter");
    await expect.poll(async () => (await world.received({ customer: id })).at(-1)?.text).toBe(
      "Heitor Camargo, aqui é Bruno. {isto fica}",
    );
    const context = bruno.page.context();
    await context.setOffline(true);
    await expect(bruno.state).toContainText(/Sem conexão/);
    await composer.draft.pressSequentially("/off");
    await composer.draft.press("Enter");
    await expect(composer.draft).toHaveText("Já volto, Heitor.");
    await composer.draft.press("Enter");
    await expect(bruno.tick("Já volto, Heitor.")).toHaveAttribute("aria-label", "Na fila, ainda não saiu");
    await context.setOffline(false);
    await expect.poll(async () => (await world.received({ customer: id })).at(-1)?.text).toBe("Já volto, Heitor.");
  },
);

test(
  "the gallery: files put in by who looks after it, several sent at once, pictures with one choice; another agent downloads (GAL-01 to GAL-06)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const ana = await desk("Ana");
    const { page } = ana;
    await page.goto(`${ana.url}/settings/gallery`);
    const picture = Buffer.from(await samplePng(1));
    await page.getByLabel("Pôr arquivos").setInputFiles([
      { name: "fachada.png", mimeType: "image/png", buffer: picture },
      { name: "planta.png", mimeType: "image/png", buffer: picture },
      { name: "tabela.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n".padEnd(300)) },
    ]);
    const card = (name: string) => page.getByRole("main").getByRole("listitem").filter({ hasText: name });
    await expect(card("tabela")).toBeVisible();
    await card("tabela").getByRole("button", { name: "Ações de tabela" }).click();
    await page.getByRole("menuitem", { name: "Editar" }).click();
    const dialog = ana.dialog("Editar arquivo");
    await dialog.getByLabel("Nome").fill("Tabela de preços");
    await dialog.getByLabel("Pasta").fill("Preços");
    await dialog.getByRole("button", { name: "Salvar" }).click();
    await expect(card("Tabela de preços")).toContainText("Preços");

    const { id } = await world.customer({ name: "Nair Bicalho" });
    await world.write({ customer: id, text: "Pode mandar fotos?" });
    const bruno = await desk("Bruno");
    await bruno.openTicket("Nair Bicalho");
    await bruno.take();
    await bruno.composer.form.getByRole("button", { name: "Galeria" }).click();
    const gallery = bruno.page.getByRole("region", { name: "Galeria" });
    await gallery.getByRole("button", { name: "fachada" }).click();
    await gallery.getByRole("button", { name: "planta" }).click();
    await gallery.getByRole("button", { name: "Enviar 2" }).click();
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{ kind: "image" }, { kind: "image" }]);
    // By the keyboard, into the tray, with words.
    await bruno.composer.draft.press("Escape");
    await bruno.page.keyboard.press("f");
    await bruno.page.keyboard.type("preços");
    await gallery.getByRole("radio", { name: "Arquivos" }).click();
    await gallery.getByRole("textbox").press("ArrowDown");
    await bruno.page.keyboard.press("Space");
    await bruno.page.keyboard.press("ControlOrMeta+Enter");
    await expect(gallery).toBeHidden();
    await expect(bruno.composer.form.getByRole("list", { name: "Arquivos escolhidos" })).toContainText("tabela.pdf");
    await bruno.composer.reply("Segue a tabela");
    await expect.poll(async () => (await world.received({ customer: id })).at(-1)).toMatchObject({
      kind: "document",
      text: "Segue a tabela",
    });

    await card("planta").getByRole("button", { name: "Ações de planta" }).click();
    await page.getByRole("menuitem", { name: "Excluir" }).click();
    await ana.dialog(/Tirar planta/).getByRole("button", { name: "Excluir" }).click();
    await expect(card("planta")).toHaveCount(0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      (async () => {
        await card("fachada").getByRole("button", { name: "Ações de fachada" }).click();
        await page.getByRole("menuitem", { name: "Baixar" }).click();
      })(),
    ]);
    expect(download.suggestedFilename()).toBe("fachada.png");
  },
);
