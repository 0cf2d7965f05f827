import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import type { Media } from "@domain/message.ts";
import type { Client } from "../harness/client.ts";
import { lastEvent } from "../harness/facts.ts";
import { pdf, png, upload } from "../harness/files.ts";
import { difference, visibleTo } from "../harness/sight.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

type More = { replyId?: string; text?: string; media?: Media[]; departmentId?: string | null; personal?: boolean };
const reply = (shortcut: string, more: More = {}) => ({
  replyId: newId(),
  shortcut,
  title: `Título de ${shortcut}`,
  text: "Oi, {primeiro_nome}!",
  media: [],
  departmentId: null,
  personal: false,
  ...more,
});
const held = (client: Client, replyId: string) => client.mirror.row("quick_replies", replyId);

check(
  "shared replies are made, changed and deleted by who may, and reach every agent (QRP-01, QRP-02, QRP-04)",
  async (world) => {
    const eva = await world.member("Eva");
    await eva.follow();
    const one = reply("frete");
    await world.admin.done("quickReply.save", one);
    const seen = await eva.mirror.until("the reply", () => held(eva, one.replyId));
    assert.deepEqual([seen.shortcut, seen.owner_id, seen.text], ["frete", null, one.text]);
    assert.deepEqual((await lastEvent(world, "quick_reply_saved"))?.after.shortcut, "frete");
    const denied = { permission: "quickReplies.manage" };
    assert.deepEqual(await eva.refused("forbidden", "quickReply.save", reply("outra")), denied);
    assert.deepEqual(await eva.refused("forbidden", "quickReply.save", { ...one, text: "meu" }), denied);
    assert.deepEqual(await eva.refused("forbidden", "quickReply.delete", { replyId: one.replyId }), denied);
    await world.admin.done("quickReply.save", { ...one, text: "Frete grátis" });
    await eva.mirror.until("the change", () => held(eva, one.replyId)?.text === "Frete grátis");
    await world.admin.done("quickReply.delete", { replyId: one.replyId });
    await eva.mirror.until("it is gone", () => held(eva, one.replyId) === undefined);
    await world.admin.refused("not_found", "quickReply.delete", { replyId: one.replyId });
    await world.admin.refused("bad_input", "quickReply.save", reply("vazia", { text: "  " }));
  },
);

check(
  "an agent's own replies are in nobody else's browser until published by who may (QRP-03, X-15)",
  async (world) => {
    const [ivo, noa] = [await world.member("Ivo"), await world.member("Noa", "supervisor")];
    await Promise.all([ivo.follow(), noa.follow()]);
    const own = reply("minha", { personal: true, text: "Só minha" });
    await ivo.done("quickReply.save", own);
    assert.equal((await ivo.mirror.until("own", () => held(ivo, own.replyId))).owner_id, ivo.memberId);
    const hers = reply("dela", { personal: true, text: "Só dela" });
    await noa.done("quickReply.save", hers);
    await noa.mirror.until("hers", () => held(noa, hers.replyId));
    for (const someone of [noa, world.admin]) {
      await someone.refused("not_found", "quickReply.save", { ...own, text: "tomada" });
      await someone.refused("not_found", "quickReply.delete", { replyId: own.replyId });
    }
    // At first load, live and catching up.
    await world.admin.follow();
    noa.mirror.disconnect();
    await ivo.done("quickReply.save", { ...own, text: "Mudada" });
    noa.mirror.reconnect();
    await noa.mirror.level();
    for (const client of [ivo, noa, world.admin]) {
      assert.equal(difference(client, await visibleTo(world, client)), undefined, client.name);
    }
    assert.equal(held(noa, own.replyId), undefined);
    const told = JSON.stringify(await world.db.sql`select before, after from events where type like 'quick_reply%'`);
    assert.ok(!told.includes("Só minha") && !told.includes("Mudada"), told);
    await ivo.refused("forbidden", "quickReply.save", { ...own, personal: false });
    await noa.done("quickReply.save", { ...hers, personal: false });
    await ivo.mirror.until("published", () => held(ivo, hers.replyId));
    const back = await noa.refused("bad_input", "quickReply.save", { ...hers, personal: true });
    assert.equal(back.field, "personal");
    await ivo.done("quickReply.delete", { replyId: own.replyId });
    await ivo.mirror.until("it is gone", () => held(ivo, own.replyId) === undefined);
  },
);

