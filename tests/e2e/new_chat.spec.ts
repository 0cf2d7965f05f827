import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";
import type { DeskPage } from "./pages/desk_page.ts";

async function newChat(desk: DeskPage): Promise<Locator> {
  await desk.list.getByRole("button", { name: "Novo chat", exact: true }).click();
  return desk.dialog("Novo chat");
}
async function withNumber(desk: DeskPage, phone: string, name: string): Promise<Locator> {
  const dialog = await newChat(desk);
  await dialog.getByRole("radio", { name: "Número novo" }).click();
  await dialog.getByLabel("Telefone").fill(phone);
  await dialog.getByLabel("Nome").fill(name);
  return dialog;
}

test("with a contact we have: connection, sector, the first message; what is open is shown, not opened twice (STA-10, STA-13, X-12)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { id } = await world.customer({ name: "Dirce Falcão" });
  await world.write({ customer: id, text: "Depois eu volto" });
  const first = await world.ticket({ customer: id });
  await world.act({ name: "Bruno", type: "ticket.close", ticketId: first.id, message: "" });
  await bruno.view("Resolvidos");
  await expect(bruno.row("Dirce Falcão")).toBeVisible();

  const dialog = await newChat(bruno);
  await expect(dialog.getByRole("button", { name: "Iniciar" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Contato" }).fill("dirce");
  await dialog.getByRole("option", { name: "Dirce Falcão" }).getByRole("button").click();
  await expect(dialog.getByLabel(/^Originado por: WhatsApp da loja/)).toBeVisible();
  await dialog.getByLabel(/^Setor: /).click();
  await bruno.page.getByRole("option", { name: "Suporte" }).click();
  await dialog.getByRole("button", { name: "Iniciar" }).click();
  await expect(bruno.heading("Dirce Falcão")).toBeVisible();
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
    status: "in_progress",
    agent: "Bruno Reis",
    department: "Suporte",
  });
  expect((await world.ticket({ customer: id })).protocol).not.toBe(first.protocol);
  // The window is still open, so free text starts it.
  await bruno.composer.reply("Oi, Dirce! Apareceu uma casa.");
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Oi, Dirce! Apareceu uma casa." }]);

  const again = await newChat(bruno);
  await again.getByRole("textbox", { name: "Contato" }).fill("dirce");
  await again.getByRole("option", { name: "Dirce Falcão" }).getByRole("button").click();
  await again.getByRole("button", { name: "Iniciar" }).click();
  await expect(again.getByRole("alert")).toContainText("Conversa já existente");
});

test(
  "with a number: local and foreign; templates are shown at once and nothing else goes until the customer answers; a known number is refused (STA-11, STA-12, STA-15, STA-16, STA-20, X-11, X-42)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { page, composer } = bruno;
    const lost = await world.customer({ name: "Estela" });
    const known = await world.customer({ name: "Getúlio Prates" });
    await world.write({ customer: known.id, text: "Oi" });
    await world.ticket({ customer: known.id });

    // Without the country, as one says it on the phone.
    const local = await withNumber(bruno, lost.waId.slice(2), "Estela Corrêa");
    await local.getByRole("button", { name: "Iniciar" }).click();
    await expect(bruno.heading("Estela Corrêa")).toBeVisible();
    const picker = page.getByRole("region", { name: "Modelos de mensagens" });
    await expect(picker.getByRole("option")).toHaveCount(3);
    await expect(composer.draft).toHaveCount(0);
    await picker.getByRole("option", { name: "aviso_geral" }).getByRole("button").click();
    await picker.getByRole("button", { name: "Enviar mensagem selecionada" }).click();
    await expect.poll(() => world.received({ customer: lost.id })).toMatchObject([{ kind: "template" }]);
    await expect(picker).toBeHidden();
    await expect(composer.form).toContainText("Só um modelo aprovado chega agora.");
    await expect(composer.draft).toHaveCount(0);
    await world.write({ customer: lost.id, text: "Oi, quem é?" });
    await expect(bruno.message("Oi, quem é?")).toBeVisible();
    await composer.reply("É da Beira-Serra");
    await expect.poll(async () => (await world.received({ customer: lost.id })).at(-1)?.text).toBe("É da Beira-Serra");

    const foreign = await withNumber(bruno, "1 202 555 0143", "Mary Stone");
    const start = foreign.getByRole("button", { name: "Iniciar" });
    await expect(start).toBeDisabled();
    await foreign.getByRole("checkbox", { name: "Número estrangeiro" }).check();
    await start.click();
    await expect(bruno.heading("Mary Stone")).toBeVisible();
    await expect(bruno.panel.root).toContainText("+1 202");

    // With the country and without the ninth digit it is the same person.
    const twice = await withNumber(bruno, `+${known.waId.slice(0, 4)}${known.waId.slice(-8)}`, "Outro nome");
    await twice.getByRole("button", { name: "Iniciar" }).click();
    await expect(twice.getByRole("alert")).toContainText("Conversa já existente");
    await twice.getByRole("alert").getByRole("button", { name: "Abrir" }).click();
    await expect(bruno.heading("Getúlio Prates")).toBeVisible();
  },
);

test(
  "taken by answering, returned to the end of the queue, closed, reopened from Resolvidos (STS-28 to STS-30, ASG-06, CNV-07)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const names = ["Lauro Teixeira", "Mila Teixeira"] as const;
    const [lauro, mila] = [await world.customer({ name: names[0] }), await world.customer({ name: names[1] })];
    await world.write({ customer: lauro.id, text: "Primeiro" });
    await world.ticket({ customer: lauro.id });
    await world.write({ customer: mila.id, text: "Segunda" });
    await world.ticket({ customer: mila.id });

    await bruno.openTicket("Lauro Teixeira");
    await bruno.page.getByRole("main").getByRole("button", { name: "Responder" }).click();
    await bruno.composer.reply("Bom dia, Lauro");
    await expect.poll(() => world.ticket({ customer: lauro.id })).toMatchObject({
      status: "in_progress",
      agent: "Bruno Reis",
      department: "Vendas",
    });

    await bruno.act("Retornar à fila");
    await expect.poll(() => world.ticket({ customer: lauro.id })).toMatchObject({ status: "waiting", agent: null });
    const carla = await desk("Carla");
    await carla.view("Aguardando");
    await carla.search("teixeira");
    await carla.list.getByRole("button", { name: /^(Mais|Abertura|Aguardando há)/ }).click();
    await carla.page.getByRole("menuitem", { name: "Aguardando há mais tempo" }).click();
    await carla.page.mouse.move(800, 300);
    await expect.poll(() => carla.names()).toEqual(["Mila Teixeira", "Lauro Teixeira"]);
    await carla.openTicket("Lauro Teixeira");
    await carla.take();
    await expect.poll(() => world.ticket({ customer: lauro.id })).toMatchObject({ agent: "Carla Reis" });

    await carla.close("");
    const { protocol } = await world.ticket({ customer: lauro.id });
    await carla.view("Resolvidos");
    await carla.openTicket("Lauro Teixeira");
    await carla.act("Reabrir para a fila");
    await expect.poll(() => world.ticket({ customer: lauro.id })).toMatchObject({
      status: "waiting",
      agent: null,
      protocol,
    });
    await carla.view("Chats abertos");
    await expect(carla.row("Lauro Teixeira")).toBeVisible();
  },
);
