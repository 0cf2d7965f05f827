import { expect, test } from "./fixtures/test.ts";

test("an agent's morning: a customer writes, is peeked at, taken, answered (SYN-07, X-06, INB-03, ASG-05)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const waiting = await bruno.count("Aguardando");
  const marina = await world.customer({ name: "Marina Lage" });
  await world.write({ customer: marina.id, text: "Bom dia! O sobrado ainda está livre?" });

  // Without a reload: the row, its department and the counter.
  await expect(bruno.row("Marina Lage")).toContainText("O sobrado ainda está livre?");
  await expect(bruno.row("Marina Lage")).toContainText("Vendas");
  await expect(bruno.counter("Aguardando")).toHaveAttribute("aria-label", `Aguardando: ${waiting + 1}`);

  await bruno.openTicket("Marina Lage");
  await expect(bruno.page.getByText("Você está espiando.")).toBeVisible();
  await expect(bruno.row("Marina Lage").getByText("1 não lida")).toBeVisible();
  expect((await world.ticket({ customer: marina.id })).agent).toBeNull();
  await bruno.take();
  await expect(bruno.counter("Aguardando")).toHaveAttribute("aria-label", `Aguardando: ${waiting}`);
  await expect.poll(async () => (await world.ticket({ customer: marina.id })).agent).toBe("Bruno Reis");

  await bruno.composer.reply("Bom dia, Marina! Está sim.");
  await expect(bruno.tick("Está sim.")).toHaveAttribute("aria-label", "Entregue");
  await world.read({ customer: marina.id });
  await expect(bruno.tick("Está sim.")).toHaveAttribute("aria-label", "Lida");
  expect(await world.received({ customer: marina.id })).toMatchObject([{ text: "Bom dia, Marina! Está sim." }]);

  await bruno.reload();
  await expect(bruno.message("Está sim.")).toBeVisible();
  await expect(bruno.tick("Está sim.")).toHaveAttribute("aria-label", "Lida");
});

test("emoji, an image by paste, a file by the button, a voice note (CMP-02, CMP-11, CMP-13, CMP-20 to CMP-25, CNV-10, X-30)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { page, composer } = bruno;
  const { id } = await world.customer({ name: "Otávio Lins" });
  await world.sendImage({ customer: id });
  await bruno.openTicket("Otávio Lins");
  await expect(bruno.thread.locator("img").last()).toHaveJSProperty("complete", true);
  await bruno.take();

  await composer.write("Chegou ");
  await composer.form.getByRole("button", { name: "Emoji" }).click();
  await page.locator("emoji-picker").getByRole("menuitem", { name: /sorridente|sorrindo/i }).first().click();
  await page.keyboard.press("Escape");
  await composer.send.click();
  await expect.poll(() => world.received({ customer: id })).toMatchObject([
    { kind: "text", text: expect.stringMatching(/^Chegou \p{Extended_Pictographic}/u) },
  ]);

  await composer.draft.click();
  await composer.paste("planta.png", "image/png");
  await expect(composer.form.getByRole("list", { name: "Arquivos escolhidos" })).toContainText("planta.png");
  expect(await world.received({ customer: id })).toHaveLength(1);
  await composer.write("A planta do térreo");
  await composer.send.click();
  await expect.poll(async () => (await world.received({ customer: id })).at(-1)).toMatchObject({
    kind: "image",
    text: "A planta do térreo",
  });

  await composer.form.locator("input[type=file]").setInputFiles({
    name: "contrato.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"),
  });
  await composer.send.click();
  await expect.poll(async () => (await world.received({ customer: id })).at(-1)).toMatchObject({
    kind: "document",
    name: "contrato.pdf",
  });

  await composer.form.getByRole("button", { name: "Gravar áudio" }).click();
  const bar = page.getByRole("group", { name: "Gravar áudio" });
  await expect(bar.getByText("0:01")).toBeVisible();
  await bar.getByRole("button", { name: "Parar" }).click();
  await expect(bar).toContainText("Tem certeza que deseja enviar esse áudio?");
  await bar.getByRole("button", { name: "Sim" }).click();
  await expect.poll(async () => (await world.received({ customer: id })).at(-1)).toMatchObject({
    kind: "audio",
    voice: true,
  });

  await bruno.reload();
  for (
    const shown of [
      bruno.message("A planta do térreo").locator("img"),
      bruno.message("contrato.pdf"),
      bruno.thread.getByRole("button", { name: "Ouvir" }),
    ]
  ) {
    await expect(shown.first()).toBeVisible();
  }
});

