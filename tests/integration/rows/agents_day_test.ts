import assert from "node:assert/strict";
import { imageValue } from "@domain/field_image.ts";
import type { RowsEvent } from "@domain/feed.ts";
import { newId } from "@domain/ids.ts";
import { publish, runOf, text, untilEnded, wait, waitIsOver } from "../flow/a_flow.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Client } from "../harness/client.ts";
import { pdf, png, upload } from "../harness/files.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();

type Page = { rows: RowsEvent[]; next: string | null };
const older = (client: Client, query = ""): Promise<Page> => client.json("GET", `/api/conversations?${query}`);
const ticketsOf = ({ rows }: Page) =>
  rows.flatMap((event) => (event.table === "tickets" ? event.rows.map(({ id }) => id) : []));

/** Conversations whose ticket was closed so many days ago, the first of these days the latest. */
async function closedOf(world: World, days: number[]): Promise<string[]> {
  const ids = days.map(() => ({ contact: newId(), conversation: newId(), ticket: newId() }));
  const { sql } = world.db;
  for (const [at, { contact, conversation, ticket }] of ids.entries()) {
    const place = { workspace_id: world.workspaceId, contact_id: contact, connection_id: world.connectionId };
    await sql`insert into contacts ${sql({ id: contact, workspace_id: world.workspaceId, name: `Antiga ${at}` })}`;
    await sql`
      insert into conversations ${
      sql({ ...place, id: conversation, channel: "whatsapp", has_window: true, ticket_id: ticket })
    }`;
    await sql`
      insert into tickets ${
      sql({ ...place, id: ticket, conversation_id: conversation, protocol: `1999.${ticket}`, status: "closed" })
    }`;
    await sql`
      update tickets set closed_at = clock_timestamp() - ${`${days[at]} days`}::interval where id = ${ticket}`;
  }
  return ids.map(({ ticket }) => ticket);
}

check(
  "closed conversations beyond a first load come page by page, narrowed, to who may see them (INB-33)",
  async (world) => {
    const days = Array.from({ length: 45 }, (_, at) => 31 + at);
    const [recent, ...old] = await closedOf(world, [2, ...days]);
    const first = await older(world.admin);
    assert.deepEqual(ticketsOf(first).toSorted(), old.slice(0, 40).toSorted());
    assert.ok(!ticketsOf(first).includes(recent!));
    const second = await older(world.admin, `before=${first.next}`);
    assert.deepEqual(ticketsOf(second).toSorted(), old.slice(40).toSorted());
    assert.equal(second.next, null);

    const [demanded, tagged, archived, elsewhere] = old;
    const [choiceId, tagId] = [newId(), newId()];
    await world.db.sql`update tickets set demand = ${choiceId} where id = ${demanded!}`;
    await world.db.sql`update tickets set tag_ids = ${[tagId]} where id = ${tagged!}`;
    await world.db.sql`update tickets set archived_at = closed_at where id = ${archived!}`;
    assert.deepEqual(ticketsOf(await older(world.admin, `demand=${choiceId}`)), [demanded]);
    assert.deepEqual(ticketsOf(await older(world.admin, `tag=${tagId}`)), [tagged]);
    assert.deepEqual(ticketsOf(await older(world.admin, `stage=${choiceId}`)), []);
    assert.deepEqual(ticketsOf(await older(world.admin, "archived=1")), [archived]);
    assert.ok(!ticketsOf(await older(world.admin)).includes(archived!));
    assert.deepEqual((await world.admin.problem("GET", "/api/conversations?tag=x")).params["field"], "tag");

    // What another department had last is out of this agent's sight.
    const place = await world.department("Arquivo");
    await world.db.sql`update conversations set department_id = ${place} where ticket_id = ${elsewhere!}`;
    const bruno = await world.member("Bruno Serra");
    assert.ok(ticketsOf(await older(world.admin)).includes(elsewhere!));
    assert.ok(!ticketsOf(await older(bruno)).includes(elsewhere!));
  },
);

check("tags on contacts, tickets and messages: put on, taken off, counted (TAG-01, TAG-03)", async (world) => {
  const { conversationId, contactId, ticketId } = await world.story();
  const [tagId, other] = [newId(), newId()];
  await world.admin.done("tag.save", { tagId, name: "Elogio" });
  await world.admin.done("tag.save", { tagId: other, name: "Sem uso" });
  const usage = async () => (await world.admin.json("GET", "/api/tags/usage")).usage;
  assert.equal((await usage())[tagId], undefined);

  const [message] = await world.db.sql<{ id: string }[]>`
    select id from messages where conversation_id = ${conversationId}`;
  const put = { messageId: message!.id, tagId, on: true };
  await world.admin.done("message.tag", put);
  await world.admin.done("message.tag", put);
  await world.admin.done("contact.update", { contactId, addTagIds: [tagId] });
  await world.db.sql`update tickets set tag_ids = ${[tagId]} where id = ${ticketId}`;
  assert.deepEqual(await usage(), { ...await usage(), [tagId]: { contacts: 1, tickets: 1, messages: 1 } });
  assert.equal((await usage())[other], undefined);
  await world.admin.mirror.until(
    "the tag is on the message in browsers",
    () => world.admin.mirror.row("messages", message!.id)?.tag_ids[0] === tagId,
  );
  const told = await world.db.sql<{ type: string }[]>`
    select type from events where conversation_id = ${conversationId} and type like 'tag\\_%' order by at`;
  assert.deepEqual(told.map(({ type }) => type), ["tag_added"]);

  await world.admin.refused("not_found", "message.tag", { ...put, tagId: newId() });
  const bruno = await world.member("Bruno Etiqueta");
  const place = await world.department("Elogios");
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: place });
  await bruno.refused("not_found", "message.tag", put);
  await world.admin.done("message.tag", { ...put, on: false });
  assert.deepEqual((await usage())[tagId], { contacts: 1, tickets: 1, messages: 0 });
});

