import assert from "node:assert/strict";
import type { Inbound, Outbound } from "@domain/inbound.ts";
import type { ConnectionConfig, Io } from "@edge/channels/channel.ts";
import { whatsapp } from "@edge/channels/whatsapp/whatsapp.ts";
import { type GraphEmulator, startGraphEmulator, type StartOptions } from "./emulator.ts";
import { headerOfWebp, samplePng, silentOgg } from "./samples.ts";

/** Meta on one side, a bare webhook of ours on the other. */
async function setting(options: StartOptions = {}) {
  const meta = await startGraphEmulator({ retryDelaysMs: [20], ...options });
  const { phoneNumberId, wabaId, accessToken, appSecret, verifyToken } = meta.settings;
  const connection: ConnectionConfig = {
    id: "c1",
    workspaceId: "w",
    channel: "whatsapp",
    public: { phoneNumberId, wabaId, version: "v26.0" },
    secrets: { accessToken, appSecret, verifyToken },
  };
  const keys: string[] = [];
  const inbound: Inbound[] = [];
  const refuse = { times: 0 };
  const ours = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    if (request.method === "GET") {
      const { status, body } = whatsapp.verify!(new URL(request.url).searchParams, connection);
      return new Response(body, { status });
    }
    const raw = new Uint8Array(await request.arrayBuffer());
    if (!await whatsapp.authentic(request.headers, raw, connection)) return new Response(null, { status: 401 });
    if (refuse.times-- > 0) return new Response(null, { status: 500 });
    for (const part of whatsapp.split(raw, connection)) {
      if (!keys.includes(part.key)) inbound.push(...whatsapp.receive(part.part, connection));
      keys.push(part.key);
    }
    return new Response();
  });
  const connected = await meta.connect(`http://127.0.0.1:${ours.addr.port}/hooks/whatsapp/c1`);
  assert.deepEqual(connected, { ok: true, status: 200 });
  const io: Io = { fetch, graphUrl: meta.url };
  const send = (to: string, content: Outbound["content"], kind: "phone" | "wa_user" = "phone") =>
    whatsapp.send({ messageId: crypto.randomUUID(), to: [{ kind, value: to }], content }, connection, io);
  return {
    meta,
    connection,
    io,
    keys,
    inbound,
    refuse,
    send,
    async [Symbol.asyncDispose]() {
      await meta.close();
      await ours.shutdown();
    },
  };
}

