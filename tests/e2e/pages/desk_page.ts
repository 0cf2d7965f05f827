import { expect, type Locator, type Page } from "@playwright/test";
import { ClosingPart } from "./closing_part.ts";
import { ComposerPart } from "./composer_part.ts";
import { PanelPart } from "./panel_part.ts";

/** The inbox as a person of the team uses it. */
export class DeskPage {
  readonly closing: ClosingPart;
  readonly composer: ComposerPart;
  readonly panel: PanelPart;
  readonly list: Locator;
  readonly thread: Locator;
  /** The line at the foot: in what state this computer is. */
  readonly state: Locator;

  constructor(readonly page: Page, readonly url: string) {
    this.closing = new ClosingPart(page);
    this.composer = new ComposerPart(page);
    this.panel = new PanelPart(page);
    this.list = page.getByRole("region", { name: "Atendimentos" });
    this.thread = page.getByRole("log");
    this.state = page.locator("footer.stateline");
  }

  async open(path = "/inbox"): Promise<void> {
    await this.page.goto(this.url + path);
    await this.isLevel();
  }
  async reload(): Promise<void> {
    await this.page.reload();
    await this.isLevel();
  }
  /** Everything of the server is here, everything of here is there. */
  async isLevel(): Promise<void> {
    await expect(this.state).toContainText(/Em dia|De volta/);
  }

  /** Everything of this browser that waits. */
  async openQueue(): Promise<Locator> {
    await this.state.getByRole("button", { name: /na fila|edições em/ }).click();
    return this.page.getByRole("region", { name: "Na fila" });
  }

