import { expect, test } from "./fixtures/test.ts";

test(
  "templates inside the window: found by name and content, previewed, sent by the button alone; the signature; a blocked contact (TPL-01 to TPL-05, CMP-06, CMP-19)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id: barred } = await world.customer({ name: "Otília Barrada" });
    await world.write({ customer: barred, text: "Alô" });
    await world.ticket({ customer: barred });
    await world.block({ customer: barred });
    const bruno = await desk("Bruno");
    const { page, composer } = bruno;
    const { id } = await world.customer({ name: "Jonas Vidal" });
    await world.write({ customer: id, text: "Bom dia" });
    await bruno.openTicket("Jonas Vidal");
    await bruno.take();
    await composer.form.getByRole("button", { name: "Modelos de mensagem" }).click();
    const picker = page.getByRole("region", { name: "Modelos de mensagens" });
    const names = () => picker.getByRole("option").locator("b").allInnerTexts();
    await expect.poll(async () => (await names()).toSorted()).toEqual([
      "aviso_geral",
      "lembrete_visita",
      "retomar_conversa",
    ]);
    await expect(picker.getByRole("option", { name: "aviso_geral" })).toContainText("(Utilidade)");
    await expect(picker.getByRole("option", { name: "aviso_geral" })).toContainText(
      "Voltamos a atender hoje, das 8h às 18h. Quando quiser, é só responder.",
    );
    const search = picker.getByRole("textbox", { name: "Nome ou conteúdo" });
    await search.fill("LEMBRETE");
    await expect.poll(names).toEqual(["lembrete_visita"]);
    await search.fill("voltamos a atender");
    await expect.poll(names).toEqual(["aviso_geral"]);
    await picker.getByRole("button", { name: "Limpar a busca" }).click();
    await expect.poll(names).toHaveLength(3);
    await picker.getByRole("option", { name: "lembrete_visita" }).getByRole("button").click();
    const send = picker.getByRole("button", { name: "Enviar mensagem selecionada" });
    await expect(send).toBeDisabled();
    await picker.getByLabel("nome", { exact: true }).fill("Jonas");
    await picker.getByLabel("data", { exact: true }).fill("sábado");
    await picker.getByLabel("hora", { exact: true }).fill("9h30");
    await expect(picker.locator(".bubble")).toContainText("Oi, Jonas. Sua visita está marcada para sábado, às 9h30.");
    // Chosen and filled, it has not left.
    expect(await world.accepted({ customer: id })).toBe(0);
    await send.click();
    await expect.poll(() => world.received({ customer: id })).toMatchObject([{ kind: "template" }]);

    await composer.form.getByRole("button", { name: "Assinatura desligada" }).click();
    await expect(composer.form.getByRole("button", { name: "Assinatura ligada" })).toBeVisible();
    await composer.reply("Até sábado");
    await expect.poll(async () => (await world.received({ customer: id })).at(-1)?.text).toBe(
      "*Bruno Reis*\nAté sábado",
    );
    await composer.form.getByRole("button", { name: "Assinatura ligada" }).click();
    await expect(composer.form.getByRole("button", { name: "Assinatura desligada" })).toBeVisible();
    await composer.reply("Leve o RG");
    await expect.poll(async () => (await world.received({ customer: id })).at(-1)?.text).toBe("Leve o RG");

    await bruno.openTicket("Otília Barrada");
    await expect(page.getByText("Contato bloqueado, não é possível enviar ou receber mensagem")).toBeVisible();
    await expect(composer.draft).toHaveCount(0);
  },
);
