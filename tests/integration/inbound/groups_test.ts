import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import { letTimePass, teach } from "../automatic/houses.ts";
import { sweepNow } from "../closing/closings.ts";
import { eventsOf, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import { added, arrives, bodiesIn, listed, people } from "./group_of.ts";

const check = suite();

check("a group that was not added is offered, and nothing that is written in it is kept (CHN-15)", async (world) => {
  const { chat, ana } = people(world, "Fora do sistema");
  ana.sendText("isto ninguém guarda", { group: chat.data });
  ana.react(newId(), "👍", chat.data);
  await world.meta.idle();
  await world.ingested();
  const [kept] = await world.db.sql`
    select (select count(*)::int from messages where body = 'isto ninguém guarda') as messages,
      (select count(*)::int from contacts where name = 'Ana Prado') as contacts,
      (select count(*)::int from conversations where group_id is not null) as conversations`;
  assert.deepEqual({ ...kept }, { messages: 0, contacts: 0, conversations: 0 });
  const group = await listed(world, "Fora do sistema");
  assert.equal(group.added_at, null);
  assert.ok(group.heard_at, "it was heard");
  await world.admin.refused("not_found", "group.remove", { groupId: group.id });
});

check("only who manages connections sees and adds groups (CHN-15)", async (world) => {
  people(world, "Só da gerência");
  const { id: groupId } = await listed(world, "Só da gerência");
  const agent = await world.member("Agente");
  const { code } = await agent.problem("GET", `/api/connections/${world.connectionId}/groups`);
  assert.equal(code, "forbidden");
  await agent.refused("forbidden", "group.add", { groupId, departmentId: null });
  await world.admin.refused("not_found", "group.add", { groupId, departmentId: newId() });
  await world.admin.refused("not_found", "group.add", { groupId: newId(), departmentId: null });
});

check(
  "what is written in an added group comes with its author's name, unread, and nobody waits (STS-12, X-32)",
  async (world) => {
    const { chat, ana, bia, conversationId, ticketId } = await added(world, "Vila Serena");
    ana.sendText("Bom dia", { group: chat.data });
    const first = await arrives(world.admin, "Bom dia");
    bia.sendText("Oi, gente", { group: chat.data, quoteId: chat.data.messages[0]!.id });
    const second = await arrives(world.admin, "Oi, gente");
    assert.deepEqual([first.sender_name, second.sender_name], ["Ana Prado", "Bia Reis"]);
    assert.notEqual(first.sender_id, second.sender_id);
    assert.equal(second.quote_id, first.id);
    const { mirror } = world.admin;
    const row = await mirror.until("both", () => {
      const found = mirror.row("conversations", conversationId);
      return found?.unread === 2 && found;
    });
    assert.deepEqual(
      [row.contact_id, row.group_name, row.last_sender, row.waiting_since, row.agent_id],
      [null, "Vila Serena", "Bia Reis", null, null],
    );
    assert.ok(row.free_text_until, "the window is the group's");
    assert.equal((await ticketOf(world, ticketId)).status, "in_progress");
    // The same people in private are attended as ever.
    ana.sendText("em particular");
    const own = await arrives(world.admin, "em particular");
    assert.notEqual(own.conversation_id, conversationId);
    assert.equal((await ticketOf(world, own.ticket_id!)).status, "waiting");
  },
);

check("nothing answers a group by itself, nor closes it for silence (X-32)", async (world) => {
  await teach(world, {
    greeting: "Olá!",
    greetingWhen: "every",
    noticeMinutes: 5,
    notice: "Alguém aí?",
    closeMinutes: 5,
    closeText: "Tchau",
  });
  try {
    const { chat, ana, conversationId, ticketId } = await added(world, "Sem robô");
    ana.sendText("Alguém sabe do elevador?", { group: chat.data });
    await arrives(world.admin, "Alguém sabe do elevador?");
    await world.admin.send(conversationId, "Volta hoje à tarde");
    await letTimePass(world, conversationId, 60);
    await sweepNow(world);
    assert.deepEqual(await bodiesIn(world, conversationId), ["Alguém sabe do elevador?", "Volta hoje à tarde"]);
    assert.equal((await ticketOf(world, ticketId)).status, "in_progress");
    const [flows] = await world.db
      .sql`select count(*)::int as n from flow_runs where conversation_id = ${conversationId}`;
    assert.equal(flows!.n, 0);
  } finally {
    await teach(world, {});
  }
});

check(
  "an answer goes to the group once and takes nothing into anybody's hand; its receipts come back",
  async (world) => {
    const { chat, ana, conversationId, ticketId } = await added(world, "Resposta");
    ana.sendText("Tem vaga de garagem?", { group: chat.data });
    await arrives(world.admin, "Tem vaga de garagem?");
    const agent = await world.member("Rita");
    await agent.follow();
    const messageId = await agent.send(conversationId, "Tem, sim");
    const bodies = () => world.meta.sent.filter((one) => one.callbackData === messageId).map(({ body }) => body);
    await waitFor("the message at Meta", () => bodies().length > 0 || undefined);
    assert.deepEqual(bodies().map(({ recipient_type, to }) => [recipient_type, to]), [["group", chat.data.id]]);
    await agent.mirror.message(messageId, "delivered");
    chat.read();
    await agent.mirror.message(messageId, "read");
    const ticket = await ticketOf(world, ticketId);
    assert.deepEqual([ticket.status, ticket.agent_id], ["in_progress", null]);
    assert.deepEqual(await eventsOf(world, ticketId, "ticket_taken"), []);
  },
);

check("whatever belongs to attending is refused in a group, and changes nothing (X-32)", async (world) => {
  const { chat, ana, conversationId, ticketId, groupId } = await added(world, "Recusas");
  ana.sendText("oi do grupo", { group: chat.data });
  const { id: messageId } = await arrives(world.admin, "oi do grupo");
  const { admin } = world;
  const before = await ticketOf(world, ticketId);
  await admin.refused("not_in_group", "ticket.take", { ticketId });
  await admin.refused("not_in_group", "ticket.transfer", { ticketId, agentId: admin.memberId, departmentId: null });
  await admin.refused("not_in_group", "ticket.close", { ticketId, message: "Tchau" });
  await admin.refused("not_in_group", "ticket.pause", { ticketId });
  await admin.refused("not_in_group", "ticket.return", { ticketId });
  await admin.refused("not_in_group", "ticket.archive", { ticketId });
  await admin.refused("not_in_group", "ticket.snooze", {
    ticketId,
    until: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await admin.refused("not_in_group", "ticket.ask_rating", { ticketId, messageId: newId() });
  await admin.refused("not_in_group", "ticket.send_protocol", { ticketId, messageId: newId() });
  await admin.refused("not_in_group", "message.react", { messageId, emoji: "👍" });
  await admin.refused("not_in_group", "message.send", {
    conversationId,
    messageId: newId(),
    text: "",
    seen: null,
    cards: [{ name: "Ana", phones: ["+5531999990000"], emails: [] }],
  });
  assert.deepEqual(await ticketOf(world, ticketId), before);
  await admin.done("group.remove", { groupId });
});

check(
  "a department's group is seen by it alone; moving it to another one takes it away from the first (STS-12)",
  async (world) => {
    const [sales, support] = [await world.department("Vendas"), await world.department("Suporte")];
    const { chat, ana, conversationId, groupId } = await added(world, "Obra nova", sales);
    const seller = await world.member("Vera", "agent", [sales]);
    const helper = await world.member("Hugo", "agent", [support]);
    await Promise.all([seller.follow(), helper.follow()]);
    ana.sendText("Chegou o piso", { group: chat.data });
    await arrives(seller, "Chegou o piso");
    // What came after it is here, and it is not.
    const tagId = newId();
    await world.admin.done("tag.save", { tagId, name: "depois da obra" });
    await helper.mirror.until("what came after", () => helper.mirror.row("tags", tagId));
    assert.equal(helper.mirror.row("conversations", conversationId), undefined);
    await helper.refused("not_found", "message.send", { conversationId, messageId: newId(), text: "x", seen: null });
    await world.admin.done("group.add", { groupId, departmentId: support });
    await arrives(helper, "Chegou o piso");
    await seller.mirror.until("it is gone", () => seller.mirror.row("conversations", conversationId) === undefined);
  },
);

check(
  "a removed group keeps what was said, takes in nothing more, and goes on when it is added again (CHN-15)",
  async (world) => {
    const { chat, ana, conversationId, ticketId, groupId } = await added(world, "Vai e volta");
    ana.sendText("antes", { group: chat.data });
    await arrives(world.admin, "antes");
    await world.admin.done("group.remove", { groupId });
    ana.sendText("durante", { group: chat.data });
    await world.meta.idle();
    await world.ingested();
    assert.deepEqual(await bodiesIn(world, conversationId), ["antes"]);
    assert.equal((await ticketOf(world, ticketId)).status, "closed");
    await world.admin.refused("group_removed", "message.send", {
      conversationId,
      messageId: newId(),
      text: "ainda?",
      seen: null,
      anyway: true,
    });
    await world.admin.done("group.add", { groupId, departmentId: null });
    ana.sendText("depois", { group: chat.data });
    await arrives(world.admin, "depois");
    assert.deepEqual(await bodiesIn(world, conversationId), ["antes", "depois"]);
    const story = await eventsOf(world, ticketId, "group_added", "group_removed");
    assert.deepEqual(story.map(({ type }) => type), ["group_added", "group_removed", "group_added"]);
  },
);

check("what was queued when a group was removed does not leave (CHN-15)", async (world) => {
  const { chat, ana, conversationId, groupId } = await added(world, "Na fila");
  ana.sendText("abre a janela", { group: chat.data });
  await arrives(world.admin, "abre a janela");
  world.meta.faults.next.push("rate");
  const messageId = await world.admin.send(conversationId, "não pode sair");
  await world.admin.done("group.remove", { groupId });
  const failed = await world.admin.mirror.message(messageId, "failed");
  assert.equal(failed.error_code, "group_removed");
  assert.equal(world.meta.sent.some((one) => one.callbackData === messageId), false);
});

check("its name follows the provider's; a deleted one is told and answers nothing (CHN-15)", async (world) => {
  const { chat, ana, conversationId, groupId } = await added(world, "Nome antigo");
  ana.sendText("oi nomes", { group: chat.data });
  await arrives(world.admin, "oi nomes");
  chat.rename("Nome novo");
  const { mirror } = world.admin;
  await mirror.until("the name", () => mirror.row("conversations", conversationId)?.group_name === "Nome novo");
  chat.delete();
  await waitFor("its end", async () => (await listed(world, "Nome novo")).gone_at !== null || undefined);
  const message = { conversationId, messageId: newId(), text: "alguém?", seen: null, anyway: true };
  await world.admin.refused("group_removed", "message.send", message);
  await world.admin.done("group.remove", { groupId });
  await world.admin.refused("group_removed", "group.add", { groupId, departmentId: null });
});

check("each one's reaction stands under their own name; who left takes it along (CHN-15)", async (world) => {
  const { chat, ana, bia, conversationId } = await added(world, "Reações");
  ana.sendText("gostaram?", { group: chat.data });
  bia.sendText("muito", { group: chat.data });
  const row = await arrives(world.admin, "gostaram?");
  const other = await arrives(world.admin, "muito");
  const wamid = chat.data.messages[0]!.id;
  bia.react(wamid, "❤️", chat.data);
  ana.react(wamid, "👍", chat.data);
  const { mirror } = world.admin;
  await mirror.until("both", () => {
    const { reactions } = mirror.row("messages", row.id)!;
    return reactions[other.sender_id!] === "❤️" && reactions[row.sender_id!] === "👍";
  });
  bia.react(wamid, undefined, chat.data);
  await mirror.until("one", () => Object.keys(mirror.row("messages", row.id)!.reactions).length === 1);
  assert.equal(mirror.row("conversations", conversationId)?.waiting_since, null);
});

check("what a person wrote in groups goes with them: merged, taken apart, erased", async (world) => {
  const { chat, ana, bia, conversationId } = await added(world, "Pessoas");
  ana.sendText("sou a Ana", { group: chat.data });
  bia.sendText("sou a Bia", { group: chat.data });
  const [hers, others] = [await arrives(world.admin, "sou a Ana"), await arrives(world.admin, "sou a Bia")];
  const authors = async () => {
    const rows = await world.db.sql<{ sender_id: string }[]>`
      select sender_id from messages where conversation_id = ${conversationId} order by created_at`;
    return rows.map(({ sender_id }) => sender_id);
  };
  const mergeId = newId();
  const pair = { contactId: others.sender_id!, otherId: hers.sender_id! };
  await world.admin.done(
    "contact.merge",
    { mergeId, ...pair, take: [] },
  );
  assert.deepEqual(await authors(), [others.sender_id, others.sender_id]);
  await world.admin.done("contact.unmerge", { mergeId });
  assert.deepEqual(await authors(), [hers.sender_id, others.sender_id]);
  const [contact] = await world.db.sql<{ name: string }[]>`select name from contacts where id = ${hers.sender_id}`;
  await world.admin.done("contact.erase", { contactId: hers.sender_id!, name: contact!.name });
  const rows = await world.db.sql<{ body: string; sender_name: string | null }[]>`
    select body, sender_name from messages where conversation_id = ${conversationId} order by created_at`;
  assert.deepEqual(rows.map((row) => ({ ...row })), [
    { body: "", sender_name: null },
    { body: "sou a Bia", sender_name: others.sender_name },
  ]);
});
