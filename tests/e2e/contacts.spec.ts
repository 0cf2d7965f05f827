import { expect, test } from "./fixtures/test.ts";
import { ContactsPage } from "./pages/contacts_page.ts";

test("all contacts in a table: found by name, number and e-mail, by tag, the blocked; ⌘K and the rail lead there (CON-01, CON-03, CON-07)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { page } = bruno;
  const { id, waId } = await world.customer({ name: "Conceição Falcão" });
  await world.write({ customer: id, text: "Bom dia" });
  await world.customer({ name: "Nunca Escreveu" });
  await expect(bruno.row("Conceição Falcão")).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/contacts$/);
  const contacts = new ContactsPage(page, bruno.url);
  await expect(contacts.row("Conceição Falcão")).toContainText(`${waId.slice(4, 9)}-${waId.slice(9)}`);
  await expect(page.getByText("Bloqueado?")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("conceicao falc");
  await expect(page.getByRole("option")).toHaveCount(1);
  // Without the ninth digit it is the same number.
  await contacts.search.fill(`${waId.slice(2, 4)} ${waId.slice(5)}`);
  await expect(contacts.row("Conceição Falcão")).toBeVisible();
  await expect(page.getByRole("option")).toHaveCount(1);
  await contacts.search.fill("zzz ninguém");
  await expect(page.getByText("Ninguém com isso")).toBeVisible();
  await page.getByRole("button", { name: "Tirar os filtros" }).click();

  await contacts.see("Conceição Falcão");
  await contacts.record.getByRole("button", { name: "Etiquetar o contato" }).click();
  await page.getByRole("option", { name: "urgente" }).getByRole("button").click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Etiqueta", exact: true }).click();
  await page.getByRole("menuitem", { name: "urgente" }).click();
  await expect(contacts.row("Conceição Falcão")).toContainText("urgente");
  await expect(page.getByRole("option")).toHaveCount(1);
  // Her tag is hers: the ticket has none of it.
  await page.goto(`${bruno.url}/inbox`);
  await expect(bruno.row("Conceição Falcão")).not.toContainText("urgente");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Comandos" }).or(page.getByRole("combobox").first()).fill(">contatos");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/contacts/);
});

