import { expect, test } from "./fixtures/test.ts";
import { taken } from "./pages/taken.ts";

test.afterEach(({ world }) => world.forgetClosing());

test("a closing is scheduled, shown with its hour, cancelled by hand, and by the customer's message (CLS-02, CLS-04, CLS-06, CLS-07, CLS-08)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const id = await taken(bruno, world, "Aurora Lins");
  const { closing } = bruno;
  await closing.open();
  await expect(closing.dialog.getByRole("radiogroup", { name: "Caso o usuário responda" })).toBeHidden();
  await closing.later("0", "Cancelar o encerramento");
  await expect(closing.dialog.getByRole("alert")).toHaveText("De 1 a 10.080 minutos (uma semana).");
  await closing.later("600", "Cancelar o encerramento");
  await closing.message.fill("Até logo!");
  await closing.confirm();
  await expect(closing.scheduled).toContainText(/às \d\d:\d\d · uma mensagem do contato cancela/);
  await expect(bruno.row("Aurora Lins")).toContainText(/encerra (amanhã )?.*às \d\d:\d\d/);

  await closing.scheduled.click();
  const question = bruno.dialog("Cancelar o encerramento agendado?");
  await question.getByRole("button", { name: "Não" }).click();
  await expect(closing.scheduled).toBeVisible();
  await closing.scheduled.click();
  await question.getByRole("button", { name: "Sim" }).click();
  await expect(closing.scheduled).toBeHidden();
  await expect(bruno.thread).toContainText("cancelou o encerramento agendado");

  await closing.open();
  await closing.later("60", "Cancelar o encerramento");
  await closing.confirm();
  await expect(closing.scheduled).toBeVisible();
  await bruno.composer.reply("Fico por aqui");
  await expect(bruno.tick("Fico por aqui")).toHaveAttribute("aria-label", "Entregue");
  await expect(closing.scheduled).toBeVisible();
  await world.write({ customer: id, text: "Esqueci de uma coisa" });
  await expect(closing.scheduled).toBeHidden();
  expect(await world.ticket({ customer: id })).toMatchObject({ status: "in_progress" });
});

test(
  "with “não cancelar” it closes at its time whoever wrote (CLS-05, CLS-07, CLS-09, CLS-10)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const id = await taken(bruno, world, "Benedita Faro");
    await bruno.closing.open();
    await bruno.closing.later("60", "Não cancelar o encerramento");
    await bruno.closing.message.fill("Encerrando por hoje.");
    await bruno.closing.confirm();
    await expect(bruno.closing.scheduled).toContainText("mesmo que o contato responda");
    await world.write({ customer: id, text: "Ainda estou aqui" });
    await expect(bruno.message("Ainda estou aqui")).toBeVisible();
    await expect(bruno.closing.scheduled).toBeVisible();
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "in_progress" });
    await world.fallDue({ customer: id });
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "closed", agent: null });
    await expect(bruno.thread).toContainText("encerrou na hora agendada");
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Encerrando por hoje." }]);
  },
);

test(
  "the message is the member's own, else the connection's; deleted, nothing is sent (CLS-11, CLS-12, CLS-13, CLS-15, X-20)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    await world.teach({ conclusion: "Conte com a gente, {{primeiro_nome}}!" });
    const carla = await desk("Carla");
    const id = await taken(carla, world, "Celina Brito");
    await carla.closing.open();
    await expect(carla.closing.message).toHaveValue("Conte com a gente, Celina!");
    await carla.page.keyboard.press("Escape");

    await world.farewell({ name: "Carla", text: "Um abraço da Carla" });
    await carla.reload();
    await carla.closing.open();
    await expect(carla.closing.message).toHaveValue("Um abraço da Carla");
    await carla.closing.message.fill("");
    await carla.closing.confirm();
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
      status: "closed",
      agent: null,
      department: null,
    });
    expect(await world.received({ customer: id })).toEqual([]);
    await world.farewell({ name: "Carla", text: "" });
  },
);

