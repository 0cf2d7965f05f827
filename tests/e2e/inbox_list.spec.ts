import { expect, test } from "./fixtures/test.ts";
import type { DeskPage } from "./pages/desk_page.ts";

/** Where a contact's ticket is listed: what must vanish is on screen before, so that an empty list proves nothing. */
async function isListed(desk: DeskPage, contact: string, { in: where, out }: { in: string[]; out: string[] }) {
  for (const view of where) {
    await desk.view(view);
    await expect(desk.row(contact), `in ${view}`).toHaveCount(1);
  }
  for (const view of out) {
    await desk.view(where[0]!);
    await expect(desk.row(contact)).toHaveCount(1);
    await desk.view(view);
    await expect(desk.row(contact), `not in ${view}`).toHaveCount(0);
  }
}

test(
  "what waits, is taken, paused, forwarded and closed moves through views and counters (STS-02, STS-03, STS-05, STS-06, STS-10, STS-14, STS-16, STS-17, STS-18, STS-21, STS-27, STS-31, X-02, X-05)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const [waiting, attended] = [await bruno.count("Aguardando"), await bruno.count("Em atendimento")];
    const { id } = await world.customer({ name: "Selma Queiroga" });
    await world.write({ customer: id, text: "Vocês financiam?" });
    await expect(bruno.counter("Aguardando")).toHaveAttribute("aria-label", `Aguardando: ${waiting + 1}`);
    await isListed(bruno, "Selma Queiroga", {
      in: ["Todos os chats", "Chats abertos", "Aguardando"],
      out: ["Meus chats", "Em atendimento", "Resolvidos"],
    });

    // STS-27: one click only looks.
    await bruno.view("Chats abertos");
    await bruno.openTicket("Selma Queiroga");
    expect(await world.ticket({ customer: id })).toMatchObject({ status: "waiting", agent: null });
    await bruno.take();
    await expect.poll(() => world.ticket({ customer: id })).toMatchObject({
      status: "in_progress",
      agent: "Bruno Reis",
    });
    await expect(bruno.counter("Aguardando")).toHaveAttribute("aria-label", `Aguardando: ${waiting}`);
    await expect(bruno.counter("Em atendimento")).toHaveAttribute("aria-label", `Em atendimento: ${attended + 1}`);
    await isListed(bruno, "Selma Queiroga", {
      in: ["Todos os chats", "Chats abertos", "Meus chats", "Em atendimento"],
      out: ["Aguardando", "Resolvidos"],
    });

    await bruno.view("Todos os chats");
    await bruno.act("Pausar");
    await expect(bruno.row("Selma Queiroga").getByRole("img", { name: "Pausado" })).toBeVisible();
    await isListed(bruno, "Selma Queiroga", { in: ["Todos os chats", "Chats abertos"], out: ["Aguardando"] });

    // Forwarded to an agent: no department any more, so it is only theirs.
    await bruno.transfer({ agent: "Davi Reis" }, "Tem certeza que deseja alterar o agente?");
    const davi = await desk("Davi");
    await isListed(davi, "Selma Queiroga", {
      in: ["Todos os chats", "Meus chats", "Em atendimento"],
      out: ["Chats abertos", "Aguardando"],
    });
    await davi.view("Meus chats");
    await davi.openTicket("Selma Queiroga");
    await davi.close("");
    await expect(davi.row("Selma Queiroga")).toHaveCount(0);
    await isListed(davi, "Selma Queiroga", {
      in: ["Resolvidos", "Todos os chats"],
      out: ["Chats abertos", "Meus chats", "Em atendimento", "Aguardando"],
    });
  },
);

