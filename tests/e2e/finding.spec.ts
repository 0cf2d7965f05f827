import { expect, test } from "./fixtures/test.ts";

test(
  "found over all history and shown where it was said, also inside one conversation; pinned, put away and back by the contact's answer (INB-15, INB-31, CNV-04)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id } = await world.customer({ name: "Quitéria Falcão" });
    await world.write({ customer: id, text: "Preciso do jacarandá entregue em Sabará" });
    for (let n = 0; n < 4; n++) await world.write({ customer: id, text: `Linha ${n}` });
    await world.write({ customer: id, text: "E o jacarandá, chegou?" });
    const bruno = await desk("Bruno");

    await bruno.search("JACARANDA sabara");
    const results = bruno.list.getByRole("region", { name: "Em todo o histórico" });
    await results.getByRole("button", { name: /Preciso do jacarandá entregue/ }).click();
    await expect(bruno.heading("Quitéria Falcão")).toBeVisible();
    await expect(bruno.message("Preciso do jacarandá")).toBeInViewport();

    await bruno.page.keyboard.press("ControlOrMeta+f");
    const find = bruno.page.getByRole("region", { name: "Buscar na conversa" });
    await find.getByRole("textbox").fill("jacaranda");
    await expect(find.getByRole("listitem")).toHaveCount(2);
    await bruno.page.keyboard.press("Enter");
    await expect(find.getByRole("status")).toHaveText("1 de 2");
    await bruno.page.keyboard.press("ArrowUp");
    await expect(find.getByRole("status")).toHaveText("2 de 2");
    await bruno.page.keyboard.press("Escape");
    await expect(find).toBeHidden();

    await bruno.list.getByRole("search").getByRole("button", { name: "Limpar a busca" }).click();
    await bruno.act("Fixar no topo");
    await world.write({ customer: (await world.customer({ name: "Outra Pessoa" })).id, text: "Mais nova" });
    await expect(bruno.row("Outra Pessoa")).toBeVisible();
    await expect.poll(async () => (await bruno.names())[0]).toBe("Quitéria Falcão");

    await bruno.act("Adiar");
    await bruno.dialog("Adiar").getByRole("button", { name: /Amanhã às 9h/ }).click();
    await expect(bruno.row("Quitéria Falcão")).toBeHidden();
    await bruno.view("Adiados");
    await expect(bruno.row("Quitéria Falcão")).toContainText("adiado até");
    await bruno.view("Chats abertos");
    await world.write({ customer: id, text: "Voltei!" });
    await expect(bruno.row("Quitéria Falcão")).toBeVisible();
  },
);