test(
  "registered by hand, edited where it stands, with the house's own fields; seen beside the conversation too (CON-04, CON-06, CON-09, CTP-06, CTP-07, CTP-08, CTP-22, CTP-23, CFD-01, CFD-02, CFD-04, STA-18)",
  { tag: "@nightly" },
  async ({ desk }) => {
    const ana = await desk("Ana");
    await ana.page.goto(`${ana.url}/settings/fields`);
    await ana.page.getByRole("radio", { name: "Contatos" }).click();
    await ana.page.getByRole("button", { name: "Novo campo do contato" }).click();
    const made = ana.dialog("Novo campo do contato");
    await made.getByLabel("Nome").fill("Aceita visita");
    await made.getByLabel(/^Tipo/).click();
    await ana.page.getByRole("option", { name: "Sim ou não" }).click();
    await made.getByRole("button", { name: "Salvar" }).click();
    await expect(ana.page.getByRole("listitem").filter({ hasText: "Aceita visita" })).toBeVisible();

    const bruno = await desk("Bruno");
    const { page } = bruno;
    const contacts = new ContactsPage(page, bruno.url);
    await contacts.open();
    await page.getByRole("button", { name: "Novo contato" }).first().click();
    const dialog = contacts.dialog("Novo contato");
    await dialog.getByLabel("Nome").fill("Ícaro Bastos");
    await dialog.getByLabel("Telefone").fill("31 98877-1234");
    await dialog.getByRole("button", { name: "Cadastrar" }).click();
    await expect(contacts.record.getByRole("heading", { name: "Ícaro Bastos" })).toBeVisible();

    await contacts.fill("CPF", "529.982.247-24");
    await expect(contacts.record.getByRole("alert")).toHaveText("Os dígitos não formam um CPF. Confira.");
    await contacts.fill("CPF", "52998224725");
    await expect(contacts.field("CPF")).toHaveValue("529.982.247-25");
    await contacts.fill("E-mail", "icaro@exemplo.test");
    await contacts.field("Aceita visita").selectOption("Sim");
    await contacts.record.getByLabel("Informação", { exact: true }).fill("Cachorro");
    await contacts.record.getByLabel("Conteúdo").fill("Bidu");
    await contacts.record.getByRole("button", { name: "Acrescentar" }).click();
    await expect(contacts.field("Cachorro")).toHaveValue("Bidu");
    await page.reload();
    await expect(contacts.field("CPF")).toHaveValue("529.982.247-25");
    await expect(contacts.field("Aceita visita")).toHaveValue("yes");
    await expect(contacts.record).toContainText(/mudou .*CPF/);

    // The number is his; who tries it again is led to him.
    await page.keyboard.press("n");
    await dialog.getByLabel("Nome").fill("Outro");
    await dialog.getByLabel("Telefone").fill("+55 31 8877-1234");
    await dialog.getByRole("button", { name: "Cadastrar" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Este número já é de Ícaro Bastos.");
    await dialog.getByRole("button", { name: "Ver contato" }).click();
    await expect(dialog).toBeHidden();

    await contacts.record.getByRole("button", { name: /^Iniciar conversa/ }).click();
    await page.getByRole("dialog", { name: "Novo chat" }).getByRole("button", { name: "Iniciar" }).click();
    await expect(bruno.heading("Ícaro Bastos")).toBeVisible();
    await expect(bruno.panel.field("CPF")).toHaveValue("529.982.247-25");
    await expect(bruno.panel.field("Cachorro")).toHaveValue("Bidu");
    await bruno.panel.root.getByRole("link", { name: "Ver contato" }).click();
    await expect(contacts.record).toContainText("Bruno Reis");
    await expect(contacts.record.getByRole("button", { name: /^Abrir atendimento/ })).toBeVisible();
  },
);

test(
  "blocked at once from the conversation, both ways; shown in the list; unblocked; deleted only then (BLK-01, BLK-03, BLK-04, CON-07, CON-08, CON-11, X-24)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const ana = await desk("Ana");
    const { page } = ana;
    const { id } = await world.customer({ name: "Bráulio Insistente" });
    await world.write({ customer: id, text: "Ei" });
    await ana.openTicket("Bráulio Insistente");
    await ana.take();
    await ana.act("Bloquear contato");
    const ask = ana.dialog("Bloquear Bráulio Insistente?");
    await ask.getByRole("button", { name: "Bloquear" }).click();
    await expect(ask).toBeHidden();
    const main = page.getByRole("main");
    await expect(main).toContainText("Contato bloqueado, não é possível enviar ou receber mensagem");
    await world.write({ customer: id, text: "Me ouçam" });
    await world.heard();
    await expect(ana.message("Me ouçam")).toHaveCount(0);
    await ana.close("");

    const contacts = new ContactsPage(page, ana.url);
    await contacts.open();
    await page.getByRole("button", { name: "Bloqueado", exact: true }).click();
    await expect(contacts.row("Bráulio Insistente")).toContainText("Sim");
    await contacts.see("Bráulio Insistente");
    await expect(contacts.record).toContainText("Bloqueado por Ana");
    await contacts.record.getByRole("button", { name: "Mais ações do contato" }).click();
    await expect(page.getByRole("menuitem", { name: "Excluir contato" })).toContainText("Desbloqueie antes");
    await page.keyboard.press("Escape");
    await contacts.record.getByRole("button", { name: /^Desbloquear contato/ }).click();
    await expect(contacts.record).not.toContainText("Bloqueado por");
    await page.getByRole("button", { name: "Bloqueado", exact: true }).click();
    await contacts.act("Excluir contato");
    const gone = contacts.dialog("Excluir Bráulio Insistente?");
    await gone.getByRole("button", { name: "Excluir" }).click();
    await expect(contacts.record).toBeHidden();
    await contacts.search.fill("Bráulio");
    await expect(page.getByText("Ninguém com isso")).toBeVisible();

    // Who has not written for a day cannot be blocked, and the menu says why.
    const late = await world.customer({ name: "Tarcísio Antigo" });
    await world.write({ customer: late.id, text: "Oi" });
    await world.ticket({ customer: late.id });
    await world.age({ customer: late.id, hours: 25 });
    await contacts.open();
    await contacts.see("Tarcísio Antigo");
    await contacts.record.getByRole("button", { name: "Mais ações do contato" }).click();
    await expect(page.getByRole("menuitem", { name: "Bloquear contato" })).toContainText("últimas 24 horas");
  },
);

test(
  "without network: the list and a record show, edits wait and arrive; the portfolio holds (CON-01, CON-06, CTP-09, CTP-18)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page } = bruno;
    const { id } = await world.customer({ name: "Lázaro Offline" });
    await world.write({ customer: id, text: "Oi" });
    await expect(bruno.row("Lázaro Offline")).toBeVisible();
    const contacts = new ContactsPage(page, bruno.url);
    await contacts.open();
    await contacts.see("Lázaro Offline");
    await bruno.shellIsKept();
    await page.context().setOffline(true);
    await expect(bruno.state).toContainText(/Sem conexão|Offline|Sem rede/i);
    await contacts.fill("RG", "MG-77");
    await contacts.record.getByRole("switch", { name: "Recebe transmissões" }).click();
    await contacts.record.getByLabel(/^Carteira/).click();
    await page.getByRole("option", { name: "Carla Reis" }).click();
    await contacts.search.fill("lazaro");
    await expect(contacts.row("Lázaro Offline").getByText("só neste computador")).toBeAttached();
    await page.context().setOffline(false);
    await bruno.isLevel();

    const carla = await desk("Carla");
    const theirs = new ContactsPage(carla.page, carla.url);
    await theirs.open();
    await theirs.see("Lázaro Offline");
    await expect(theirs.field("RG")).toHaveValue("MG-77");
    await expect(theirs.record.getByRole("switch", { name: "Recebe transmissões" })).not.toBeChecked();
    await expect(theirs.record.getByLabel("Carteira: Carla Reis")).toBeVisible();
    // The next ticket is Carla's.
    await world.act({
      name: "Bruno",
      type: "ticket.close",
      ticketId: (await world.ticket({ customer: id })).id,
      message: "",
    });
    await world.write({ customer: id, text: "De novo" });
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
      status: "in_progress",
      agent: "Carla Reis",
    });
  },
);