test(
  "fields are asked at closing: a mandatory one blocks it, a value is deleted only when marked (CLS-17, CLS-18, CLS-19)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const ana = await desk("Ana");
    await ana.page.goto(`${ana.url}/settings/fields`);
    await ana.page.getByRole("button", { name: "Novo campo" }).click();
    const editor = ana.dialog("Novo campo");
    await editor.getByLabel("Nome").fill("Motivo do contato");
    await editor.getByRole("combobox", { name: /Ao encerrar/ }).click();
    await ana.page.getByRole("option", { name: "Obrigatório" }).click();
    await editor.getByRole("button", { name: "Salvar" }).click();
    await expect(ana.page.getByRole("listitem").filter({ hasText: "Motivo do contato" })).toContainText("Obrigatório");
    await world.closingField({ name: "Observação", options: [], atClosing: "optional" });

    const bruno = await desk("Bruno");
    const id = await taken(bruno, world, "Dirce Maia");
    const { closing } = bruno;
    await closing.open();
    await closing.confirm();
    await expect(closing.dialog.getByText("Falta 1 campo")).toBeVisible();
    await expect(closing.dialog.getByRole("alert").filter({ hasText: "Falta preencher." })).toBeVisible();
    expect(await world.ticket({ customer: id })).toMatchObject({ status: "in_progress" });
    await closing.dialog.getByLabel(/Motivo do contato/).fill("Dúvida");
    await closing.dialog.getByLabel(/Observação/).fill("cliente antigo");
    await closing.later("60", "Cancelar o encerramento");
    await bruno.page.keyboard.press("Control+Enter");
    await expect(closing.scheduled).toBeVisible();

    await closing.open();
    await expect(closing.dialog.getByLabel(/Motivo do contato/)).toHaveValue("Dúvida");
    await expect(closing.dialog).toContainText("opcional, hoje é cliente antigo");
    await closing.dialog.getByLabel("Excluir valor atual").click();
    await closing.confirm();
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "closed" });
    await bruno.panel.past();
    await expect(bruno.page.getByRole("complementary")).toContainText("limpou Observação");
  },
);

test("into the trash, from the dialog and from the menu, and back: closed (CLS-20, CLS-21, CLS-22, STS-07, X-03)", {
  tag: "@nightly",
}, async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  await taken(bruno, world, "Elza Prado");
  await bruno.closing.open();
  await bruno.closing.dialog.getByRole("button", { name: "Arquivar" }).click();
  await expect(bruno.page.getByRole("main")).toContainText("Na lixeira");
  await bruno.view("Todos");
  await expect(bruno.row("Elza Prado")).toBeHidden();
  await bruno.view("Lixeira");
  await expect(bruno.row("Elza Prado")).toBeVisible();
  await bruno.page.getByRole("main").getByRole("button", { name: "Restaurar da lixeira" }).click();
  await expect(bruno.row("Elza Prado")).toBeHidden();
  await bruno.view("Resolvidos");
  await expect(bruno.row("Elza Prado")).toBeVisible();
  await bruno.view("Chats abertos");
  await taken(bruno, world, "Fausta Rey");
  await bruno.act("Mover para a lixeira");
  await expect(bruno.page.getByRole("main")).toContainText("Na lixeira");
});

test("without network a scheduled closing shows at once and reaches the server once (CLS-04, CLS-07)", {
  tag: "@nightly",
}, async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const id = await taken(bruno, world, "Gilda Nunes");
  await bruno.page.context().setOffline(true);
  await bruno.closing.open();
  await bruno.closing.later("60", "Cancelar o encerramento");
  await bruno.closing.confirm();
  await expect(bruno.closing.scheduled).toBeVisible();
  await expect(bruno.state).toContainText("1 na fila");
  await bruno.page.context().setOffline(false);
  await expect(bruno.state).toContainText(/Em dia|De volta/);
  await world.fallDue({ customer: id });
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "closed" });
});

test("what a connection says is taught in its page: greeting, hours, rating (AUT-01, AUT-02, AUT-07, RAT-01)", {
  tag: "@nightly",
}, async ({ desk, world }) => {
  const ana = await desk("Ana");
  const { whatsapp } = await world.info();
  await ana.page.goto(`${ana.url}/settings/connections/${whatsapp}`);
  await ana.page.getByRole("link", { name: "Mensagens automáticas" }).click();
  await ana.page.getByLabel(/Saudação inicial/).fill("Olá, {{primeiro_nome}}!");
  await ana.page.getByLabel(/Mensagem fora do horário/).fill("Abrimos amanhã.");
  await ana.page.getByLabel("Avisar depois de").fill("x");
  await ana.page.getByRole("button", { name: "Salvar" }).click();
  await expect(ana.page.getByRole("alert")).toHaveText("Um número inteiro de 0 a 43.200.");
  await ana.page.getByLabel("Avisar depois de").fill("30");
  await ana.page.getByLabel(/Aviso de inatividade/).fill("Ainda está aí?");
  await ana.page.getByLabel("Pedir avaliação ao encerrar").click();
  await expect(ana.page.getByLabel("Pergunta")).toHaveValue("De 0 a 10, que nota você dá para este atendimento?");
  await ana.page.getByRole("button", { name: "Salvar" }).click();
  await expect(ana.page.getByText("Salvo", { exact: true })).toBeVisible();
  const early = await world.customer({ name: "Hebe Sá" });
  await world.write({ customer: early.id, text: "Bom dia" });
  await expect.poll(() => world.received({ customer: early.id })).toMatchObject([{ text: "Olá, Hebe!" }]);

  await ana.page.goto(`${ana.url}/settings/workspace`);
  await ana.page.getByLabel("Atender só em certos horários").click();
  for (const day of ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"]) {
    await ana.page.getByRole("button", { name: `Tirar este intervalo de ${day}` }).click();
  }
  await ana.page.getByRole("button", { name: "Salvar" }).last().click();
  await expect(ana.page.getByText("Salvo", { exact: true })).toBeVisible();
  const late = await world.customer({ name: "Iara Luz" });
  await world.write({ customer: late.id, text: "Boa noite" });
  await expect.poll(() => world.received({ customer: late.id })).toMatchObject([{ text: "Abrimos amanhã." }]);
});

