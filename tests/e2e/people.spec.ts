import { Buffer } from "node:buffer";
import { expect, test } from "./fixtures/test.ts";
import { ContactsPage } from "./pages/contacts_page.ts";

test(
  "a sheet comes in with its bad lines told, the doubles it makes are merged and taken apart, the conversation leaves as PDF (EXP-01, CON-02, CON-09, CTP-20, X-39)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const ana = await desk("Ana");
    const { page } = ana;
    const { id } = await world.customer({ name: "Zulmira Prado" });
    await world.write({ customer: id, text: "Bom dia, ação 😀" });
    await expect(ana.row("Zulmira Prado")).toBeVisible();
    await ana.row("Zulmira Prado").click();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill(">extrair em pdf");
    await page.getByRole("option", { name: "Extrair em PDF" }).click();
    const pdf = page.waitForEvent("download");
    await page.getByRole("button", { name: "Extrair", exact: true }).click();
    expect((await pdf).suggestedFilename()).toMatch(/^Zulmira Prado .*\.pdf$/);

    const contacts = new ContactsPage(page, ana.url);
    await contacts.open();
    const more = page.getByRole("button", { name: "Mais ações com contatos" });
    await more.click();
    await page.getByRole("menuitem", { name: "Importar contatos" }).click();
    const sheet = "Nome;Celular;E-mail\r\nZulmira Prado;(31) 97777-1234;zu@exemplo.test\r\nRuim;12;\r\n";
    await page.locator("input[type=file]").setInputFiles({
      name: "feira.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(sheet),
    });
    await expect(page.getByText("1 linha pronta")).toBeVisible();
    await expect(page.getByText("não é um telefone: use DDD e número")).toBeVisible();
    await page.getByRole("button", { name: "Importar 1" }).click();
    await expect(page.getByText("Tudo o que podia entrar entrou.")).toBeVisible();
    const refused = page.waitForEvent("download");
    await page.getByRole("button", { name: "Baixar as linhas recusadas" }).click();
    expect((await refused).suggestedFilename()).toBe("Linhas recusadas.csv");
    await page.getByRole("dialog").getByRole("button", { name: "Fechar" }).last().click();

    await more.click();
    await page.getByRole("menuitem", { name: "Possíveis duplicados" }).click();
    await page.getByRole("button", { name: "Comparar" }).first().click();
    await page.getByRole("button", { name: "Juntar", exact: true }).click();
    await expect(page.getByText("Nenhum duplicado à vista")).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Fechar" }).click();
    await expect(contacts.row("Zulmira Prado")).toHaveCount(1);
    await expect(contacts.field("E-mail")).toHaveValue("zu@exemplo.test");
    await contacts.record.getByRole("button", { name: "Desfazer" }).click();
    await expect(contacts.row("Zulmira Prado")).toHaveCount(2);
    await expect(contacts.field("E-mail")).toHaveValue("");

    await contacts.act("Sanitizar contato");
    await expect(page.getByText("Serão encerrados")).toBeVisible();
    await page.getByRole("button", { name: "Sanitizar", exact: true }).click();
    await expect(contacts.record.getByText("sanitizou o cadastro")).toBeVisible();
    await contacts.act("Dados pessoais (LGPD)");
    await page.getByLabel("Digite Zulmira Prado para confirmar").fill("Zulmira Prado");
    await page.getByRole("button", { name: "Apagar de vez" }).click();
    await expect(contacts.row("Zulmira Prado")).toHaveCount(1);
  },
);