test(
  "observations: beside the conversation and in the record, with date and for whom; deleted after asking (INT-07 to INT-10, INT-12)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page, panel } = bruno;
    const { id } = await world.customer({ name: "Salete Prado" });
    await world.write({ customer: id, text: "Oi" });
    await world.ticket({ customer: id });
    await bruno.openTicket("Salete Prado");
    const section = panel.section("Observações");
    await section.getByRole("button", { name: "Adicionar observação" }).click();
    await section.getByRole("button", { name: "Salvar" }).click();
    await expect(section).toContainText("Escreva a observação.");
    await section.getByLabel("Texto").fill("Ligar antes de visitar");
    await section.getByLabel("Data").fill("2026-12-01");
    await section.getByLabel(/^Encaminha para/).click();
    await page.getByRole("option", { name: "Carla Reis" }).click();
    await section.getByRole("button", { name: "Salvar" }).click();
    const card = section.getByRole("article");
    for (const part of ["Ligar antes de visitar", "1 dez.", "Carla Reis", "Você"]) {
      await expect(card).toContainText(part);
    }

    const carla = await desk("Carla");
    const contacts = new ContactsPage(carla.page, carla.url);
    await contacts.open();
    await contacts.see("Salete Prado");
    await contacts.record.getByRole("button", { name: "Editar observação" }).click();
    await contacts.record.getByLabel("Texto").fill("Não precisa ligar");
    await contacts.record.getByRole("button", { name: "Salvar" }).click();
    await expect(card).toContainText("Não precisa ligar");
    await card.getByRole("button", { name: "Excluir observação" }).click();
    const ask = bruno.dialog("Tem certeza que deseja excluir essa observação?");
    await ask.getByRole("button", { name: "Sim" }).click();
    await expect(card).toHaveCount(0);
    await expect(contacts.record.getByRole("article")).toHaveCount(0);
    // Nothing of it went to the contact.
    expect(await world.accepted({ customer: id })).toBe(0);
  },
);

test(
  "contacts that are not on this computer come from the server, page by page, while one scrolls; searched there too (CON-01, CON-03)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    await world.register({ prefix: "Morador", count: 450 });
    const davi = await desk("Davi");
    const { page } = davi;
    const contacts = new ContactsPage(page, davi.url);
    await contacts.open();
    await expect(page.getByRole("heading", { level: 1, name: /^Contatos 4\d\d$/ })).toBeVisible();
    // Found at the server, although no page has brought it yet.
    await contacts.search.fill("morador 437");
    await expect(contacts.row("Morador 437")).toBeVisible();
    await expect(page.getByRole("option")).toHaveCount(1);
    await contacts.search.fill("");
    await expect(contacts.row("Morador 001")).toBeVisible();
    const list = page.getByRole("listbox", { name: "Contatos" });
    const size = async () => Number(await page.getByRole("option").first().getAttribute("aria-setsize"));
    await expect(async () => {
      await list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
      expect(await size()).toBeGreaterThanOrEqual(450);
    }).toPass();
    await expect(contacts.row("Morador 450")).toBeVisible();
    // What was brought is kept: without network it is there, and a record opens.
    await davi.shellIsKept();
    await page.context().setOffline(true);
    await contacts.search.fill("morador 300");
    await contacts.see("Morador 300");
  },
);
