import { expect, type Locator, type Page } from "@playwright/test";

/** Where one writes. */
export class ComposerPart {
  readonly form: Locator;
  /** The shared draft of the reply. */
  readonly draft: Locator;
  readonly internal: Locator;
  readonly send: Locator;

  constructor(readonly page: Page) {
    this.form = page.locator("form[data-composer]");
    this.draft = this.form.getByRole("textbox", { name: /^Escreva para/ });
    this.internal = this.form.getByRole("textbox", { name: "Mensagem interna" });
    this.send = this.form.getByRole("button", { name: /^(Enviar|Pôr na fila)$/ });
  }

  /** Types into the shared draft, as a person does. */
  async write(text: string): Promise<void> {
    await this.draft.click();
    await this.page.keyboard.press("ControlOrMeta+End");
    await this.draft.pressSequentially(text);
  }
  async reply(text: string): Promise<void> {
    await this.write(text);
    await this.draft.press("Enter");
    await this.isEmpty();
  }
  /** No word of anybody is in the shared draft (a colleague's caret with its name may be). */
  async isEmpty(): Promise<void> {
    await expect(this.form.locator(".draft")).toHaveAttribute("data-empty", "true");
  }
  /** A colleague's caret in the shared draft. */
  caret(firstName: string): Locator {
    return this.draft.locator(".co-caret").filter({ hasText: firstName });
  }
  async note(text: string): Promise<void> {
    await this.internal.fill(text);
    await this.internal.press("Enter");
    await expect(this.internal).toHaveValue("");
  }
  async mode(name: "Resposta" | "Interna"): Promise<void> {
    await this.form.getByRole("group", { name: "Tipo de mensagem" }).getByRole("button", { name }).click();
  }
  /** Ctrl+V with a small picture on the clipboard. */
  async paste(name: string, type: string): Promise<void> {
    await this.draft.evaluate(async (element, { name, type }) => {
      const blob = await drawn().convertToBlob({ type });
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([blob], name, { type }));
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      function drawn() {
        const canvas = new OffscreenCanvas(64, 48);
        canvas.getContext("2d")!.fillRect(8, 8, 40, 24);
        return canvas;
      }
    }, { name, type });
  }
}