test("messages to the team never reach the customer: by /interna and by the switch (CMP-16, CMP-17, INT-01)", async ({ desk, world }) => {
  const [bruno, carla] = [await desk("Bruno"), await desk("Carla")];
  const { id } = await world.customer({ name: "Rita Monção" });
  await world.write({ customer: id, text: "Tem desconto?" });
  await bruno.openTicket("Rita Monção");
  await bruno.take();
  await bruno.composer.reply("/interna dá para fazer 5%?");
  await expect(bruno.message("dá para fazer 5%?")).toHaveClass(/internal/);
  await bruno.composer.mode("Interna");
  await expect(bruno.composer.form).toContainText("Mensagem interna, não será enviada para o contato");
  await bruno.composer.note("o gerente aprovou 4%");
  await bruno.composer.mode("Resposta");

  await carla.openTicket("Rita Monção");
  await expect(carla.message("dá para fazer 5%?")).toBeVisible();
  await expect(carla.message("o gerente aprovou 4%")).toHaveClass(/internal/);
  // What went after them to the customer is all that went.
  await bruno.composer.reply("Consigo 4%, Rita.");
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Consigo 4%, Rita." }]);
  expect(await world.accepted({ customer: id })).toBe(1);
});

test("transferred, returned, paused, closed with a message, reopened; the timeline tells it (ASG-02 to ASG-04, ASG-08, X-16, X-34, X-35, CLS-10, LOG-01, LOG-02)", async ({ desk, world }) => {
  const [bruno, carla] = [await desk("Bruno"), await desk("Carla")];
  const { id } = await world.customer({ name: "Sandro Vilar" });
  await world.write({ customer: id, text: "Quero vender meu lote" });
  const { protocol } = await world.ticket({ customer: id });
  await bruno.openTicket("Sandro Vilar");
  await expect(bruno.page.getByRole("main")).toContainText(protocol);

  // ASG-02: nobody has it yet.
  await bruno.transfer({ agent: "Carla Reis" }, "Tem certeza que deseja adicionar esse agente?");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
    agent: "Carla Reis",
    department: null,
    status: "in_progress",
  });
  await carla.view("Meus chats");
  await carla.openTicket("Sandro Vilar");
  // ASG-03: somebody has it.
  await carla.transfer({ agent: "Bruno Reis" }, "Tem certeza que deseja alterar o agente?");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ agent: "Bruno Reis", department: null });
  await bruno.view("Meus chats");
  await bruno.openTicket("Sandro Vilar");
  await bruno.transfer({ department: "Vendas" }, "Tem certeza que deseja salvar esse departamento?");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
    agent: null,
    department: "Vendas",
    status: "waiting",
  });

  await bruno.view("Chats abertos");
  await expect(bruno.row("Sandro Vilar")).toContainText("Vendas");
  await bruno.openTicket("Sandro Vilar");
  await bruno.take();
  await bruno.act("Pausar");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "paused", agent: "Bruno Reis" });
  await bruno.act("Retomar");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "in_progress" });
  await bruno.act("Retornar à fila");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
    status: "waiting",
    agent: null,
    department: "Vendas",
  });
  await bruno.take();

  await bruno.close("Obrigado, Sandro!");
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
    status: "closed",
    agent: null,
    department: null,
  });
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Obrigado, Sandro!" }]);
  await expect(bruno.page.getByText(/Encerrado às/)).toBeVisible();
  await expect(bruno.row("Sandro Vilar")).toHaveCount(0);

  await bruno.page.getByRole("button", { name: "Reabrir e assumir" }).click();
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
    status: "in_progress",
    agent: "Bruno Reis",
    protocol,
  });

  await bruno.reload();
  await bruno.panel.past();
  for (
    const words of [
      "reabriu",
      "encerrou",
      "devolveu para a fila",
      "retomou",
      "pausou",
      "assumiu",
      "transferiu para Vendas",
    ]
  ) {
    await expect(bruno.panel.event(words).first()).toBeVisible();
  }
  await bruno.panel.more();
  await expect(bruno.panel.event("abriu a conversa").first()).toBeVisible();
});
