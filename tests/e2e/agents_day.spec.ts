import { samplePng } from "../emulators/whatsapp/samples.ts";
import { expect, test } from "./fixtures/test.ts";

const picture = async (name: string) => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from(await samplePng(2)),
});

test(
  "read by whoever enters, from a tab behind too, and turned around beside the logs; since when it is open (INB-02, INB-10 to INB-12, INB-14, INB-32, CTP-21, X-31)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id } = await world.customer({ name: "Lúcia Ferraz" });
    await world.write({ customer: id, text: "Tem vaga de garagem?" });
    const [bruno, carla] = [await desk("Bruno"), await desk("Carla")];
    const [row, hers] = [bruno.row("Lúcia Ferraz"), carla.row("Lúcia Ferraz")];
    const eye = { name: "Marcado como lido" };
    await expect(row.getByRole("img", { name: "Aguardando" })).toBeVisible();
    await expect(row.getByTitle(/^Aberto (hoje )?às \d\d:\d\d$/)).toBeVisible();
    await expect(row.getByText("1 não lida")).toBeAttached();

    // Looking at what waits reads nothing; the panel's button does, and takes it back.
    const { panel } = bruno;
    await bruno.openTicket("Lúcia Ferraz");
    await expect(hers.getByRole("img", eye)).toHaveCount(0);
    const tools = panel.root.getByRole("toolbar", { name: "Ações do painel" });
    for (const name of ["Nota da equipe", "Linha do tempo", "Enviar protocolo ao contato", "Extrair em PDF"]) {
      await expect(tools.getByRole("button", { name })).toBeVisible();
    }
    await tools.getByRole("button", { name: "Marcar como lido" }).click();
    await expect(hers.getByRole("img", eye)).toBeVisible();
    await tools.getByRole("button", { name: "Marcar como não lido" }).click();
    await expect(hers.getByText("1 não lida")).toBeAttached();
    await bruno.openTicket("Lúcia Ferraz");
    await bruno.take();
    await expect(hers.getByRole("img", eye)).toBeVisible();

    // What came while he was elsewhere is read by his coming back.
    await bruno.open();
    await world.write({ customer: id, text: "Alguém?" });
    await expect(hers).toContainText("Alguém?");
    await expect(hers.getByRole("img", eye)).toHaveCount(0);
    await bruno.openTicket("Lúcia Ferraz");
    await expect(hers.getByRole("img", eye)).toBeVisible();

    // The conversation stays open in a tab that nobody looks at.
    const behind = bruno.page.url();
    const front = await bruno.page.context().newPage();
    await front.goto(`${bruno.url}/settings/profile`);
    await front.bringToFront();
    await world.write({ customer: id, text: "E depósito?" });
    await expect(hers).toContainText("E depósito?");
    await expect(hers.getByRole("img", eye)).toBeVisible();
    await expect(hers.getByText(/não lida/)).toHaveCount(0);
    expect(bruno.page.url()).toBe(behind);

    // The list's own search leads to contacts as well, and so does a key.
    await world.register({ prefix: "Zuleica", count: 1 });
    await carla.search("zuleica");
    await expect(carla.list.getByRole("heading", { name: /^Contatos/ })).toBeVisible();
    await carla.list.locator("[data-hit]").filter({ hasText: "Zuleica 001" }).click();
    await expect(carla.page).toHaveURL(/\/contacts\//);
  },
);

