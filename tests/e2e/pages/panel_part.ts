import { expect, type Locator, type Page } from "@playwright/test";

/** The third column: tags, fields, note, timeline of the open ticket. */
export class PanelPart {
  readonly root: Locator;
  readonly note: Locator;

  constructor(readonly page: Page) {
    this.root = page.locator("aside.docked");
    this.note = this.root.getByRole("textbox", { name: "Nota da equipe" });
  }

  async addTag(name: string): Promise<void> {
    await this.root.getByRole("button", { name: "Pôr etiqueta" }).click();
    await this.page.getByRole("option", { name }).getByRole("button").click();
    await this.page.keyboard.press("Escape");
    await expect(this.tag(name)).toBeVisible();
  }
  tag(name: string): Locator {
    return this.root.getByRole("button", { name: `Tirar a etiqueta ${name}` });
  }
  field(name: string): Locator {
    return this.root.getByLabel(name, { exact: true });
  }
  async fill(name: string, value: string): Promise<void> {
    await this.field(name).fill(value);
    await this.field(name).press("Enter");
  }
  /** From a list; what is chosen, in words. */
  async choose(name: string, value: string): Promise<void> {
    await this.field(name).selectOption({ label: value });
  }
  chosen(name: string): Locator {
    return this.field(name).locator("option:checked");
  }
  async writeNote(text: string): Promise<void> {
    await this.note.click();
    await this.page.keyboard.press("ControlOrMeta+End");
    await this.note.pressSequentially(text);
  }
  /** The contact's other attendances, beside the note. */
  async others(): Promise<Locator> {
    await this.root.getByRole("tab", { name: /^Outros atendimentos/ }).click();
    return this.root.getByRole("tabpanel", { name: /^Outros atendimentos/ });
  }
  /** CTP-14: what happened, in this attendance and before it. */
  async past(): Promise<void> {
    await this.root.getByRole("tab", { name: "Histórico" }).click();
  }
  event(words: string | RegExp): Locator {
    return this.section("Linha do tempo").getByRole("listitem").filter({ hasText: words });
  }
  /** Shows the whole timeline. */
  async more(): Promise<void> {
    const button = this.section("Linha do tempo").getByRole("button", { name: /^mais \d/ });
    if (await button.isVisible()) await button.click();
  }
  section(name: string): Locator {
    return this.root.locator("section").filter({ has: this.page.getByRole("heading", { name }) });
  }
}