check("a shortcut stands once for all, once in each department and once among one's own (QRP-05)", async (world) => {
  const departmentId = await world.department("Pós-venda");
  await world.admin.done("quickReply.save", reply("Pix"));
  const taken = await world.admin.refused("name_taken", "quickReply.save", reply("pix"));
  assert.equal(taken.field, "shortcut");
  await world.admin.done("quickReply.save", reply("pix", { departmentId }));
  await world.admin.refused("name_taken", "quickReply.save", reply("PIX", { departmentId }));
  await world.admin.done("quickReply.save", reply("pix", { personal: true }));
  const own = await world.admin.refused("name_taken", "quickReply.save", reply("pix", { personal: true }));
  assert.equal(own.field, "shortcut");
  const nowhere = reply("x", { departmentId: newId() });
  assert.deepEqual(await world.admin.refused("not_found", "quickReply.save", nowhere), { what: "department" });
});

check(
  "files of a shared reply may be sent by every agent, those of somebody's own by nobody else (QRP-02, X-15)",
  async (world) => {
    const lia = await world.member("Lia");
    const { conversationId } = await world.story();
    const [shared, own] = [
      await upload(world.admin, await png(), "tabela.png"),
      await upload(world.admin, pdf(), "so.pdf"),
    ];
    const send = (media: Media) => ({ conversationId, messageId: newId(), text: "", media, seen: null, anyway: true });
    await lia.refused("media_missing", "message.send", send(shared));
    await world.admin.done("quickReply.save", reply("tabela", { text: "", media: [shared] }));
    await world.admin.done("quickReply.save", reply("so", { media: [own], personal: true }));
    await lia.done("message.send", send(shared));
    await lia.refused("media_missing", "message.send", send(own));
    const mine = reply("rouba", { media: [own], personal: true });
    await lia.refused("media_missing", "quickReply.save", mine);
    assert.equal((await lia.problem("GET", `/media/${own.id}`)).status, 404);
  },
);

check(
  "the gallery: put in, renamed, taken out; every agent may send what is in it (GAL-01, GAL-02, GAL-04, GAL-06)",
  async (world) => {
    const rui = await world.member("Rui");
    await rui.follow();
    const { conversationId } = await world.story();
    const media = await upload(world.admin, pdf(), "catalogo.pdf");
    const item = { itemId: newId(), name: "Catálogo 2026", folder: "Catálogos", departmentId: null, media };
    await rui.refused("forbidden", "gallery.save", item);
    await world.admin.done("gallery.save", item);
    const row = await rui.mirror.until("the item", () => rui.mirror.row("gallery_items", item.itemId));
    assert.deepEqual([row.name, row.folder, row.media.mime, row.media.size], [
      "Catálogo 2026",
      "Catálogos",
      "application/pdf",
      200,
    ]);
    const response = await rui.fetch("GET", `/media/${media.id}`);
    assert.equal((await response.arrayBuffer()).byteLength, 200);
    const messageId = newId();
    await rui.done("message.send", { conversationId, messageId, text: "", media, seen: null, anyway: true });
    await world.admin.done("gallery.save", { ...item, name: "Catálogo" });
    await rui.mirror.until("renamed", () => rui.mirror.row("gallery_items", item.itemId)?.name === "Catálogo");
    await world.admin.done("gallery.delete", { itemId: item.itemId });
    await rui.mirror.until("taken out", () => rui.mirror.row("gallery_items", item.itemId) === undefined);
    await world.admin.refused("not_found", "gallery.delete", { itemId: item.itemId });
    const missing = { ...item, itemId: newId(), media: { ...media, id: newId() } };
    await world.admin.refused("media_missing", "gallery.save", missing);
  },
);
