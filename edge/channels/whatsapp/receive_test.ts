import assert from "node:assert/strict";
import type { Inbound } from "@domain/inbound.ts";
import { receive } from "./receive.ts";
import { split } from "./split.ts";

async function received(scenario: string): Promise<Inbound[]> {
  const raw = await Deno.readFile(new URL(`./payloads/${scenario}.json`, import.meta.url));
  return split(raw).flatMap((part) => receive(JSON.parse(JSON.stringify(part.part))));
}

async function one(scenario: string): Promise<Inbound> {
  const [inbound, ...rest] = await received(scenario);
  assert.ok(inbound, `${scenario} brings something`);
  assert.equal(rest.length, 0);
  return inbound;
}

const both = [{ kind: "wa_user", value: "BR.1502576394655843" }, { kind: "phone", value: "+5531988880101" }];

Deno.test("a text comes with its time, its quote and both addresses of its author", async () => {
  assert.deepEqual(await one("text"), {
    type: "message",
    providerId: "wamid.IN1",
    contact: { identities: both, profileName: "Marina Teles" },
    at: 1790416800000,
    kind: "text",
    body: "Oi! Ainda está disponível?",
    quoteProviderId: "wamid.OUT1",
  });
});

Deno.test("files come as media still to be fetched", async () => {
  const expected: Record<string, [string, string, string | undefined, boolean | undefined]> = {
    image: ["image", "image/jpeg", undefined, undefined],
    voice: ["audio", "audio/ogg", undefined, true],
    document: ["document", "application/pdf", "boleto.pdf", undefined],
    video: ["video", "video/mp4", undefined, undefined],
    sticker: ["sticker", "image/webp", undefined, undefined],
  };
  for (const [scenario, [kind, mime, name, voice]] of Object.entries(expected)) {
    const inbound = await one(scenario);
    assert.ok(inbound.type === "message" && inbound.media, scenario);
    const { media } = inbound;
    assert.deepEqual([inbound.kind, media.mime, media.name, media.voice], [kind, mime, name, voice], scenario);
  }
});

Deno.test("places, cards and pressed buttons become text that can be read", async () => {
  const bodies: Record<string, [string, string]> = {
    location: ["location", "Residencial Araçá\nRua Araçá, 302\nhttps://www.google.com/maps?q=-19.93,-43.94"],
    contacts: ["contacts", "Otávio Brandão · +55 31 98888-0102"],
    button: ["text", "Confirmar"],
    list_reply: ["text", "Suporte"],
    button_reply: ["text", "Vendas"],
  };
  for (const [scenario, [kind, body]] of Object.entries(bodies)) {
    const inbound = await one(scenario);
    assert.ok(inbound.type === "message");
    assert.deepEqual([inbound.kind, inbound.body], [kind, body]);
  }
});

Deno.test("a reaction without an emoji is one taken back", async () => {
  const put = await one("reaction");
  const removed = await one("reaction_removed");
  assert.ok(put.type === "reaction" && removed.type === "reaction");
  assert.deepEqual([put.emoji, put.targetProviderId], ["👍", "wamid.OUT1"]);
  assert.equal(removed.emoji, undefined);
});

Deno.test("a user may have no phone, or no user id", async () => {
  const userOnly = await one("user_id_only");
  const phoneOnly = await one("phone_only");
  assert.ok(userOnly.type === "message" && phoneOnly.type === "message");
  assert.deepEqual(userOnly.contact.identities, [both[0]]);
  assert.deepEqual(phoneOnly.contact.identities, [both[1]]);
});

Deno.test("a changed number or user id moves the identity", async () => {
  const contact = {
    identities: [{ kind: "wa_user", value: "BR.222" }, { kind: "phone", value: "+5531977770105" }],
    profileName: "Marina Teles",
  };
  assert.deepEqual(await received("changed_number"), [
    { type: "identity_changed", contact, previous: both[0] },
    { type: "identity_changed", contact, previous: both[1] },
  ]);
  const userId = await one("changed_user_id");
  assert.ok(userId.type === "identity_changed");
  assert.deepEqual(userId.previous, { kind: "wa_user", value: "BR.111" });
});

Deno.test("statuses carry our own id; played counts as read; failed says why", async () => {
  for (
    const [scenario, status] of [["sent", "sent"], ["delivered", "delivered"], ["read", "read"], ["played", "read"]]
  ) {
    const inbound = await one(scenario!);
    assert.ok(inbound.type === "status");
    assert.deepEqual([inbound.status, inbound.messageId, inbound.providerId], [
      status,
      "01996b00-0000-7000-8000-000000000001",
      "wamid.OUT1",
    ]);
  }
  const failed = await one("failed");
  assert.ok(failed.type === "status");
  assert.deepEqual(failed.error, {
    code: "131047",
    text: "More than 24 hours have passed",
    kind: "window_closed",
  });
});

Deno.test("an error of the account is about the connection; other notices are kept and say nothing", async () => {
  assert.deepEqual(await one("account_error"), {
    type: "connection",
    problem: "billing",
    text: "Payment method missing",
  });
  assert.deepEqual(await received("quality"), []);
});

Deno.test("kinds nobody knows are shown as unsupported", async () => {
  for (const scenario of ["unsupported", "unknown_type"]) {
    const inbound = await one(scenario);
    assert.ok(inbound.type === "message");
    assert.equal(inbound.kind, "unsupported");
  }
});

Deno.test("a batch is split by message, each with its own author and its own number", async () => {
  const raw = await Deno.readFile(new URL("./payloads/batch.json", import.meta.url));
  const parts = split(raw);
  assert.deepEqual(parts.map((part) => [part.key, part.route]), [
    ["m:wamid.B1", "104558220117"],
    ["m:wamid.B2", "104558220117"],
    ["s:wamid.OUT1:delivered", "999"],
  ]);
  const names = parts.flatMap((part) => receive(part.part)).map((one) =>
    one.type === "message" && one.contact.profileName
  );
  assert.deepEqual(names, ["Marina Teles", "Ana", false]);
});
