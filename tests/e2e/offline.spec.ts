import { expect, test } from "./fixtures/test.ts";
import { DeskPage } from "./pages/desk_page.ts";

test("a whole piece of work without network, the page closed and opened in between; back, each goes out once, in order (SYN-01 to SYN-05)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const context = bruno.page.context();
  const [mine, other] = [
    await world.customer({ name: "Yara Quintela" }),
    await world.customer({ name: "Zilda Marques" }),
  ];
  await world.write({ customer: mine.id, text: "Posso visitar no sábado?" });
  await world.write({ customer: other.id, text: "Vocês avaliam imóvel?" });
  const done = await world.customer({ name: "Olga Serrano" });
  await world.write({ customer: done.id, text: "Era só isso, obrigada" });
  for (const name of ["Olga Serrano", "Zilda Marques"]) {
    await bruno.openTicket(name);
    await bruno.take();
  }
  await bruno.openTicket("Yara Quintela");
  await bruno.take();
  await expect.poll(() => world.ticket({ customer: mine.id })).toMatchObject({ agent: "Bruno Reis" });
  await expect(bruno.panel.note).toBeVisible();
  await bruno.shellIsKept();

  await context.setOffline(true);
  await expect(bruno.state).toContainText(/Sem conexão desde \d\d:\d\d/);
  await expect(bruno.list.getByRole("button", { name: "Ressincronizar" })).toBeVisible();
  // What others do meanwhile is not known here.
  await world.write({ customer: other.id, text: "Mandei as fotos" });

  for (const text of ["Sábado às 10h?", "Levo as chaves.", "O endereço é Rua A, 12."]) await bruno.composer.reply(text);
  for (const text of ["Sábado às 10h?", "O endereço é Rua A, 12."]) {
    await expect(bruno.tick(text)).toHaveAttribute("aria-label", "Na fila, ainda não saiu");
  }
  await bruno.panel.writeNote("Visita no sábado");
  await bruno.panel.addTag("urgente");
  await bruno.panel.choose("Status", "Pendente");
  await expect(bruno.state).toContainText(/\d+ na fila/);
  await expect(bruno.row("Yara Quintela")).toContainText("na fila");

  // The other ticket opens from what is kept here, is found by its protocol, moved and closed.
  const { protocol } = await world.ticket({ customer: other.id });
  await bruno.list.getByRole("button", { name: "Buscar" }).click();
  await bruno.list.getByRole("textbox", { name: "Buscar" }).fill(protocol);
  await expect(bruno.list.getByRole("option")).toHaveCount(1);
  await bruno.openTicket("Zilda Marques");
  await expect(bruno.message("Vocês avaliam imóvel?")).toBeVisible();
  await bruno.transfer({ agent: "Carla Reis" }, "Tem certeza que deseja alterar o agente?");

  await bruno.list.getByRole("search").getByRole("button", { name: "Limpar a busca" }).click();
  await bruno.openTicket("Olga Serrano");
  await bruno.close("Até logo, Olga!");
  await expect(bruno.row("Olga Serrano")).toHaveCount(0);

  // Closed and opened again, still without network.
  // Chromium's emulation lets a worker that is just starting through: here the cable is pulled for real.
  await world.kill({ signal: "SIGTERM" });
  const { page: old } = bruno;
  const again = new DeskPage(await context.newPage(), bruno.url);
  await old.close();
  await again.page.goto(`${bruno.url}/inbox`);
  await expect(again.state).toContainText(/Sem conexão desde/);
  await expect(again.state).toContainText(/\d+ na fila/);
  await again.openTicket("Yara Quintela");
  await expect(again.message("Posso visitar no sábado?")).toBeVisible();
  await expect(again.tick("Levo as chaves.")).toHaveAttribute("aria-label", "Na fila, ainda não saiu");
  await expect(again.panel.tag("urgente")).toBeVisible();
  await expect(again.panel.note).toContainText("Visita no sábado");
  await expect(again.panel.chosen("Status")).toHaveText("Pendente");
  await again.composer.reply("Até sábado!");
  expect(await world.accepted({ customer: mine.id })).toBe(0);

  await world.restart();
  await context.setOffline(false);
  await again.isLevel();
  await expect.poll(async () => (await world.received({ customer: mine.id })).map((one) => one.text)).toEqual([
    "Sábado às 10h?",
    "Levo as chaves.",
    "O endereço é Rua A, 12.",
    "Até sábado!",
  ]);
  await expect.poll(() => world.ticket({ customer: other.id })).toMatchObject({ agent: "Carla Reis" });
  await expect.poll(() => world.ticket({ customer: done.id })).toMatchObject({ status: "closed" });
  await expect.poll(() => world.received({ customer: done.id })).toMatchObject([{ text: "Até logo, Olga!" }]);
  await expect(again.tick("Até sábado!")).toHaveAttribute("aria-label", "Entregue");
  expect(await world.accepted({ customer: mine.id })).toBe(4);

  const carla = await desk("Carla");
  await carla.openTicket("Yara Quintela");
  await expect(carla.panel.note).toContainText("Visita no sábado");
  await expect(carla.panel.tag("urgente")).toBeVisible();
  await expect(carla.panel.chosen("Status")).toHaveText("Pendente");
  await again.reload();
  await expect(again.thread.locator(".msg.out")).toHaveText([/Sábado/, /Levo/, /endereço/, /Até/]);
});