test(
  "whose chats one sees: own departments', by permission everybody's; the counters choose a state (STS-11, STS-13, STS-15, STS-25)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    await world.hire({ name: "Livia", role: "supervisor", departments: ["Suporte"] });
    const [{ id: waits }, { id: taken }] = [
      await world.customer({ name: "Túlio Espera" }),
      await world.customer({ name: "Túlio Atendido" }),
    ];
    for (const customer of [waits, taken]) await world.write({ customer, text: "Boa tarde" });
    await world.ticket({ customer: waits });
    await world.act({ name: "Bruno", type: "ticket.take", ticketId: (await world.ticket({ customer: taken })).id });

    // Both are of Vendas; Davi and Livia are of Suporte.
    const [davi, livia] = [await desk("Davi"), await desk("Livia")];
    await isListed(livia, "Túlio Espera", { in: ["Todos os chats", "Chats abertos"], out: ["Meus chats"] });
    await livia.view("Todos os chats");
    await livia.search("túlio");
    await expect.poll(() => livia.names()).toHaveLength(2);
    await davi.view("Todos os chats");
    await davi.search("túlio");
    await expect(davi.list).toContainText("Nada com “túlio” nesta visão");

    await livia.counter("Em atendimento").click();
    await expect.poll(() => livia.names()).toEqual(["Túlio Atendido"]);
    await livia.counter("Em atendimento").click();
    await livia.counter("Aguardando").click();
    await expect.poll(() => livia.names()).toEqual(["Túlio Espera"]);
    await livia.counter("Aguardando").click();
    await world.act({
      name: "Bruno",
      type: "ticket.close",
      ticketId: (await world.ticket({ customer: taken })).id,
      message: "",
    });
    await expect(livia.row("Túlio Atendido").getByRole("img", { name: "Encerrado" })).toBeVisible();
    await livia.counter("Encerrado").click();
    await expect.poll(() => livia.names()).toEqual(["Túlio Atendido"]);
  },
);

test(
  "a row: channel, department, agent, what is unread, who is blocked (INB-01, INB-03, INB-04, INB-07, INB-09, INB-13, INB-16, INB-17)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id: blocked } = await world.customer({ name: "Zenóbio Barrado" });
    await world.write({ customer: blocked, text: "Alô" });
    await world.ticket({ customer: blocked });
    await world.block({ customer: blocked });
    const bruno = await desk("Bruno");
    const row = bruno.row("Ivone Matoso");
    const { id } = await world.customer({ name: "Ivone Matoso" });
    await world.write({ customer: id, text: "Aceita permuta?" });
    await expect(row.getByRole("img", { name: "WhatsApp" })).toBeVisible();
    await expect(row).toContainText("Vendas");
    await expect(row.getByRole("img", { name: "Bruno Reis" })).toHaveCount(0);

    await bruno.openTicket("Ivone Matoso");
    await bruno.take();
    for (const area of [bruno.list, bruno.thread, bruno.composer.form, bruno.panel.root]) {
      await expect(area).toBeVisible();
    }
    // Agent and department at once; the agent's name on hover.
    await expect(row.getByRole("img", { name: "Bruno Reis" })).toHaveAttribute("title", "Bruno Reis");
    await expect(row).toContainText("Vendas");

    await expect(row.getByText(/não lida/)).toHaveCount(0);
    await row.hover();
    await row.getByRole("button", { name: "Mais ações" }).click();
    await bruno.page.getByRole("menuitem", { name: "Marcar como não lido" }).click();
    await expect(row.getByText("1 não lida")).toBeAttached();
    await bruno.page.mouse.move(800, 300);

    // The department's mark goes with the department, and with the end.
    await bruno.openTicket("Ivone Matoso");
    await bruno.transfer({ agent: "Carla Reis" }, "Tem certeza que deseja alterar o agente?");
    const carla = await desk("Carla");
    await carla.view("Meus chats");
    const hers = carla.row("Ivone Matoso");
    await expect(hers).toContainText("sem setor");
    await carla.openTicket("Ivone Matoso");
    await carla.transfer({ department: "Vendas" }, "Tem certeza que deseja salvar esse departamento?");
    await carla.view("Chats abertos");
    await expect(hers).toContainText("Vendas");
    await carla.close("");
    await carla.view("Resolvidos");
    await expect(hers).not.toContainText("Vendas");

    await bruno.view("Chats abertos");
    await expect(bruno.row("Zenóbio Barrado").getByTitle("Bloqueado")).toBeVisible();
    await expect(bruno.row("Ivone Matoso").getByTitle("Bloqueado")).toHaveCount(0);
  },
);