test(
  "the customer grades and comments: in the ticket, its timeline and the contact's history (RAT-02, RAT-03, RAT-06, X-19)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    await world.teach({
      ratingOn: true,
      ratingQuestion: "De 0 a 10?",
      ratingComment: "Por quê?",
      ratingThanks: "Valeu!",
    });
    const bruno = await desk("Bruno");
    const id = await taken(bruno, world, "Jandira Melo");
    await bruno.closing.open();
    await expect(bruno.closing.dialog).toContainText("pede avaliação 1ª de 3 vezes");
    await bruno.closing.confirm();
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "De 0 a 10?" }]);
    const panel = bruno.page.getByRole("complementary");
    await expect(panel).toContainText("Pergunta enviada");
    await world.write({ customer: id, text: "9" });
    await expect(panel.getByLabel("Nota 9")).toBeVisible();
    await expect(bruno.thread).toContainText("deu nota 9");
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{}, { text: "Por quê?" }]);
    await world.write({ customer: id, text: "Foi rápido" });
    await expect(panel).toContainText("Foi rápido");
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{}, {}, { text: "Valeu!" }]);
    expect(await world.ticket({ customer: id })).toMatchObject({ status: "closed" });

    await world.write({ customer: id, text: "Outra coisa" });
    await expect.poll(async () => (await world.ticket({ customer: id })).status).toBe("waiting");
    await bruno.view("Chats abertos");
    await bruno.openTicket("Jandira Melo");
    await panel.getByRole("tab", { name: /Outros atendimentos/ }).click();
    await expect(panel.getByRole("button", { name: /Nota 9/ })).toBeVisible();
    await bruno.act("Pedir avaliação");
    await expect.poll(async () => (await world.received({ customer: id })).at(-1)).toMatchObject({
      text: "De 0 a 10?",
    });
  },
);

test("the protocol goes to the customer by a button, and finds the conversation (PRO-02, PRO-03, X-26)", {
  tag: "@nightly",
}, async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const id = await taken(bruno, world, "Leda Campos");
  const { protocol } = await world.ticket({ customer: id });
  await bruno.act("Enviar protocolo ao contato");
  await expect.poll(() => world.received({ customer: id })).toMatchObject([
    { text: `O protocolo deste atendimento é ${protocol}.` },
  ]);
  await bruno.search(protocol);
  await expect(bruno.row("Leda Campos")).toBeVisible();
  expect(await bruno.names()).toEqual(["Leda Campos"]);
});

test(
  "with the window closed the dialog says that nothing arrives; it closes, and the thread says what was skipped (X-45)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    await world.teach({ ratingOn: true, ratingQuestion: "De 0 a 10?" });
    const bruno = await desk("Bruno");
    const id = await taken(bruno, world, "Magda Reis");
    await world.age({ customer: id, hours: 25 });
    await bruno.reload();
    await bruno.openTicket("Magda Reis");
    await bruno.closing.open();
    await bruno.closing.message.fill("Tchau");
    await expect(bruno.closing.dialog).toContainText("esta mensagem não chega ao contato");
    await expect(bruno.closing.dialog).toContainText("não pede avaliação: a janela está fechada");
    await bruno.closing.confirm();
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "closed" });
    await expect(bruno.thread).toContainText("encerrou sem a mensagem: a janela estava fechada");
    await expect(bruno.thread).toContainText("não pediu avaliação: a janela estava fechada");
    expect(await world.received({ customer: id })).toEqual([]);
  },
);