  /** The service worker has put the whole app on this computer. */
  async shellIsKept(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready);
  }

  /** The rows are on this disk, and copies of so many boards: what is pulled out now is all there at the next start. */
  async isStored(boards = 0): Promise<void> {
    await expect.poll(() => this.page.evaluate(keysOnDisk)).toMatchObject({ cached: true });
    await expect.poll(async () => (await this.page.evaluate(keysOnDisk)).boards).toBeGreaterThanOrEqual(boards);
  }

  row(contact: string): Locator {
    return this.list.getByRole("option").filter({ has: this.page.locator("b.name", { hasText: contact }) });
  }
  async openTicket(contact: string): Promise<void> {
    await this.row(contact).click();
    // The order of the list stands still while the pointer is on it.
    await this.page.mouse.move(800, 300);
    await expect(this.heading(contact)).toBeVisible();
  }
  heading(contact: string): Locator {
    return this.page.getByRole("main").getByRole("heading", { name: contact });
  }
  async view(name: string): Promise<void> {
    await this.list.getByRole("heading", { level: 1 }).getByRole("button").click();
    await this.page.getByRole("menuitem", { name }).click();
    await this.page.mouse.move(800, 300);
  }
  /** By the field over the list, which stays open. */
  async search(text: string): Promise<void> {
    const box = this.list.getByRole("search").getByRole("textbox");
    if (!await box.isVisible()) await this.list.getByRole("button", { name: "Buscar", exact: true }).click();
    await box.fill(text);
    await this.page.mouse.move(800, 300);
  }
  /** One filter of the list: `filter("Etiqueta", "urgente")`. */
  async filter(name: string, value: string): Promise<void> {
    await this.list.getByRole("button", { name: "Filtros" }).click();
    await this.page.getByLabel(new RegExp(`^${name}: `)).click();
    // The panel's own lists have options of the same names.
    await this.page.locator("[data-select-item]").filter({ hasText: value }).first().click();
    await this.page.keyboard.press("Escape");
    await this.page.mouse.move(800, 300);
  }
  async unfilter(): Promise<void> {
    await this.list.getByRole("button", { name: "Filtros" }).click();
    await this.page.getByRole("button", { name: "Tirar os filtros" }).click();
    await this.page.mouse.move(800, 300);
  }
  /** The names in the list, from above. */
  async names(): Promise<string[]> {
    const rows = await this.list.getByRole("option").evaluateAll((all) =>
      all.map((row) => ({
        at: Number(row.getAttribute("aria-posinset")),
        name: row.querySelector("b.name")?.textContent,
      }))
    );
    return rows.toSorted((a, b) => a.at - b.at).map(({ name }) => name ?? "");
  }
  /** How many tickets are in this state, by the counter over the list. */
  counter(status: string): Locator {
    return this.list.getByRole("button", { name: new RegExp(`^${status}: \\d`) });
  }
  async count(status: string): Promise<number> {
    const name = await this.counter(status).getAttribute("aria-label");
    return Number(/\d+/.exec(name ?? "")?.[0]);
  }

  message(text: string): Locator {
    return this.thread.locator(".msg").filter({ hasText: text });
  }
  tick(text: string): Locator {
    return this.message(text).locator(".margin").getByRole("img");
  }

  async take(): Promise<void> {
    await this.page.getByRole("button", { name: "Assumir?" }).click();
    await expect(this.composer.draft).toBeVisible();
  }
  /** From the menu of everything that can be done with the open ticket. */
  async act(name: string): Promise<void> {
    await this.page.getByRole("main").getByRole("button", { name: "Opções de atendimento" }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }
  /** By the palette, from wherever one is. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+k");
    const palette = this.page.getByRole("dialog", { name: "Buscar e comandar" });
    await palette.getByRole("combobox").fill(`>${name}`);
    await palette.getByRole("option", { name }).first().click();
  }
  /** In: who, and the question that must be asked, word for word. */
  async transfer(to: { agent?: string; department?: string }, question: string): Promise<void> {
    await this.act("Transferir");
    const dialog = this.dialog("Transferir");
    if (to.agent) {
      await dialog.getByRole("listbox", { name: "Encaminhar para agente" }).getByRole("button", { name: to.agent })
        .click();
    }
    if (to.department) {
      await dialog.getByRole("listbox", { name: "Encaminhar para departamento" }).getByRole("button", {
        name: to.department,
      }).click();
    }
    await dialog.getByRole("button", { name: "Transferir" }).click();
    await expect(dialog.getByRole("alert")).toHaveText(question);
    await dialog.getByRole("button", { name: "Sim" }).click();
    await expect(dialog).toBeHidden();
  }
  async forwardToFlow(name: string): Promise<void> {
    await this.act("Transferir");
    const dialog = this.dialog("Transferir");
    await dialog.getByRole("listbox", { name: "Encaminhar para fluxo" }).getByRole("button", { name }).click();
    await dialog.getByRole("button", { name: "Encaminhar para fluxo" }).click();
    await expect(dialog.getByRole("alert")).toHaveText(
      "Tem certeza que deseja encaminhar para esse fluxo? O atendimento será encerrado.",
    );
    await dialog.getByRole("button", { name: "Sim" }).click();
    await expect(dialog).toBeHidden();
  }
  async close(message: string): Promise<void> {
    await this.page.getByRole("main").getByRole("button", { name: /^Encerrar/ }).click();
    const closing = this.dialog("Encerrar atendimento");
    await closing.getByLabel(/Mensagem de encerramento/).fill(message);
    await closing.getByRole("button", { name: /^Encerrar/ }).click();
    await expect(closing).toBeHidden();
  }
  dialog(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
  }
}

/** In the page: what the data layer keeps in plain IndexedDB. */
async function keysOnDisk(): Promise<{ cached: boolean; boards: number }> {
  const [known] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("mutirao-"));
  if (!known?.name) return { cached: false, boards: 0 };
  const asked = indexedDB.open(known.name);
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const keys = (store: string) =>
    new Promise<string[]>((resolve) => {
      const request = asked.result.transaction(store).objectStore(store).getAllKeys();
      request.onsuccess = () => resolve(request.result.map(String));
    });
  const [kv, states] = [await keys("kv"), await keys("doc_states")];
  asked.result.close();
  return { cached: kv.includes("cached"), boards: states.filter((key) => key.startsWith("board/")).length };
}
