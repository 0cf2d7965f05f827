import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./fixtures/test.ts";
import { noBarrier } from "./pages/barrier.ts";
import { ContactsPage } from "./pages/contacts_page.ts";
import type { DeskPage } from "./pages/desk_page.ts";

/** What the palette calls it, and the dialog's title where that is another. */
type Way = [command: string, title?: string | RegExp];
const TICKET: Way[] = [
  ["Adiar"],
  ["Editar atendimento"],
  ["Editar contato"],
  ["Mudar de canal"],
  ["Transferir"],
  ["Encerrar atendimento"],
  ["Enviar contato"],
  ["Executar macro"],
  ["Extrair em PDF", "Extrair conversa em PDF"],
  ["Agendar mensagem"],
  ["Novo chat"],
];
const REGISTER: Way[] = [["Novo contato"], ["Importar contatos"], ["Exportar contatos"], ["Possíveis duplicados"]];
const RECORD: Way[] = [
  ["Juntar com outro cadastro", "Juntar dois cadastros"],
  ["Sanitizar contato", /^Sanitizar /],
  ["Dados pessoais (LGPD)", /^Dados pessoais de /],
];
/** Each page of the settings, and the button that opens its form. */
const SETTINGS: [section: string, button?: string][] = [
  ["profile"],
  ["workspace"],
  ["departments", "Novo setor"],
  ["team", "Convidar"],
  ["roles", "Novo cargo"],
  ["replies", "Nova resposta"],
  ["macros", "Nova macro"],
  ["gallery"],
  ["tags"],
  ["fields", "Novo campo"],
  ["choices", "Novo status"],
  ["flows", "Novo fluxo"],
  ["connections"],
  ["api", "Novo token"],
];

// Many places, each judged whole.
test.describe.configure({ timeout: 300_000 });

for (const colorScheme of ["light", "dark"] as const) {
  test(
    `no barrier in the dialogs of a ticket, in search and in what I am told (${colorScheme})`,
    { tag: "@nightly" },
    async ({ desk, world }) => {
      const ana = await desk("Ana", { colorScheme });
      const { page } = ana;
      const name = `Eulália ${colorScheme}`;
      const { id } = await world.customer({ name });
      await world.write({ customer: id, text: "Boa tarde, procuro uma varanda" });
      const { id: ticketId } = await world.ticket({ customer: id });
      await world.act({ name: "Ana", type: "ticket.take", ticketId });
      await ana.openTicket(name);
      await expect(ana.composer.draft).toBeVisible();
      for (const [command, title] of TICKET) await walk(ana, command, title);

      await page.getByRole("button", { name: "Avisos" }).click();
      await expect(page.getByRole("region", { name: "Avisos" })).toBeVisible();
      await noBarrier(page, "Avisos");
      await page.keyboard.press("Escape");
      await ana.search("varanda");
      await expect(ana.list.getByRole("region", { name: "Em todo o histórico" })).toContainText("procuro uma");
      await noBarrier(page, "Busca");
      await page.keyboard.press("ControlOrMeta+f");
      await page.getByRole("region", { name: "Buscar na conversa" }).getByRole("textbox").fill("varanda");
      await noBarrier(page, "Busca na conversa");
    },
  );

  test(
    `no barrier on the contacts' page, a record, their dialogs (${colorScheme})`,
    { tag: "@nightly" },
    async ({ desk, world }) => {
      const ana = await desk("Ana", { colorScheme });
      const name = `Noêmia ${colorScheme}`;
      const { id } = await world.customer({ name });
      await world.write({ customer: id, text: "Oi" });
      await world.ticket({ customer: id });
      const contacts = new ContactsPage(ana.page, ana.url);
      await contacts.open();
      for (const [command, title] of REGISTER) await walk(ana, command, title);
      // However many there are of other stories.
      await contacts.search.fill("Noêmia");
      await contacts.see(name);
      await noBarrier(ana.page);
      for (const [command, title] of RECORD) await walk(ana, command, title);
    },
  );

  test(
    `no barrier in the calendar and in any page of the settings (${colorScheme})`,
    { tag: "@nightly" },
    async ({ desk }) => {
      const ana = await desk("Ana", { colorScheme });
      const { page, url } = ana;
      await page.goto(`${url}/schedule`);
      for (const view of ["Mês", "Semana", "Dia", "Lista"]) {
        await page.getByRole("radio", { name: view }).click();
        await noBarrier(page, `Agenda: ${view}`);
      }
      for (const [section, button] of SETTINGS) {
        await page.goto(`${url}/settings/${section}`);
        await expect(page.getByRole("heading", { level: 1 }).last()).toBeVisible();
        await noBarrier(page);
        if (!button) continue;
        await page.getByRole("button", { name: button }).first().click();
        await within(page, page.getByRole("dialog"), `${section}: ${button}`);
      }
    },
  );
}

/** Opened by its command, looked at, left by keyboard. */
async function walk(desk: DeskPage, command: string, title: string | RegExp = command): Promise<void> {
  await desk.command(command);
  await within(desk.page, desk.dialog(title), command);
}

/** The focus is in the dialog and stays there; Escape leaves. */
async function within(page: Page, dialog: Locator, where: string): Promise<void> {
  await expect(dialog, where).toBeVisible();
  await noBarrier(page, where);
  for (let n = 0; n < 4; n++) {
    await expect(dialog.locator(":focus").or(dialog.and(page.locator(":focus"))), where).toHaveCount(1);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Escape");
  await expect(dialog, where).toBeHidden();
}
