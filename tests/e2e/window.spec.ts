import { expect, test } from "./fixtures/test.ts";

const HOUR = 3_600_000;

test("24 hours pass: only a template goes, the customer answers, free text is back (SES-01 to SES-05, SES-08, INB-06, CMP-15, CMP-18, X-13)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { page, composer } = bruno;
  const { id } = await world.customer({ name: "Tereza Brant" });
  // A webhook that was a day on its way: the window is closed on Meta's side and on ours.
  await world.write({ customer: id, text: "Me liga amanhã?", ageMs: 25 * HOUR });
  await expect(bruno.row("Tereza Brant")).toContainText("Expirado");
  await bruno.openTicket("Tereza Brant");
  await page.getByRole("button", { name: "Assumir?" }).click();

  await expect(composer.form).toContainText("Só um modelo aprovado chega agora.");
  await expect(composer.draft).toHaveCount(0);
  // The team may still be told something (CMP-18).
  await composer.form.getByRole("button", { name: "Interna" }).click();
  await composer.note("mando o modelo de retomada");
  await composer.mode("Resposta");

  await composer.form.getByRole("button", { name: "Escolher modelo" }).click();
  const picker = page.getByRole("region", { name: "Modelos de mensagens" });
  await expect(picker).toContainText("1 modelo espera aprovação da Meta");
  await expect(picker.getByRole("option", { name: "promo_condominio" })).toHaveCount(0);
  await picker.getByRole("option", { name: "retomar_conversa" }).getByRole("button").click();
  await picker.getByLabel("1", { exact: true }).fill("Tereza");
  await picker.getByLabel("2", { exact: true }).fill("o apartamento da serra");
  await picker.getByRole("button", { name: "Enviar mensagem selecionada" }).click();
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ kind: "template" }]);
  await expect(bruno.message("o apartamento da serra")).toBeVisible();
  // A session opened by us does not yet allow free text.
  await expect(composer.form).toContainText("Só um modelo aprovado chega agora.");

  await world.write({ customer: id, text: "Pode falar" });
  await expect(composer.draft).toBeVisible();
  await expect(bruno.row("Tereza Brant")).not.toContainText("Expirado");
  await composer.reply("Que bom, Tereza!");
  await expect.poll(async () => (await world.received({ customer: id })).at(-1)).toMatchObject({
    text: "Que bom, Tereza!",
  });

  await bruno.reload();
  await expect(bruno.message("Que bom, Tereza!")).toBeVisible();
  await expect(composer.draft).toBeVisible();
});

test(
  "half an hour before the end the list and the composer say so (INB-05, SES-07)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const bruno = await desk("Bruno");
    const { id } = await world.customer({ name: "Ulisses Cota" });
    await world.write({ customer: id, text: "Ainda dá tempo?", ageMs: 23 * HOUR + 40 * 60_000 });
    await expect(bruno.row("Ulisses Cota")).toContainText(/Expirando (20|19) min/);
    await bruno.openTicket("Ulisses Cota");
    await bruno.take();
    await expect(bruno.composer.form).toContainText(/Fecha em (20|19) min/);
    await expect(bruno.panel.root).toContainText(/Sessão válida até/);
  },
);
