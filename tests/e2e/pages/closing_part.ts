import { expect, type Locator, type Page } from "@playwright/test";

/** The dialog that closes a ticket, and the line that says when it closes by itself. */
export class ClosingPart {
  readonly dialog: Locator;
  readonly message: Locator;
  readonly scheduled: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole("dialog", { name: "Encerrar atendimento" });
    this.message = this.dialog.getByLabel(/Mensagem de encerramento/);
    this.scheduled = page.getByRole("main").getByRole("button", { name: /^Encerra (hoje|amanhã)/ });
  }

  /** By its key, as somebody does it who does it forty times a day. */
  async open(): Promise<void> {
    await this.page.getByRole("main").getByRole("heading", { level: 1 }).click();
    await this.page.keyboard.press("e");
    await expect(this.dialog).toBeVisible();
  }
  async later(minutes: string, onReply: "Cancelar o encerramento" | "Não cancelar o encerramento"): Promise<void> {
    await this.dialog.getByRole("radio", { name: "Daqui a" }).click();
    await this.dialog.getByRole("textbox", { name: "minutos" }).fill(minutes);
    await this.dialog.getByRole("radio", { name: onReply, exact: true }).click();
  }
  async confirm(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Encerrar/ }).click();
  }
}
