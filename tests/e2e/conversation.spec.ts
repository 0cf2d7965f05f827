import { Buffer } from "node:buffer";
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";
import type { DeskPage } from "./pages/desk_page.ts";

/** What colour an element's ink is, as red, green and blue: tokens are written in oklch. */
const ink = (locator: Locator): Promise<{ red: number; green: number; blue: number }> =>
  locator.evaluate((element) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d")!;
    context.fillStyle = getComputedStyle(element).color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return { red: red!, green: green!, blue: blue! };
  });
const attach = async (desk: DeskPage, name: string, mimeType: string, buffer: Buffer) => {
  const chooser = desk.page.waitForEvent("filechooser");
  await desk.composer.form.getByRole("button", { name: "Anexar" }).click();
  await (await chooser).setFiles({ name, mimeType, buffer });
  await desk.composer.send.click();
};
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);
/** One frame of silence. */
const MP3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413)]);

test("who wrote and when, oldest on top; header, panel, closing, what the system tells (STS-01, CNV-01 to CNV-03, CNV-05, CNV-06, CNV-09, LOG-02, MSG-09)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { page } = bruno;
  const main = page.getByRole("main");
  const { id } = await world.customer({ name: "Beatriz Amaral" });
  await world.write({ customer: id, text: "primeira" });
  const { protocol } = await world.ticket({ customer: id });
  await bruno.openTicket("Beatriz Amaral");
  await bruno.take();
  await bruno.composer.reply("segunda");
  await expect.poll(() => world.received({ customer: id })).toHaveLength(1);
  await world.write({ customer: id, text: "terceira" });
  await expect(bruno.message("terceira")).toBeVisible();
  const { id: ticketId } = await world.ticket({ customer: id });
  const departmentId = await world.departmentId({ name: "Vendas" });
  await world.act({ name: "Ana", type: "ticket.transfer", ticketId, agentId: null, departmentId });
  // CNV-09: in the thread, with who did it.
  await expect(bruno.thread.locator(".sys").filter({ hasText: "transferiu para Vendas" })).toContainText("Ana");
  const agentId = await world.memberId({ name: "Bruno" });
  await world.act({ name: "Ana", type: "ticket.transfer", ticketId, agentId, departmentId });

  const order = async () => (await bruno.thread.locator(".bubble").allInnerTexts()).map((text) => text.trim());
  for (let round = 0; round < 2; round++) {
    await expect.poll(order).toEqual(["primeira", "segunda", "terceira"]);
    const [contact, mine] = [
      bruno.thread.getByRole("article", { name: "Beatriz Amaral" }),
      bruno.thread.getByRole("article", { name: "Você" }),
    ];
    await expect(contact.filter({ hasText: "primeira" })).toContainText(/\d\d:\d\d/);
    await expect(mine.filter({ hasText: "segunda" })).toContainText(/\d\d:\d\d/);
    // Header: who it is, whose it is and where, its number.
    await expect(bruno.heading("Beatriz Amaral")).toBeVisible();
    await expect(main.locator("header.head")).toContainText(
      `Protocolo ${protocol.replace(/(\d{4})(\d{4})(\d+)/, "$1.$2.$3")}`,
    );
    await expect(main.getByRole("button", { name: /Vendas.*Você/s })).toBeVisible();
    await bruno.reload();
  }
  const panel = main.getByRole("button", { name: "Contexto", exact: true });
  await panel.click();
  await expect(bruno.panel.root).toBeHidden();
  await panel.click();
  await expect(bruno.panel.root).toBeVisible();

  await main.locator("header.head").getByRole("button", { name: /^Encerrar/ }).click();
  await expect(bruno.dialog("Encerrar atendimento")).toBeVisible();
});

test("text, image, audio, video and document; ticks grey and green; a failure with its code and what to do (CMP-01, CMP-03, CMP-12, MSG-01, MSG-02, MSG-05 to MSG-08, INT-02)", async ({ desk, world }) => {
  const bruno = await desk("Bruno");
  const { id } = await world.customer({ name: "Heitor Penha" });
  await world.write({ customer: id, text: "Pode mandar" });
  await bruno.openTicket("Heitor Penha");
  await bruno.take();
  const newest = async () => (await world.received({ customer: id })).at(-1);
  await bruno.composer.write("Segue tudo");
  await bruno.composer.send.click();
  await expect.poll(newest).toMatchObject({ kind: "text", text: "Segue tudo" });
  await attach(bruno, "fachada.png", "image/png", PNG);
  await expect.poll(newest).toMatchObject({ kind: "image" });
  await attach(bruno, "recado.mp3", "audio/mpeg", MP3);
  await expect.poll(newest).toMatchObject({ kind: "audio" });
  await attach(bruno, "visita.mp4", "video/mp4", Buffer.from("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom"));
  await expect.poll(newest).toMatchObject({ kind: "video" });
  await attach(bruno, "ficha.pdf", "application/pdf", Buffer.from("%PDF-1.7\ntrailer <<>>\n%%EOF\n"));
  await expect.poll(newest).toMatchObject({ kind: "document", name: "ficha.pdf" });

  const tick = bruno.tick("Segue tudo");
  await expect(tick).toHaveAttribute("aria-label", "Entregue");
  const grey = await ink(tick);
  expect(Math.max(...Object.values(grey)) - Math.min(...Object.values(grey))).toBeLessThan(20);
  await world.read({ customer: id });
  await expect(tick).toHaveAttribute("aria-label", "Lida");
  const green = await ink(tick);
  expect(green.green - Math.max(green.red, green.blue)).toBeGreaterThan(30);

  // MSG-08: to the team, red, with the sentence.
  await bruno.composer.reply("/interna só entre nós");
  await expect(bruno.thread).toContainText("Mensagem interna, não será enviada para o contato");
  const warning = await ink(bruno.thread.getByText("Mensagem interna, não será enviada para o contato"));
  expect(warning.red - Math.max(warning.green, warning.blue)).toBeGreaterThan(50);

  await world.faults({ next: ["window"] });
  await bruno.composer.reply("Esta não chega");
  const failed = bruno.tick("Esta não chega");
  await expect(failed).toHaveAttribute("title", "Não entregue, erro 131047");
  const red = await ink(failed);
  expect(red.red - Math.max(red.green, red.blue)).toBeGreaterThan(50);
  const below = bruno.message("Esta não chega");
  await expect(below).toContainText("a janela de 24 h fechou");
  await expect(below.getByRole("link", { name: "Códigos da Meta" })).toHaveAttribute(
    "href",
    /facebook\.com.*error-codes/,
  );
  await below.getByRole("button", { name: "Copiar código 131047" }).click();
  expect(await bruno.page.evaluate(() => navigator.clipboard.readText())).toBe("131047");
  await bruno.reload();
  await expect(bruno.message("só entre nós")).toHaveClass(/internal/);
  await expect(bruno.message("ficha.pdf")).toBeVisible();
});