check("a flow under way shows on its conversation until it ends or is stopped (INB-08)", async (world) => {
  const flowId = await publish(world, "Boas-vindas", text("Um"), wait(60), text("Dois"));
  const fired = async () => {
    const story = await world.story();
    await world.admin.done("ticket.forward_to_flow", { ticketId: story.ticketId, flowId });
    return story;
  };
  const itWaits = (ticketId: string) =>
    waitFor("its wait", async () => (await runOf(world, ticketId))?.next_step || undefined);
  const flowOf = (conversationId: string) => world.admin.mirror.row("conversations", conversationId)?.flow_id;
  const { conversationId, ticketId } = await fired();
  await world.admin.mirror.until("the flow shows", () => flowOf(conversationId) === flowId);
  await itWaits(ticketId);
  await waitIsOver(world);
  await untilEnded(world, ticketId);
  await world.admin.mirror.until("the flow is over", () => flowOf(conversationId) === null);

  // Somebody answers meanwhile: it stops, and shows no more.
  const stopped = await fired();
  await world.admin.mirror.until("the flow shows", () => flowOf(stopped.conversationId) === flowId);
  await itWaits(stopped.ticketId);
  await world.admin.send(stopped.conversationId, "Olá, aqui é a Ana");
  await waitIsOver(world);
  await world.admin.mirror.until("the flow stopped", () => flowOf(stopped.conversationId) === null);
});

check("video calls: the workspace's own address, https or none (CMP-05)", async (world) => {
  const settings = { name: "Beira-Serra", locale: "pt-BR", timeZone: "America/Sao_Paulo" } as const;
  const baseOf = () => world.admin.mirror.row("workspaces", world.workspaceId)?.call_base;
  assert.equal(baseOf(), "https://meet.jit.si/");
  const callBase = "https://video.beira.test/?sala=";
  await world.admin.done("workspace.update", { ...settings, callBase });
  await world.admin.mirror.until("browsers have it", () => baseOf() === callBase);
  const params = await world.admin.refused("bad_input", "workspace.update", { ...settings, callBase: "http://x.test" });
  assert.equal(params["field"], "callBase");
  // Who does not speak of it leaves it as it is.
  await world.admin.done("workspace.update", settings);
  assert.equal(baseOf(), callBase);
});

check(
  "a picture in a contact's field is a file its author may pass on, and everybody's from then on (CMP-10)",
  async (world) => {
    const fieldId = newId();
    const field = { fieldId, name: "Foto", fieldType: "image" as const, options: [] };
    await world.admin.refused("bad_input", "field.save", { ...field, scope: "ticket" });
    await world.admin.done("field.save", { ...field, scope: "contact" });
    const key = `f_${fieldId.replaceAll("-", "").slice(-12)}`;
    const { contactId, conversationId } = await world.story();
    const set = (value: string) => ({ contactId, fields: { [key]: value } });
    const bruno = await world.member("Bruno Foto");
    const carla = await world.member("Carla Foto");
    const photo = await upload(bruno, await png(), "foto.png");
    await world.admin.refused("bad_input", "contact.update", set("foto.png"));
    // Knowing an id is not enough.
    await carla.refused("media_missing", "contact.update", set(imageValue(photo)));
    assert.equal((await carla.fetch("GET", `/media/${photo.id}`)).status, 404);
    const paper = await upload(bruno, pdf(), "contrato.pdf");
    await bruno.refused("media_missing", "contact.update", set(imageValue({ ...photo, id: paper.id })));
    await bruno.done("contact.update", set(imageValue(photo)));
    const file = await carla.fetch("GET", `/media/${photo.id}`);
    await file.body?.cancel();
    assert.equal(file.status, 200);
    // Typed as a variable it leaves as a message's file, by any of them.
    await carla.send(conversationId, "Esta é você?", { media: photo });
    // What a person's record holds goes with the person.
    const { contactId: gone } = await world.story();
    const own = await upload(bruno, await png(), "documento.png");
    await bruno.done("contact.update", { ...set(imageValue(own)), contactId: gone });
    await world.admin.done("ticket.close", { ticketId: await openTicketOf(world, gone), message: "" });
    const [{ name }] = await world.db.sql<[{ name: string }]>`select name from contacts where id = ${gone}`;
    await world.admin.done("contact.erase", { contactId: gone, name });
    assert.equal((await world.db.sql`select 1 from media where id = ${own.id}`).length, 0);
    assert.equal((await world.db.sql`select 1 from media where id = ${photo.id}`).length, 1);
  },
);

async function openTicketOf(world: World, contactId: string): Promise<string> {
  const [row] = await world.db.sql<{ id: string }[]>`
    select id from tickets where contact_id = ${contactId} and status <> 'closed'`;
  return row!.id;
}
