import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { headerOfWebp } from "../../emulators/whatsapp/samples.ts";
import { closeWindow } from "../harness/facts.ts";
import { gif, png, upload } from "../harness/files.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

const say = (conversationId: string, text = "Olá") => ({ conversationId, messageId: newId(), text, seen: null });

check(
  "STA-12 with the window closed an approved template goes; a pending one and wrong values do not",
  async (world) => {
    const { mirror } = world.admin;
    const template = (name: string) =>
      mirror.until(`template ${name}`, () => mirror.rows("templates").find((row) => row.name === name));
    const { conversationId } = await world.story();
    await closeWindow(world, conversationId);
    const use = (templateId: string, values: string[]) => ({
      ...say(conversationId, ""),
      template: { templateId, values },
    });
    const resume = await template("retomar_conversa");
    const few = await world.admin.refused("template_values", "message.send", use(resume.id, ["Marina"]));
    assert.deepEqual(few, { expected: 2, given: 1 });
    const blank = await world.admin.refused("template_values", "message.send", use(resume.id, ["Marina", " "]));
    assert.deepEqual(blank, { expected: 2, given: 1 });
    const pending = await template("promo_condominio");
    const params = await world.admin.refused("template_not_approved", "message.send", use(pending.id, ["a", "b"]));
    assert.deepEqual(params, { name: "promo_condominio", status: "PENDING" });
    await world.admin.refused("template_not_approved", "message.send", use(newId(), []));
    const sent = use(resume.id, ["Marina", "o 302"]);
    await world.admin.done("message.send", sent);
    const row = await mirror.message(sent.messageId, "delivered");
    assert.equal(row.body, "Olá, Marina! Ficou uma conversa nossa em aberto sobre o 302. Podemos continuar por aqui?");
    // SES-05: a template alone does not open free text.
    await world.admin.refused("window_closed", "message.send", { ...say(conversationId), anyway: true });
  },
);

check("files: media_missing, media_type, media_too_large and too_large say what and how much", async (world) => {
  const { conversationId } = await world.story();
  const image = await upload(world.admin, await png(), "foto.png");
  const missing = { ...image, id: newId() };
  const none = await world.admin.refused("media_missing", "message.send", { ...say(conversationId), media: missing });
  assert.deepEqual(none, { id: missing.id });
  const moving = await upload(world.admin, gif(), "dança.gif");
  const type = await world.admin.refused("media_type", "message.send", { ...say(conversationId), media: moving });
  assert.deepEqual(type, { mime: "image/gif" });
  const big = await png();
  const large = new Uint8Array(5 * 1024 * 1024 + 1);
  large.set(big);
  const heavy = await upload(world.admin, large, "grande.png");
  const size = await world.admin.refused("media_too_large", "message.send", { ...say(conversationId), media: heavy });
  assert.deepEqual(size, { kind: "image", limit: 5 * 1024 * 1024, size: large.length });
  // What the browser claims decides nothing: the type and size are those measured here.
  const lie = { ...moving, mime: "image/png", kind: "image" as const, size: 1 };
  await world.admin.refused("media_type", "message.send", { ...say(conversationId), media: lie });
  const caption = { ...say(conversationId, "x".repeat(1025)), media: image };
  assert.deepEqual(await world.admin.refused("too_large", "message.send", caption), { field: "text", limit: 1024 });
  const long = say(conversationId, "x".repeat(4097));
  assert.deepEqual(await world.admin.refused("too_large", "message.send", long), { field: "text", limit: 4096 });
  const empty = await world.admin.refused("bad_input", "message.send", say(conversationId, " \n "));
  assert.deepEqual(empty, { field: "text", reason: "empty" });
});

check(
  "a WebP of 512 × 512 goes as a sticker; another size, a larger file or words beside it do not (CMP-04)",
  async (world) => {
    const { conversationId, customer } = await world.story();
    const sticker = async (file: Uint8Array) => ({
      ...await upload(world.admin, file, "figurinha.webp"),
      kind: "sticker" as const,
    });
    const sent = { ...say(conversationId, ""), media: await sticker(headerOfWebp(512, 512)) };
    await world.admin.done("message.send", sent);
    const row = await world.admin.mirror.message(sent.messageId, "delivered");
    assert.deepEqual([row.kind, row.media?.kind], ["sticker", "sticker"]);
    const got = customer.data.messages.find((message) => message.from === "business");
    assert.equal(got?.kind, "sticker");
    // What Meta would refuse an hour later is refused here, whatever the browser says of it.
    for (
      const [text, file] of [["", headerOfWebp(512, 300)], ["", headerOfWebp(512, 512, 100 * 1024 + 1)], [
        "Oi",
        headerOfWebp(512, 512),
      ]] as const
    ) {
      const media = { ...await sticker(file), width: 512, height: 512, size: 1 };
      await world.admin.refused("media_type", "message.send", { ...say(conversationId, text), media, anyway: true });
    }
  },
);

check("a quote of another conversation is dropped, one of this goes along", async (world) => {
  const [one, two] = [await world.story("primeira"), await world.story("segunda")];
  const ids = await world.db.sql<{ id: string; conversation_id: string }[]>`
    select id, conversation_id from messages where conversation_id in (${one.conversationId}, ${two.conversationId})`;
  const idIn = (conversationId: string) => ids.find((row) => row.conversation_id === conversationId)!.id;
  const foreign = await world.admin.send(one.conversationId, "a", { quoteId: idIn(two.conversationId) });
  const own = await world.admin.send(one.conversationId, "b", { quoteId: idIn(one.conversationId) });
  assert.equal((await world.admin.mirror.message(foreign)).quote_id, null);
  assert.equal((await world.admin.mirror.message(own)).quote_id, idIn(one.conversationId));
});

check(
  "the signature goes to the customer when its member wants it, and is not part of the text (CMP-06)",
  async (world) => {
    const jade = await world.member("Jade");
    await jade.done("profile.update", { name: "Jade", signatureOn: true, closingMessage: "" });
    const { conversationId } = await world.story();
    const messageId = await jade.send(conversationId, "Olá");
    const row = await world.admin.mirror.message(messageId, "delivered");
    assert.equal(row.body, "Olá");
    const post = world.meta.sent.find((sent) => sent.callbackData === messageId);
    assert.deepEqual((post?.body.text as { body: string }).body, "*Jade*\nOlá");
  },
);

check("a contact's card goes as the provider's own and lies in the thread as one (CMP-14, MSG-04)", async (world) => {
  const { conversationId, customer } = await world.story("Quem é o corretor?");
  const cards = [{ name: "Otávio Brandão", phones: ["+5531988880102"], emails: ["otavio@exemplo.test"] }];
  const sent = { ...say(conversationId, ""), cards, anyway: true };
  await world.admin.done("message.send", sent);
  const row = await world.admin.mirror.message(sent.messageId, "delivered");
  const line = "Otávio Brandão · +5531988880102 · otavio@exemplo.test";
  assert.deepEqual([row.kind, row.body], ["contacts", line]);
  const got = customer.data.messages.find((message) => message.from === "business");
  assert.deepEqual([got?.kind, got?.text], ["contacts", line]);
  const none = await world.admin.refused("bad_input", "message.send", { ...say(conversationId, ""), cards: [] });
  assert.equal(none.field, "cards");
});