test("what the server refused is shown with what can be done: window closed, colleague answered, taken by somebody else", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { page } = bruno;
  const names = [
    "Aldo Janela",
    "Bia Colega",
    "Caio Colega",
    "Dora Colega",
    "Flávio Janela",
    "Enzo Fila",
  ] as const;
  const mine = names.slice(0, 5);
  const ids = new Map<string, string>();
  for (const name of names) {
    const { id } = await world.customer({ name });
    ids.set(name, id);
    await world.write({ customer: id, text: `Aqui é ${name}` });
    await expect(bruno.row(name)).toBeVisible();
  }
  const of = (name: typeof names[number]) => ({ customer: ids.get(name)! });
  for (const name of mine) {
    const { id: ticketId } = await world.ticket(of(name));
    await world.act({ name: "Bruno", type: "ticket.take", ticketId });
    await bruno.openTicket(name);
    await expect(bruno.composer.draft).toBeVisible();
  }
  await bruno.openTicket("Enzo Fila");
  await expect(page.getByRole("button", { name: "Assumir?" })).toBeVisible();

  await page.context().setOffline(true);
  await expect(bruno.state).toContainText("Sem conexão desde");
  await page.getByRole("button", { name: "Assumir?" }).click();
  for (const name of mine) {
    await bruno.openTicket(name as string);
    await bruno.composer.reply(`Resposta a ${name}`);
  }
  for (const name of ["Aldo Janela", "Flávio Janela"] as const) await world.age({ ...of(name), hours: 25 });
  for (const name of ["Bia Colega", "Caio Colega", "Dora Colega"] as const) {
    await world.say({ ...of(name), name: "Ana", text: `Ana já respondeu a ${name}` });
  }
  const { id: ticketId } = await world.ticket(of("Enzo Fila"));
  await world.act({ name: "Carla", type: "ticket.take", ticketId });

  await page.context().setOffline(false);
  const decide = page.getByRole("button", { name: "6 esperam por você" });
  await decide.click();
  const tray = page.getByRole("region", { name: "Você decide" });
  const about = (name: string) => tray.getByRole("article").filter({ hasText: name });
  await expect(about("Enzo Fila")).toContainText(/Carla assumiu antes de você/);
  await expect(about("Aldo Janela")).toContainText("Um modelo aprovado pode ir agora.");
  await expect(about("Aldo Janela")).toContainText("Resposta a Aldo Janela");
  await expect(about("Bia Colega")).toContainText(/Ana respondeu às \d\d:\d\d, depois do que você viu/);
  expect(await world.received(of("Bia Colega"))).toHaveLength(1);

  await about("Enzo Fila").getByRole("button", { name: "Entendi" }).click();
  // The window has closed, and opens again when the customer writes.
  await expect(about("Flávio Janela").getByRole("button", { name: "Escolher modelo" })).toBeVisible();
  await world.write({ ...of("Flávio Janela"), text: "Ainda estão aí?" });
  await expect(about("Flávio Janela")).toContainText("Flávio escreveu e a janela abriu de novo");
  await about("Flávio Janela").getByRole("button", { name: "Enviar agora" }).click();
  await expect.poll(() => world.received(of("Flávio Janela"))).toMatchObject([{ text: "Resposta a Flávio Janela" }]);
  await about("Bia Colega").getByRole("button", { name: "Enviar assim mesmo" }).click();
  await expect.poll(async () => (await world.received(of("Bia Colega"))).at(-1)).toMatchObject({
    text: "Resposta a Bia Colega",
  });
  await about("Caio Colega").getByRole("button", { name: "Descartar" }).click();
  await about("Dora Colega").getByRole("button", { name: "Editar" }).click();
  await expect(bruno.heading("Dora Colega")).toBeVisible();
  await expect(bruno.composer.draft).toHaveText("Resposta a Dora Colega");
  await bruno.composer.reply(", com calma");
  await expect.poll(async () => (await world.received(of("Dora Colega"))).map((one) => one.text)).toEqual([
    "Ana já respondeu a Dora Colega",
    "Resposta a Dora Colega, com calma",
  ]);

  if (await tray.isHidden()) await page.getByRole("button", { name: "1 espera por você" }).click();
  await about("Aldo Janela").getByRole("button", { name: "Escolher modelo" }).click();
  const picker = page.getByRole("region", { name: "Modelos de mensagens" });
  await picker.getByRole("option", { name: "aviso_geral" }).getByRole("button").click();
  await picker.getByRole("button", { name: "Enviar mensagem selecionada" }).click();
  await expect.poll(() => world.received(of("Aldo Janela"))).toMatchObject([{ kind: "template" }]);
  expect(await world.received(of("Caio Colega"))).toHaveLength(1);
});

