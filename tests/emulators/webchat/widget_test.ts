import assert from "node:assert/strict";
import { type Browser, chromium, type FrameLocator, type Page } from "playwright-core";
import { AxeBuilder } from "@axe-core/playwright";
import { hmacHex } from "@edge/channels/hmac.ts";
import { samplePng } from "../whatsapp/samples.ts";
import { startSite } from "./site.ts";

const SHOTS = Deno.env.get("SHOTS");

async function withBrowser(work: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

async function open(page: Page): Promise<FrameLocator> {
  await page.getByRole("button", { name: "Abrir a conversa" }).click();
  const chat = page.frameLocator("iframe");
  await chat.getByPlaceholder("Escreva sua mensagem").waitFor();
  return chat;
}

async function write(chat: FrameLocator, text: string): Promise<void> {
  await chat.getByPlaceholder("Escreva sua mensagem").fill(text);
  await chat.getByPlaceholder("Escreva sua mensagem").press("Enter");
}

/** The only visitor there is. */
async function visitorOf(site: Awaited<ReturnType<typeof startSite>>): Promise<string> {
  const until = Date.now() + 10_000;
  while (!site.store.rows[0]) {
    if (Date.now() > until) throw new Error("nobody wrote within 10 s");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return site.store.rows[0].visitor;
}

Deno.test({
  name: "a visitor on a site with a strict policy: writes, is answered, loses the network, reloads",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const site = await startSite();
    try {
      await withBrowser(async (browser) => {
        const context = await browser.newContext({ locale: "pt-BR", viewport: { width: 1440, height: 900 } });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(site.siteUrl);
        let chat = await open(page);
        await chat.getByText("Oi! Em que podemos ajudar?").waitFor();
        await write(chat, "Vocês atendem Vida Plena para pediatria?");
        await chat.getByText("entregue").waitFor();
        const visitor = await visitorOf(site);

        site.store.signal(visitor, { type: "typing", name: "Iara" });
        await chat.getByRole("img", { name: "Iara está digitando" }).waitFor();
        site.store.write(visitor, { from: "system", body: "Iara entrou na conversa · protocolo 2026.1119.0398" });
        const answer = site.store.write(visitor, {
          by: { name: "Iara", colour: 4 },
          body: "Atendemos sim! Para pediatria, a Dra. Cora tem amanhã às 8h ou segunda às 15h20.",
        });
        await chat.getByText("Atendemos sim!").waitFor();
        await waitFor(() => site.store.rows.find((row) => row.id === answer)?.status === "read");
        await write(chat, "Amanhã às 8h, por favor");
        site.store.readAll(visitor);
        await waitFor(() => site.store.rows.length === 4);
        site.store.readAll(visitor);
        await chat.getByText("lida").waitFor();
        assert.ok(site.store.typingLog.some((one) => one.isTyping));
        await chat.getByPlaceholder("Escreva sua mensagem").fill("É a primeira consulta dela");
        site.store.signal(visitor, { type: "typing", name: "Iara" });
        await chat.getByRole("img", { name: "Iara está digitando" }).waitFor();
        await shot(page, "widget-light");
        await page.emulateMedia({ colorScheme: "dark" });
        await shot(page, "widget-dark");
        await page.emulateMedia({ colorScheme: "light" });
        await chat.getByPlaceholder("Escreva sua mensagem").fill("");

        await chat.locator("input[type=file]").setInputFiles({
          name: "exame.png",
          mimeType: "image/png",
          buffer: await bufferOf(await samplePng(2)),
        });
        await chat.getByRole("img", { name: "exame.png" }).waitFor();
        await waitFor(() => site.store.rows.some((row) => row.media?.name === "exame.png"));
        await chat.locator("input[type=file]").setInputFiles({
          name: "programa.svg",
          mimeType: "image/svg+xml",
          buffer: await bufferOf(
            new TextEncoder().encode(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`),
          ),
        });
        await chat.getByText("Este tipo de arquivo não é aceito.").waitFor();
        await chat.getByRole("button", { name: "Descartar" }).click();

        const before = site.store.rows.length;
        await context.setOffline(true);
        await write(chat, "escrita sem rede 1");
        await write(chat, "escrita sem rede 2");
        await chat.getByText("na fila").first().waitFor();
        await shot(page, "widget-offline");
        await context.setOffline(false);
        await waitFor(() => site.store.rows.length === before + 2);
        assert.deepEqual(site.store.rows.slice(-2).map((row) => row.body), [
          "escrita sem rede 1",
          "escrita sem rede 2",
        ]);

        await page.reload();
        chat = await open(page);
        await chat.getByText("Atendemos sim!").waitFor();
        await chat.getByText("escrita sem rede 2").waitFor();
        assert.equal(await chat.getByText("escrita sem rede 2").count(), 1);
        const noise = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|415|favicon/;
        assert.deepEqual(complaints.filter((text) => !noise.test(text)), []);
        await context.close();
      });
    } finally {
      await site.close();
    }
  },
});

Deno.test({
  name: "on a phone it fills the screen; a proven user finds the conversation again, an unproven one is refused",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const site = await startSite();
    try {
      await withBrowser(async (browser) => {
        const context = await browser.newContext({
          locale: "pt-BR",
          viewport: { width: 360, height: 740 },
          hasTouch: true,
          isMobile: true,
        });
        const page = await context.newPage();
        await page.goto(site.siteUrl);
        const chat = await open(page);
        await write(chat, "Bom dia 😊");
        await chat.getByText("entregue").waitFor();
        site.store.write(await visitorOf(site), {
          by: { name: "Ruan", colour: 1 },
          body: "Bom dia! Como posso ajudar?",
        });
        await chat.getByText("Como posso ajudar?").waitFor();
        const box = await page.locator("iframe").boundingBox();
        assert.deepEqual(box, { x: 0, y: 0, width: 360, height: 740 });
        await shot(page, "widget-phone");
        await chat.getByRole("button", { name: "Recolher" }).click();
        site.store.write(await visitorOf(site), { by: { name: "Ruan", colour: 1 }, body: "Ainda por aí?" });
        await page.getByRole("button", { name: "Abrir a conversa (1)" }).waitFor();
        await shot(page, "launcher-phone");
        await context.close();
      });
      const session = async (identity?: unknown) => {
        const response = await fetch(`${site.serverUrl}/chat/${site.id}/api/session`, {
          method: "POST",
          body: JSON.stringify({ identity }),
        });
        return { status: response.status, body: await response.json() };
      };
      const forged = await session({ id: "user-1", hash: hmacHex("wrong", "user-1") });
      assert.deepEqual([forged.status, forged.body.code], [401, "bad_token"]);
      const proven = await session({ id: "user-1", hash: hmacHex("s3cr3t", "user-1") });
      assert.equal(proven.status, 200);
    } finally {
      await site.close();
    }
  },
});

Deno.test({
  name: "the chat's page has no barrier axe can find, in both themes, and speaks English to English browsers",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const site = await startSite();
    try {
      await withBrowser(async (browser) => {
        for (const colorScheme of ["light", "dark"] as const) {
          const context = await browser.newContext({ locale: "en-GB", colorScheme, bypassCSP: true });
          const page = await context.newPage();
          await page.goto(`${site.serverUrl}/chat/${site.id}`);
          await page.getByPlaceholder("Write your message").fill("Hello");
          await page.getByRole("button", { name: "Send" }).click();
          await page.getByText("delivered").waitFor();
          const { violations } = await new AxeBuilder({ page }).analyze();
          assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
          await context.close();
        }
      });
    } finally {
      await site.close();
    }
  },
});

Deno.test("doors: no token, a foreign site, a message twice, a body that is wrong", async () => {
  const site = await startSite();
  try {
    const base = `${site.serverUrl}/chat/${site.id}`;
    const page = await fetch(base);
    await page.body?.cancel();
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.match(policy, new RegExp(`frame-ancestors 'self' ${site.siteUrl}$`));
    const other = await fetch(`${site.serverUrl}/chat/${crypto.randomUUID()}`);
    assert.deepEqual([other.status, (await other.json()).code], [404, "not_found"]);

    const { token } = await (await fetch(`${base}/api/session`, { method: "POST", body: "{}" })).json();
    const post = async (body: unknown, bearer = token) => {
      const response = await fetch(`${base}/api/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${bearer}` },
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      return [response.status, answer.code ?? "", answer.params?.field ?? ""];
    };
    const id = "0199aaaa-0000-7000-8000-000000000001";
    assert.deepEqual(await post({ id, text: "oi" }, "forged.0"), [401, "bad_token", ""]);
    assert.deepEqual(await post({ id: "1", text: "oi" }), [400, "bad_input", "id"]);
    assert.deepEqual(await post({ id, text: "  " }), [400, "bad_input", "text"]);
    assert.deepEqual(await post({ id, text: "oi" }), [200, "", ""]);
    assert.deepEqual(await post({ id, text: "oi" }), [200, "", ""]);
    assert.equal(site.store.rows.length, 1);
    const codes: number[] = [];
    for (let n = 0; n < 30; n++) codes.push(Number((await post({ id, text: "oi" }))[0]));
    assert.ok(codes.includes(429));
  } finally {
    await site.close();
  }
});

async function waitFor(done: () => boolean): Promise<void> {
  const until = Date.now() + 10_000;
  while (!done()) {
    if (Date.now() > until) throw new Error("it did not happen within 10 s");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

async function bufferOf(bytes: Uint8Array) {
  const { Buffer } = await import("node:buffer");
  return Buffer.from(bytes);
}