const text = (body: string): Outbound["content"] => ({ kind: "text", body });
const file = (
  kind: "image" | "audio" | "sticker",
  mime: string,
  bytes: Uint8Array,
  name: string,
): Outbound["content"] => ({
  kind,
  mime,
  name,
  caption: "",
  voice: kind === "audio",
  size: bytes.length,
  open: () => Promise.resolve(bytes),
});
/** Statuses leave a moment after the answer. */
async function settled(meta: GraphEmulator, done: () => boolean): Promise<void> {
  const until = Date.now() + 5000;
  while (!done()) {
    if (Date.now() > until) throw new Error("it did not happen within 5 s");
    await meta.idle();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

Deno.test("an answer inside the window goes out once and its receipts come back under our id", async () => {
  await using world = await setting();
  const marina = world.meta.addCustomer({ name: "Marina", waId: "5531988880101" });
  marina.sendText("Oi!");
  const sent = await world.send("+5531988880101", text("Está sim"));
  assert.ok(sent.type === "sent");
  await settled(world.meta, () => world.keys.includes(`s:${sent.providerId}:delivered`));
  marina.read(sent.providerId);
  await settled(world.meta, () => world.keys.includes(`s:${sent.providerId}:read`));
  assert.equal(world.meta.sent.length, 1);
  const statuses = world.inbound.filter((one) => one.type === "status");
  assert.deepEqual(statuses.map((one) => one.status).toSorted(), ["delivered", "read", "sent"]);
  assert.ok(statuses.every((one) => one.messageId === world.meta.sent[0]?.callbackData));
});

Deno.test("a number with the ninth digit reaches a phone registered without it, and a user id one without a phone", async () => {
  await using world = await setting();
  world.meta.addCustomer({ name: "Ivo", waId: "553188880105" }).sendText("Oi");
  const gabi = world.meta.addCustomer({ name: "Gabi", withoutPhone: true });
  gabi.sendText("Oi");
  assert.equal((await world.send("+5531988880105", text("Olá"))).type, "sent");
  assert.equal((await world.send(gabi.data.userId, text("Olá"), "wa_user")).type, "sent");
  assert.equal(gabi.data.userId, world.meta.sent[1]?.body.recipient);
});

Deno.test("after 24 h free text is refused and a template goes", async () => {
  await using world = await setting();
  world.meta.addCustomer({ name: "Marina", waId: "5531988880101" }).sendText("Oi!");
  world.meta.advance(24.1);
  const free = await world.send("+5531988880101", text("Olá"));
  assert.ok(free.type === "failed" && free.kind === "window_closed");
  const template = (values: string[], name = "retomar_conversa", variables = ["1", "2"]): Outbound["content"] => ({
    kind: "template",
    name,
    language: "pt_BR",
    values,
    variables,
  });
  assert.equal((await world.send("+5531988880101", template(["Marina", "o 302"]))).type, "sent");
  const named = template(["Marina", "sábado", "10h"], "lembrete_visita", ["nome", "data", "hora"]);
  assert.equal((await world.send("+5531988880101", named)).type, "sent");
  const short = await world.send("+5531988880101", template(["Marina"]));
  assert.ok(short.type === "failed" && short.kind === "template" && short.code === "132000");
  const pending = await world.send("+5531988880101", template(["a", "b"], "promo_condominio"));
  assert.ok(pending.type === "failed" && pending.code === "132001");
});

Deno.test("the window may also fail late, in a status", async () => {
  await using world = await setting({ windowError: "status" });
  world.meta.addCustomer({ name: "Marina", waId: "5531988880101" });
  const sent = await world.send("+5531988880101", text("Olá"));
  assert.ok(sent.type === "sent");
  await settled(world.meta, () => world.keys.includes(`s:${sent.providerId}:failed`));
  const failed = world.inbound.find((one) => one.type === "status");
  assert.equal(failed?.error?.code, "131047");
});

Deno.test("files travel both ways; bytes that are not what they say fail late (CMP-04)", async () => {
  await using world = await setting();
  const marina = world.meta.addCustomer({ name: "Marina", waId: "5531988880101" });
  const png = await samplePng(1);
  marina.sendImage({ bytes: png, mime: "image/png", name: "foto.png", caption: "a varanda" });
  await settled(world.meta, () => world.inbound.length === 1);
  const [photo] = world.inbound;
  assert.ok(photo?.type === "message" && photo.media);
  const fetched = await whatsapp.media(photo.media, world.connection, world.io);
  assert.ok(fetched.ok);
  assert.deepEqual([fetched.mime, fetched.bytes.length, photo.body], ["image/png", png.length, "a varanda"]);

  assert.equal((await world.send("+5531988880101", file("image", "image/png", png, "foto"))).type, "sent");
  // The browser's name says webm; Meta would type the upload by it.
  const voice = file("audio", "audio/ogg", silentOgg(2), "gravação.webm");
  assert.equal((await world.send("+5531988880101", voice)).type, "sent");
  const wrong = await world.send("+5531988880101", file("audio", "audio/ogg", png, "a.ogg"));
  assert.ok(wrong.type === "sent");
  await settled(world.meta, () => world.keys.includes(`s:${wrong.providerId}:failed`));
  const failed = world.inbound.find((one) => one.type === "status" && one.status === "failed");
  assert.ok(failed?.type === "status" && failed.error?.code === "131053");
  // A sticker is a square of 512, or it fails as late.
  const narrow = await world.send(
    "+5531988880101",
    file("sticker", "image/webp", headerOfWebp(512, 300), "figurinha.webp"),
  );
  assert.ok(narrow.type === "sent");
  await settled(world.meta, () => world.keys.includes(`s:${narrow.providerId}:failed`));
  assert.equal(
    (await world.send("+5531988880101", file("sticker", "image/webp", headerOfWebp(512, 512), "figurinha.webp"))).type,
    "sent",
  );
  assert.deepEqual(marina.data.messages.filter((one) => one.from === "business").map((one) => one.kind), [
    "image",
    "audio",
    "sticker",
  ]);

  world.meta.advance(8 * 24);
  assert.deepEqual((await whatsapp.media(photo.media, world.connection, world.io)).ok, false);
});

Deno.test("webhooks come twice, late and in a heap; the keys tell", async () => {
  await using world = await setting();
  const marina = world.meta.addCustomer({ name: "Marina", waId: "5531988880101" });
  world.meta.faults.duplicate = true;
  world.refuse.times = 1;
  marina.sendText("uma vez");
  await settled(world.meta, () => world.keys.length >= 2);
  assert.equal(new Set(world.keys).size, 1);
  assert.equal(world.inbound.length, 1);
  world.meta.faults.duplicate = false;
  world.meta.faults.hold = true;
  marina.sendText("dois");
  marina.sendText("três", { ageMs: 3_600_000 });
  world.meta.flush();
  await settled(world.meta, () => world.inbound.length === 3);
});

Deno.test("a status may leave before the answer to the POST", async () => {
  await using world = await setting();
  world.meta.addCustomer({ name: "Marina", waId: "5531988880101" }).sendText("Oi");
  Object.assign(world.meta.faults, { statusBeforeAnswer: true, reorder: true });
  const sent = await world.send("+5531988880101", text("Olá"));
  assert.ok(sent.type === "sent");
  assert.ok(world.keys.includes(`s:${sent.providerId}:delivered`));
});

Deno.test("the check tells the number and the templates, and what a dead token is", async () => {
  await using world = await setting();
  const good = await whatsapp.check(world.connection, { ...world.io, language: "en" });
  assert.deepEqual(good.steps.map((step) => [step.name, step.ok]), [
    ["token", true],
    ["number", true],
    ["webhook", true],
    ["templates", true],
  ]);
  assert.equal(good.address, "+55 31 90000-0101");
  const templates = await whatsapp.templates!(world.connection, world.io);
  assert.ok(templates.ok);
  assert.deepEqual(templates.templates.map((one) => one.variables), [["1", "2"], ["nome", "data", "hora"], [], [
    "1",
    "2",
  ]]);
  world.meta.expireToken();
  const dead = await whatsapp.check(world.connection, world.io);
  assert.deepEqual(dead.steps.map((step) => step.ok), [false]);
});

Deno.test("strict: what Meta does not know, it does not take", async () => {
  await using world = await setting();
  world.meta.addCustomer({ name: "Marina", waId: "5531988880101" }).sendText("Oi");
  const post = async (body: unknown, token = world.meta.settings.accessToken) => {
    const response = await fetch(`${world.meta.url}/v26.0/${world.meta.settings.phoneNumberId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const { error } = await response.json();
    return [response.status, error?.code];
  };
  const good = { messaging_product: "whatsapp", to: "+5531988880101", type: "text", text: { body: "Oi" } };
  assert.deepEqual(await post({ ...good, messaging_product: undefined }), [400, 131008]);
  assert.deepEqual(await post({ ...good, color: "red" }), [400, 100]);
  assert.deepEqual(await post({ ...good, text: { body: "Oi", html: true } }), [400, 100]);
  assert.deepEqual(await post({ ...good, text: { body: "x".repeat(4097) } }), [400, 100]);
  assert.deepEqual(await post({ ...good, to: undefined }), [400, 131008]);
  assert.deepEqual(await post({ ...good, context: { message_id: "wamid.nothing" } }), [400, 131009]);
  assert.deepEqual(await post(good, "wrong"), [401, 190]);
  assert.deepEqual(await post(good), [200, undefined]);
  assert.equal(world.meta.sent.length, 1);
});

Deno.test("Meta's block list: only who wrote in the last 24 h gets on it, anybody off it, and who is on it is not heard (BLK-01, BLK-03, BLK-04)", async () => {
  await using world = await setting();
  const { meta, connection, io, inbound, send } = world;
  const { settings } = meta;
  const blocked = (isBlocked: boolean, value: string) =>
    whatsapp.setBlocked!([{ kind: "phone", value }], isBlocked, connection, io);
  const ana = meta.addCustomer({ name: "Ana", waId: "553188880111" });
  const rui = meta.addCustomer({ name: "Rui", waId: "5531988880112" });
  ana.sendText("Oi");
  await meta.idle();
  assert.deepEqual(await blocked(true, "+5531988880111"), { type: "done" });
  const heard = inbound.length;
  ana.sendText("Alô?");
  await meta.idle();
  assert.equal(inbound.length, heard);
  const outcome = await send("+5531988880111", { kind: "text", body: "Oi" });
  assert.deepEqual([outcome.type, "code" in outcome && outcome.code], ["failed", "130403"]);
  assert.deepEqual(await blocked(false, "+5531988880111"), { type: "done" });
  ana.sendText("Voltei");
  await meta.idle();
  assert.equal(inbound.length, heard + 1);

  const late = await blocked(true, `+${rui.data.waId}`);
  assert.equal(late.type, "refused");
  assert.deepEqual(await blocked(false, `+${rui.data.waId}`), { type: "done" });
  assert.equal((await whatsapp.setBlocked!([], true, connection, io)).type, "refused");

  // Strict: the shape is Meta's, and a partial failure is HTTP 400 with both lists.
  const post = async (body: unknown) => {
    const url = `${meta.url}/v26.0/${settings.phoneNumberId}/block_users`;
    const headers = { authorization: `Bearer ${settings.accessToken}`, "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  const users = [{ user: "+553188880111" }, { user: `+${rui.data.waId}` }];
  const partial = await post({ messaging_product: "whatsapp", block_users: users });
  assert.equal(partial.status, 400);
  assert.equal(partial.body.error.code, 139100);
  assert.deepEqual([partial.body.block_users.added_users.length, partial.body.block_users.failed_users.length], [1, 1]);
  for (const bad of [{}, { messaging_product: "whatsapp" }, { messaging_product: "whatsapp", block_users: [{}] }]) {
    assert.equal((await post(bad)).status, 400);
  }
});
