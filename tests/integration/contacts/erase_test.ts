import assert from "node:assert/strict";
import { unzipSync } from "fflate";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import { closing, documentSocket, openDocument } from "../harness/documents.ts";
import { pdf, png, upload } from "../harness/files.ts";
import { lastEvent } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { Story, World } from "../harness/world.ts";

const check = suite();
const SECRET = "Segredo de Zulmira";
const OTHER = "Conversa de Iracema";

/** Somebody with words, a note, an observation, something scheduled and a record that was merged into theirs. */
async function person(world: World, name: string, secret: string): Promise<Story> {
  const [story, other] = [await world.story(secret), await world.story(`${secret} 2`)];
  const { contactId, conversationId, ticketId } = story;
  await world.admin.send(conversationId, `${secret} 3`);
  await world.admin.done("contact.update", {
    contactId,
    name,
    address: secret,
    extra: { Nota: secret },
  });
  const observation = { observationId: newId(), contactId, text: secret, dueDate: null, forwardTo: null };
  await world.admin.done("observation.save", observation);
  for (const id of [ticketId, other.ticketId]) await world.admin.done("ticket.close", { ticketId: id, message: "" });
  const merge = { contactId, otherId: other.contactId, mergeId: newId(), take: [] };
  await world.admin.done("contact.merge", merge);
  return story;
}

/** Wherever a word still stands in the database, by table. */
async function placesOf(world: World, word: string): Promise<string[]> {
  const tables = await world.db.sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await world.db.sql.unsafe<{ n: number }[]>(
      `select count(*)::int as n from ${name} t where t::text ilike $1 or t::text like $2`,
      [`%${word}%`, `%${new TextEncoder().encode(word).toHex()}%`],
    );
    if (row!.n > 0) found.push(name);
  }
  return found;
}

check("taken: a zip with everything kept of the person; only by who may, and written down (LGPD)", async (world) => {
  const { contactId } = await person(world, "Iracema Luz", OTHER);
  const agent = await world.member("Bia Reis", "supervisor");
  assert.equal((await agent.problem("POST", `/api/contacts/${contactId}/data`)).code, "forbidden");
  const response = await world.admin.fetch("POST", `/api/contacts/${contactId}/data`);
  assert.equal(response.headers.get("content-type"), "application/zip");
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const read = (name: string) => JSON.parse(new TextDecoder().decode(files[name]));
  assert.equal(read("contact.json").name, "Iracema Luz");
  assert.deepEqual(read("messages.json").map((one: { body: string }) => one.body).sort(), [
    OTHER,
    `${OTHER} 2`,
    `${OTHER} 3`,
  ]);
  assert.equal(read("observations.json")[0].text, OTHER);
  assert.equal("workspace_id" in read("contact.json"), false);
  assert.equal((await lastEvent(world, "contact_data_taken"))?.actor_id, world.admin.memberId);
  assert.equal((await world.admin.problem("POST", `/api/contacts/${newId()}/data`)).code, "not_found");
});

