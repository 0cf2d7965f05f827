import { expect, test } from "./fixtures/test.ts";

/** Who wrote, in the order in which their tickets were opened. */
type Who = { id: string; waId: string };

test("filters by tag, department, agent, channel and what nobody read (INB-18, INB-19, INB-21 to INB-24, TAG-06)", {
  tag: "@nightly",
}, async ({ desk, world, visitor }) => {
  const people: Record<string, Who> = {};
  for (const name of ["Rubens Fidélis", "Saulo Fidélis", "Tânia Fidélis"]) {
    people[name] = await world.customer({ name });
    await world.write({ customer: people[name]!.id, text: "Olá" });
    await world.ticket({ customer: people[name]!.id });
  }
  const ticketOf = async (name: string) => (await world.ticket({ customer: people[name]!.id })).id;
  await world.act({ name: "Bruno", type: "ticket.take", ticketId: await ticketOf("Rubens Fidélis") });
  await world.act({
    name: "Ana",
    type: "ticket.transfer",
    ticketId: await ticketOf("Saulo Fidélis"),
    agentId: null,
    departmentId: await world.departmentId({ name: "Suporte" }),
  });
  const site = await visitor();
  await site.goto((await world.info()).siteUrl);
  await site.getByRole("button", { name: /^Abrir a conversa/ }).click();
  const box = site.frameLocator("iframe").getByPlaceholder("Escreva sua mensagem");
  await box.fill("fidélis, pelo site");
  await box.press("Enter");

  const ana = await desk("Ana");
  await ana.view("Todos os chats");
  await ana.openTicket("Tânia Fidélis");
  await ana.take();
  await ana.panel.addTag("2ª via");
  await ana.search("fidélis");
  await expect.poll(() => ana.names()).toHaveLength(3);

  // Status, type and demand are choices of the ticket, narrowed to without network too.
  await ana.panel.choose("Tipo", "Suporte");
  await ana.filter("Tipo", "Suporte");
  await expect.poll(() => ana.names()).toEqual(["Tânia Fidélis"]);
  await ana.page.context().setOffline(true);
  await ana.filter("Tipo", "Comercial");
  await expect.poll(() => ana.names()).toEqual([]);
  await ana.filter("Tipo", "Suporte");
  await expect.poll(() => ana.names()).toEqual(["Tânia Fidélis"]);
  await ana.page.context().setOffline(false);
  await ana.isLevel();
  await ana.filter("Tipo", "Todos os tipos");
  await ana.filter("Etiqueta", "2ª via");
  await expect.poll(() => ana.names()).toEqual(["Tânia Fidélis"]);
  await ana.filter("Etiqueta", "Todas as etiquetas");
  await ana.filter("Setor", "Suporte");
  await expect.poll(() => ana.names()).toEqual(["Saulo Fidélis"]);
  await ana.filter("Setor", "Todos os setores");
  await ana.filter("Atendente", "Bruno Reis");
  await expect.poll(() => ana.names()).toEqual(["Rubens Fidélis"]);
  // Together they narrow (INB-24).
  await ana.filter("Setor", "Suporte");
  await expect.poll(() => ana.names()).toEqual([]);
  await ana.unfilter();

  await ana.filter("Conexão", "Chat do site");
  await expect(ana.list.getByRole("option").filter({ hasText: "fidélis, pelo site" })).toBeVisible();
  expect(await ana.names()).not.toContain("Tânia Fidélis");
  await ana.unfilter();
  await ana.search("fidélis");
  await expect.poll(async () => (await ana.names()).toSorted()).toEqual(Object.keys(people));
  await ana.list.getByRole("button", { name: "Filtros" }).click();
  await ana.page.getByRole("checkbox", { name: "Só não lidas" }).check();
  await ana.page.keyboard.press("Escape");
  await ana.page.mouse.move(800, 300);
  await expect.poll(async () => (await ana.names()).toSorted()).toEqual(["Rubens Fidélis", "Saulo Fidélis"]);
});

test(
  "four orders and their inversion; found by name, phone, protocol and by what was written (INB-25, INB-26, INB-28 to INB-31, PRO-03)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const people: (Who & { protocol: string })[] = [];
    for (const name of ["Abel Quadros", "Bia Quadros", "Célia Quadros"]) {
      const who = await world.customer({ name });
      await world.write({ customer: who.id, text: `Aqui é ${name}, do anúncio ${name.length}` });
      people.push({ ...who, protocol: (await world.ticket({ customer: who.id })).protocol });
    }
    const bruno = await desk("Bruno");
    await bruno.search("quadros");
    await expect.poll(() => bruno.names()).toHaveLength(3);
    await world.write({ customer: people[1]!.id, text: "Alguém aí?" });
    await expect(bruno.row("Bia Quadros")).toContainText("Alguém aí?");

    const ordered = (...first: string[]) =>
      expect.poll(() => bruno.names()).toEqual(first.map((one) => `${one} Quadros`));
    const sort = async (name: string) => {
      await bruno.list.getByRole("button", { name: /^(Mais|Abertura|Aguardando há)/ }).click();
      await bruno.page.getByRole("menuitem", { name, exact: true }).click();
      await bruno.page.mouse.move(800, 300);
    };
    const invert = async () => {
      await bruno.list.getByRole("button", { name: "Inverter a ordem" }).click();
      await bruno.page.mouse.move(800, 300);
    };
    await ordered("Bia", "Célia", "Abel");
    await sort("Mais antiga");
    await ordered("Abel", "Célia", "Bia");
    // By opening, which is by protocol; who came first stays first although another wrote since.
    await sort("Abertura mais antiga");
    await ordered("Abel", "Bia", "Célia");
    expect(people.map((one) => one.protocol)).toEqual(people.map((one) => one.protocol).toSorted());
    await invert();
    await ordered("Célia", "Bia", "Abel");
    await sort("Mais antiga");
    await invert();
    await ordered("Bia", "Célia", "Abel");

    const { waId, protocol } = people[2]!;
    // With and without the ninth digit, as people write it.
    const [area, eight] = [waId.slice(2, 4), waId.slice(-8)];
    for (
      const text of ["celia", "CÉLIA QUA", `(${area}) 9${eight.slice(0, 4)}-${eight.slice(4)}`, area + eight, protocol]
    ) {
      await bruno.search("quadros");
      await expect.poll(() => bruno.names()).toHaveLength(3);
      await bruno.search(text);
      await ordered("Célia");
    }

    await bruno.page.keyboard.press("ControlOrMeta+k");
    const palette = bruno.dialog("Buscar e comandar");
    await palette.getByRole("combobox").fill("do anúncio 12");
    await palette.getByRole("option").filter({ hasText: "Abel Quadros" }).first().click();
    await expect(bruno.heading("Abel Quadros")).toBeVisible();
  },
);

test("a pointer that rests on an empty list keeps nothing from it", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  await bruno.search("zuleica");
  await expect(bruno.list).toContainText("Nada com “zuleica” nesta visão");
  await bruno.list.getByRole("listbox").hover();
  const { id } = await world.customer({ name: "Zuleica Prado" });
  await world.write({ customer: id, text: "Alguém?" });
  await expect(bruno.row("Zuleica Prado")).toBeVisible();
});
