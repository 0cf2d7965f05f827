import { expect, type Locator, type Page } from "@playwright/test";

/** The contacts' page as a person of the team uses it. */
export class ContactsPage {
  readonly search: Locator;
  readonly record: Locator;

  constructor(readonly page: Page, readonly url: string) {
    this.search = page.getByRole("search").getByRole("textbox");
    this.record = page.locator("section.record");
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.url}/contacts`);
    await expect(this.page.locator("footer.stateline")).toContainText(/Em dia|De volta/);
  }
  row(name: string): Locator {
    return this.page.getByRole("option").filter({ has: this.page.locator("b", { hasText: name }) });
  }
  async see(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.record.getByRole("heading", { name, level: 2 })).toBeVisible();
  }
  field(name: string): Locator {
    return this.record.getByLabel(name, { exact: true });
  }
  async fill(name: string, value: string): Promise<void> {
    await this.field(name).fill(value);
    await this.field(name).press("Enter");
  }
  /** From the menu of the record. */
  async act(name: string): Promise<void> {
    await this.record.getByRole("button", { name: "Mais ações do contato" }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }
  dialog(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
  }
}