test("what waits is a list: in order and in words, it leads to its ticket, and what has not left can be taken out", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { page } = bruno;
  const [a, b] = [await world.customer({ name: "Ivo Garcez" }), await world.customer({ name: "Jane Torres" })];
  for (const { id } of [a, b]) await world.write({ customer: id, text: "Bom dia" });
  for (const name of ["Ivo Garcez", "Jane Torres"]) {
    await bruno.openTicket(name);
    await bruno.take();
  }
  for (const customer of [a.id, b.id]) {
    await expect.poll(() => world.ticket({ customer })).toMatchObject({ agent: "Bruno Reis" });
  }
  await expect(bruno.panel.note).toBeVisible();
  await page.context().setOffline(true);
  await expect(bruno.state).toContainText("Sem conexão desde");
  for (const text of ["Bom dia, Jane!", "Isto não vai."]) await bruno.composer.reply(text);
  await bruno.composer.mode("Interna");
  await bruno.composer.note("Ligar para o Ivo antes");
  await bruno.composer.mode("Resposta");
  await bruno.panel.addTag("urgente");
  await bruno.openTicket("Ivo Garcez");
  await bruno.act("Pausar");

  const tray = await bruno.openQueue();
  const rows = tray.getByRole("list", { name: "Na fila" }).getByRole("listitem");
  await expect(rows).toHaveText([
    /Mensagem a Jane Torres Bom dia, Jane!\s+desde \d\d:\d\d/,
    /Mensagem a Jane Torres Isto não vai\./,
    /Interna em Jane Torres Ligar para o Ivo antes/,
    /Pausar Ivo Garcez/,
  ]);
  await expect(tray).toContainText("Edições de rascunho, nota, etiquetas ou campos esperam em 1 atendimento:");
  await expect(tray.getByRole("button", { name: "Jane Torres", exact: true })).toBeVisible();

  // By the keyboard alone: down to the second, to its ticket, out of the queue, closed again.
  await expect(tray).toBeFocused();
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await expect(bruno.heading("Jane Torres")).toBeVisible();
  await rows.nth(1).getByRole("button", { name: /^Mensagem a/ }).focus();
  await page.keyboard.press("Tab");
  await expect(rows.nth(1).getByRole("button", { name: "Tirar da fila: Mensagem a Jane Torres" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(3);
  await expect(bruno.composer.draft).toHaveText("Isto não vai.");
  await expect(tray.getByRole("status")).toHaveText("O texto voltou para o rascunho.");
  // Internal words go back to the internal message, never to where the customer's are written.
  await tray.getByRole("button", { name: "Tirar da fila: Interna em Jane Torres" }).click();
  await expect(bruno.composer.internal).toHaveValue("Ligar para o Ivo antes");
  // Anything else can be put in again.
  await tray.getByRole("button", { name: "Tirar da fila: Pausar Ivo Garcez" }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Desfazer" }).click();
  await expect(rows).toHaveText([/Bom dia, Jane!/, /Pausar Ivo Garcez/]);
  await rows.first().getByRole("button").first().focus();
  await page.keyboard.press("Escape");
  await expect(tray).toHaveCount(0);
  await expect(bruno.state.getByRole("button", { name: "2 na fila" })).toBeFocused();

  await page.context().setOffline(false);
  await bruno.isLevel();
  await expect.poll(() => world.received({ customer: b.id })).toMatchObject([{ text: "Bom dia, Jane!" }]);
  await expect.poll(() => world.ticket({ customer: a.id })).toMatchObject({ status: "paused" });
  await expect(bruno.tick("Bom dia, Jane!")).toHaveAttribute("aria-label", "Entregue");
  expect(await world.accepted({ customer: b.id })).toBe(1);
});

test("Ressincronizar by hand: says when it cannot, brings everything when it can (SYN-01, SYN-02, SYN-04, SYN-06)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { id } = await world.customer({ name: "Flora Íris" });
  await world.write({ customer: id, text: "Primeira" });
  await bruno.openTicket("Flora Íris");
  await bruno.page.context().setOffline(true);
  await bruno.list.getByRole("button", { name: "Ressincronizar" }).click();
  await expect(bruno.state).toContainText(
    "Não foi possível reconectar ao servidor. Verifique sua conexão com a internet.",
  );
  await bruno.list.getByRole("button", { name: "Ajuda para reconectar" }).click();
  await expect(bruno.page.getByRole("dialog", { name: "Ajuda para reconectar" }).getByRole("listitem")).toHaveCount(6);
  await bruno.page.keyboard.press("Escape");
  await world.write({ customer: id, text: "Segunda" });
  await world.heard();
  await world.write({ customer: id, text: "Terceira" });
  await bruno.page.context().setOffline(false);
  await expect(bruno.row("Flora Íris")).toContainText("Terceira");
  await expect(bruno.thread.locator(".msg.in")).toHaveText([/Primeira/, /Segunda/, /Terceira/]);
  await bruno.isLevel();
});

test("edits of an attendance that left one's sight meanwhile are told, and go only after asking (SYN-05)", {
  tag: "@nightly",
}, async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { page } = bruno;
  const { id } = await world.customer({ name: "Quitéria Boa" });
  await world.write({ customer: id, text: "Bom dia" });
  await bruno.openTicket("Quitéria Boa");
  await bruno.take();
  const { id: ticketId } = await world.ticket({ customer: id });
  await expect(bruno.panel.note).toBeVisible();
  await page.context().setOffline(true);
  await expect(bruno.state).toContainText("Sem conexão desde");
  await bruno.panel.writeNote("Quer casa com quintal");
  const agentId = await world.memberId({ name: "Carla" });
  await world.act({ name: "Ana", type: "ticket.transfer", ticketId, agentId, departmentId: null });
  await page.context().setOffline(false);
  await expect(bruno.row("Quitéria Boa")).toHaveCount(0);
  await bruno.state.getByRole("button", { name: "edições não aceitas em 1 atendimento" }).click();
  const tray = page.getByRole("region", { name: "Na fila" });
  await expect(tray).toContainText("você não vê mais estes atendimentos");
  await tray.getByRole("button", { name: "Descartar" }).click();
  await tray.getByRole("button", { name: "Descartar de vez" }).click();
  await expect(bruno.state.getByRole("button", { name: /não aceitas/ })).toHaveCount(0);
});
