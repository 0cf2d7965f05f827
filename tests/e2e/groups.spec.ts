import { expect, test } from "./fixtures/test.ts";

test(
  "a group is added on purpose, shows in Grupos only with its authors' names, is answered with no network too, and is removed with a way back (CHN-15, STS-09, STS-12, X-32)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const [ana, bruno] = await Promise.all([desk("Ana"), desk("Bruno")]);
    const { whatsapp } = await world.info();
    const marta = await world.customer({ name: "Marta Sá" });
    const nilo = await world.customer({ name: "Nilo Braga" });
    const subject = "Condomínio Vila Serena";
    const { id: group } = await world.group({ subject, members: [marta.id, nilo.id] });
    await world.writeInGroup({ customer: marta.id, group, text: "Isto ninguém guardou" });
    await world.heard();

    // Offered in the settings, added for everybody.
    await ana.page.goto(`${ana.url}/settings/connections/${whatsapp}?groups`);
    const offered = ana.page.getByRole("listitem").filter({ hasText: subject });
    await offered.getByRole("button", { name: "Adicionar" }).click();
    await expect(ana.page.getByLabel(`Quem vê ${subject}`)).toBeVisible();

    await world.writeInGroup({ customer: marta.id, group, text: "Bom dia, a portaria abriu?" });
    await world.writeInGroup({ customer: nilo.id, group, text: "Abriu agora" });
    const tabs = bruno.list.getByRole("group", { name: "Filas e visões" });
    await expect(tabs.getByRole("button", { name: /^Grupos/ })).toContainText("1");
    // In no view of attending.
    await expect(bruno.row(subject)).toBeHidden();
    await bruno.view("Todos os chats");
    await expect(bruno.row(subject)).toBeHidden();
    await tabs.getByRole("button", { name: /^Grupos/ }).click();
    await expect(bruno.row(subject)).toContainText("Nilo: Abriu agora");
    await expect(bruno.list.getByRole("button", { name: /Aguardando/ })).toBeHidden();

    await bruno.openTicket(subject);
    const marta1 = bruno.thread.getByRole("article", { name: "Marta Sá" });
    await expect(marta1).toContainText("Bom dia, a portaria abriu?");
    await expect(marta1.getByRole("link", { name: "Marta Sá" })).toBeVisible();
    await expect(bruno.thread.getByRole("article", { name: "Nilo Braga" })).toContainText("Abriu agora");
    await expect(bruno.thread).not.toContainText("Isto ninguém guardou");
    const main = bruno.page.getByRole("main");
    for (const name of ["Encerrar", "Assumir"]) await expect(main.getByRole("button", { name })).toBeHidden();

    await bruno.composer.reply("Obrigado por avisar");
    await expect(bruno.tick("Obrigado por avisar")).toHaveAttribute("aria-label", "Entregue");
    // With no network it stays readable and answerable, after a reload as well.
    await bruno.shellIsKept();
    await bruno.page.context().setOffline(true);
    await bruno.page.reload();
    await expect(marta1).toContainText("Bom dia, a portaria abriu?");
    await bruno.composer.reply("Passo aí à tarde");
    await bruno.page.context().setOffline(false);
    await expect.poll(() => world.inGroup({ group })).toMatchObject([
      { text: "Obrigado por avisar" },
      { text: "Passo aí à tarde" },
    ]);

    // Out of the system, and back by the toast.
    await ana.page.reload();
    await ana.page.getByRole("button", { name: `Remover ${subject}` }).click();
    await expect(main.getByText("Este grupo foi removido do sistema.")).toBeVisible();
    await expect(bruno.row(subject)).toBeHidden();
    await ana.page.getByRole("button", { name: "Desfazer" }).click();
    await expect(bruno.row(subject)).toBeVisible();
    await expect(bruno.composer.draft).toBeVisible();
  },
);