check(
  "erased: no word of theirs is left in any table, nor in the browsers; tickets are still counted; who writes again is new (LGPD)",
  async (world) => {
    const { contactId, conversationId, ticketId, customer } = await person(world, "Zulmira Reis", SECRET);
    const { mirror } = world.admin;
    await mirror.until("their words here", () => mirror.rows("messages").some((one) => one.body === SECRET));
    const number = customer.data.waId!.slice(-9);
    assert.ok((await placesOf(world, number)).includes("contact_identities"));
    const wish = { contactId, name: "Zulmira Reis" };
    const watching = closing(await openDocument(world, ticketId, world.admin.cookie!));
    const agent = await world.member("Davi Reis", "supervisor");
    const hers = { contactId: newId(), name: "Quem?", phone: `+${customer.data.waId}`, email: null };
    assert.equal((await agent.refused("contact_exists", "contact.create", hers)).name, "Zulmira Reis");
    await agent.refused("forbidden", "contact.erase", wish);
    assert.equal((await world.admin.refused("bad_input", "contact.erase", { ...wish, name: "Outra" })).field, "name");
    const [before] = await world.db.sql<{ n: number }[]>`
    select count(*)::int as n from tickets where contact_id = ${contactId}`;

    await world.admin.done("contact.erase", wish);
    assert.deepEqual(await placesOf(world, SECRET), []);
    assert.deepEqual(await placesOf(world, "Zulmira"), []);
    assert.deepEqual(await placesOf(world, number), []);
    // A browser with a copy of the document is put out and not let in again: it would bring the words back.
    assert.equal(await watching, 4404);
    assert.equal(await closing(documentSocket(world, ticketId, world.admin.cookie)), 4404);
    await mirror.until(
      "it to go from the browser",
      () =>
        !mirror.rows("messages").some((one) => one.body.includes(SECRET)) &&
        mirror.row("contacts", contactId) === undefined && mirror.row("conversations", conversationId) === undefined,
    );
    const [after] = await world.db.sql<{ n: number; closed: boolean }[]>`
    select count(*)::int as n, bool_and(status = 'closed') as closed from tickets where contact_id = ${contactId}`;
    assert.deepEqual({ ...after }, { n: before!.n, closed: true });
    const event = await lastEvent(world, "contact_erased");
    assert.deepEqual(event?.after, { conversations: 2, messages: 3, files: 0 });

    customer.sendText("Oi de novo");
    const again = await mirror.until("a new contact", () => {
      const row = mirror.rows("messages").find((one) => one.body === "Oi de novo");
      return row && mirror.row("conversations", row.conversation_id);
    });
    assert.notEqual(again.contact_id, contactId);
    assert.notEqual(again.ticket_id, ticketId);
  },
);

check("their files leave the disk, what also hangs in the gallery stays (LGPD)", async (world) => {
  const { admin } = world;
  const { contactId, conversationId, ticketId, customer } = await world.story();
  customer.sendImage({ bytes: await png(), mime: "image/png", name: "rosto.png" });
  const theirs = await admin.mirror.until("their picture", () => {
    const row = admin.mirror.rows("messages").find((one) => one.conversation_id === conversationId && one.media);
    return row?.media?.id;
  });
  const media = await upload(admin, pdf(), "tabela.pdf");
  await admin.done("gallery.save", { itemId: newId(), name: "Tabela", folder: "", departmentId: null, media });
  const words = { conversationId, text: "", seen: null, anyway: false };
  await admin.done("message.send", { ...words, messageId: newId(), media });
  await admin.done("ticket.close", { ticketId, message: "" });
  await admin.done("contact.update", { contactId, name: "Com fotos" });
  const files = () => filesUnder(`${world.config.dataDir}/media`);
  assert.ok([theirs, media.id].every((id) => files().includes(id)));
  await admin.done("contact.erase", { contactId, name: "Com fotos" });
  await waitFor("the file to go", () => files().includes(theirs) ? undefined : true);
  assert.ok(files().includes(media.id));
});

/** Names of all files there. */
function filesUnder(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) =>
    entry.isDirectory ? filesUnder(`${folder}/${entry.name}`) : [entry.name]
  );
}

check("who was merged and taken apart again is somebody else, and stays (LGPD)", async (world) => {
  const [gone, stays] = [await world.story("Some"), await world.story("Fica")];
  for (const { ticketId } of [gone, stays]) await world.admin.done("ticket.close", { ticketId, message: "" });
  await world.admin.done("contact.update", { contactId: gone.contactId, name: "Some" });
  const merge = { contactId: gone.contactId, otherId: stays.contactId, mergeId: newId(), take: [] };
  await world.admin.done("contact.merge", merge);
  await world.admin.done("contact.unmerge", { mergeId: merge.mergeId });
  await world.admin.done("contact.erase", { contactId: gone.contactId, name: "Some" });
  const [row] = await world.db.sql<{ body: string; name: string; deleted: boolean }[]>`
    select m.body, p.name, p.deleted_at is not null as deleted from contacts p
    join conversations c on c.contact_id = p.id join messages m on m.conversation_id = c.id
    where p.id = ${stays.contactId}`;
  assert.deepEqual({ ...row }, { body: "Fica", name: stays.customer.data.name, deleted: false });
});

check("not while a ticket is open (LGPD)", async (world) => {
  const { contactId, ticketId } = await world.story();
  await world.admin.done("contact.update", { contactId, name: "Aberta" });
  const refusal = await world.admin.refused("contact_open_ticket", "contact.erase", { contactId, name: "Aberta" });
  assert.equal(refusal.ticketId, ticketId);
});
