import { expect, type Locator, type Page } from "@playwright/test";

/** A board as a person of the team uses it. */
export class BoardPage {
  readonly dialog: Locator;

  constructor(readonly page: Page, readonly url: string) {
    this.dialog = page.getByRole("dialog");
  }

  /** By the rail, as people come there. */
  async open(name: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: "Quadros" }).first().click();
    await this.page.getByRole("link", { name }).click();
    await expect(this.page.getByRole("heading", { level: 1 })).toContainText(name);
  }
  async make(name: string, kind: "Funil" | "Kanban"): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: "Quadros" }).first().click();
    await this.page.getByRole("button", { name: "Novo quadro" }).click();
    await this.dialog.getByRole("textbox", { name: "Nome" }).fill(name);
    await this.dialog.getByRole("radio", { name: kind }).check();
    await this.dialog.getByRole("button", { name: "Criar quadro" }).click();
    await expect(this.page.getByRole("heading", { level: 1 })).toContainText(name);
  }
  async add(contact: string, column: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Cartão/ }).click();
    await this.dialog.getByLabel("Coluna").click();
    await this.page.getByRole("option", { name: column, exact: true }).click();
    await this.dialog.getByRole("textbox").fill(contact);
    await this.dialog.getByRole("option", { name: contact }).getByRole("button").click();
    await this.page.keyboard.press("Escape");
    await expect(this.dialog).toBeHidden();
  }

  column(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }
  card(contact: string): Locator {
    return this.page.locator("[data-card]").filter({ hasText: contact });
  }
  /** The names in a column, from above. */
  cards(column: string): Locator {
    return this.column(column).locator("[data-card] b");
  }
  /** Where it stands is told to every reader and to the rows. */
  async stands(contact: string, column: string): Promise<void> {
    await expect(this.column(column).locator("[data-card]").filter({ hasText: contact })).toBeVisible();
    await expect(this.card(contact)).toHaveCount(1);
  }
  /** With the mouse, into the middle of another column. */
  async drag(contact: string, column: string): Promise<void> {
    const [from, to] = [await this.card(contact).boundingBox(), await this.column(column).boundingBox()];
    if (!from || !to) throw new Error(`${contact} or ${column} is not in sight`);
    const { mouse } = this.page;
    await mouse.move(from.x + 40, from.y + 20);
    await mouse.down();
    await mouse.move(from.x + 60, from.y + 40, { steps: 4 });
    await mouse.move(to.x + to.width / 2, to.y + 160, { steps: 8 });
    await expect(this.column(column)).toHaveClass(/isOver/);
    await mouse.up();
  }
}