test(
  "tags: on the contact, the ticket and a message, counted in settings, each number leads there; the system's own are none of them (TAG-01, TAG-03, TAG-08)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const { id } = await world.customer({ name: "Rita Garcez" });
    await world.write({ customer: id, text: "A vaga é coberta?" });
    const [ana, bruno] = [await desk("Ana"), await desk("Bruno")];
    await ana.page.goto(`${ana.url}/settings/tags`);
    await ana.page.getByRole("textbox", { name: "Nova etiqueta" }).fill("garagem");
    await ana.page.keyboard.press("Enter");
    const line = ana.page.getByRole("listitem").filter({ hasText: "garagem" });
    await expect(line).toContainText("sem uso");

    await bruno.openTicket("Rita Garcez");
    await bruno.take();
    await bruno.panel.addTag("garagem");
    const bubble = bruno.message("A vaga é coberta?");
    // What is told below it may still move it from under the pointer.
    await expect(async () => {
      await bubble.locator(".bubble").hover();
      await bubble.getByRole("button", { name: "Etiquetar a mensagem" }).click({ timeout: 1_000 });
    }).toPass();
    const choices = bruno.page.getByRole("listbox", { name: "Etiquetas" });
    // The department is a mark of its own, which nobody puts or takes.
    await expect(choices.getByRole("option", { name: "garagem" })).toBeVisible();
    await expect(choices.getByRole("option", { name: /Vendas|Expira/ })).toHaveCount(0);
    await choices.getByRole("button", { name: "garagem" }).click();
    await bruno.page.keyboard.press("Escape");
    await expect(bubble.locator(".tag")).toHaveText("garagem");
    await bruno.reload();
    await expect(bubble.locator(".tag")).toHaveText("garagem");
    await expect(bruno.row("Rita Garcez").locator(".place")).toContainText("Vendas");

    await ana.page.reload();
    await expect(line).toContainText("1 mensagem");
    await line.getByRole("link", { name: "1 atendimento" }).click();
    await expect.poll(() => ana.names()).toEqual(["Rita Garcez"]);
    expect(await world.accepted({ customer: id })).toBe(0);
  },
);

test(
  "beside the words: a sticker, a link to a video call, a picture from the contact's field, the note one key away (CMP-04, CMP-05, CMP-10, CMP-26)",
  { tag: "@nightly" },
  async ({ desk, world }) => {
    const ana = await desk("Ana");
    await ana.page.goto(`${ana.url}/settings/fields`);
    await ana.page.getByRole("main").getByText("Contatos", { exact: true }).click();
    await ana.page.getByRole("button", { name: "Novo campo do contato" }).click();
    const made = ana.dialog("Novo campo do contato");
    await made.getByLabel("Nome").fill("Foto");
    await made.getByLabel(/^Tipo/).click();
    await ana.page.getByRole("option", { name: "Imagem" }).click();
    await expect(made).toContainText("Quem escrever {foto} na resposta");
    await made.getByRole("button", { name: "Salvar" }).click();
    await expect(made).toBeHidden();
    const { id } = await world.customer({ name: "Iara Moraes" });
    await world.write({ customer: id, text: "Podemos nos ver?" });
    const bruno = await desk("Bruno");
    const { composer, panel, page } = bruno;
    const last = async () => (await world.received({ customer: id })).at(-1);
    await bruno.openTicket("Iara Moraes");
    await bruno.take();

    await composer.form.getByRole("button", { name: "Enviar figurinha" }).click();
    const stickers = page.getByRole("region", { name: "Enviar figurinha" });
    await expect(stickers.getByRole("button", { name: "Escolher imagem" })).toBeVisible();
    await composer.form.locator("input[accept='image/*']").setInputFiles(await picture("gato.png"));
    await expect.poll(last).toMatchObject({ kind: "sticker", mime: "image/webp" });
    await expect(stickers).toHaveCount(0);
    await expect(bruno.thread.getByRole("img", { name: "Figurinha" })).toBeVisible();

    await composer.form.getByRole("button", { name: "Convidar para videochamada" }).click();
    await expect(composer.draft).toContainText(/https:\/\/meet\.jit\.si\/mutirao-[0-9a-f]{32}/);
    await composer.draft.press("Enter");
    await expect.poll(last).toMatchObject({ text: expect.stringContaining("https://meet.jit.si/mutirao-") });

    // The field's name in braces is the picture that lies in it; without one it keeps the message back.
    await composer.write("É você? {foto}");
    await expect(composer.form).toContainText("{foto}");
    await expect(composer.send).toBeDisabled();
    await panel.root.locator("input[type=file]").setInputFiles(await picture("iara.png"));
    await expect(panel.root.getByRole("img", { name: "Foto" })).toBeVisible();
    await expect(composer.send).toBeEnabled();
    await composer.draft.press("Enter");
    await expect.poll(last).toMatchObject({ kind: "image", text: "É você?" });

    for (const name of ["Modelos de mensagem", "Galeria"]) {
      await expect(composer.form.getByRole("button", { name: new RegExp(name) })).toBeVisible();
    }
    await panel.past();
    await composer.form.getByRole("button", { name: "Nota da equipe" }).click();
    await expect(panel.note).toBeFocused();
    await page.keyboard.type("quer visita no sábado");
    await expect(panel.note).toContainText("quer visita no sábado");
  },
);
