import assert from "node:assert/strict";
import type { ChoiceKind } from "@domain/choice.ts";
import { newId } from "@domain/ids.ts";
import { inView, VIEWS } from "@domain/ticket.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Client } from "../harness/client.ts";
import { eventsOf, lastEvent, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";

const check = suite();

async function choiceOf(world: World, kind: ChoiceKind, name: string): Promise<string> {
  const choiceId = newId();
  await world.admin.done("choice.save", { choiceId, kind, name, colour: 3 });
  return choiceId;
}
async function namesOf(world: World, kind: ChoiceKind): Promise<string[]> {
  const rows = await world.db.sql<{ name: string }[]>`
    select name from choices where kind = ${kind} and deleted_at is null order by position`;
  return rows.map((row) => row.name);
}
/** Somebody with a WhatsApp who has never written. */
function stranger(world: World) {
  const customer = world.meta.addCustomer();
  const contact = { newId: newId(), name: "Rui Prado", phone: `+${customer.data.waId}`, foreign: false };
  return { customer, contact };
}
function start(world: World) {
  const { connectionId } = world;
  return { conversationId: newId(), ticketId: newId(), connectionId, departmentId: null };
}
async function cardOf(world: World, ticketId: string) {
  const [row] = await world.db.sql<{ stage: string; type: string; demand: string; tag_ids: string[] }[]>`
    select stage, type, demand, tag_ids from tickets where id = ${ticketId}`;
  return { ...row! };
}
async function template(world: World) {
  await world.admin.done("connection.sync_templates", { connectionId: world.connectionId });
  const { mirror } = world.admin;
  const approved = () => mirror.rows("templates").find((one) => one.status === "APPROVED");
  const row = await mirror.until("an approved template", approved);
  return { templateId: row.id, values: row.variables.map(() => "Rui") };
}
const reached = ({ customer }: ReturnType<typeof stranger>) =>
  waitFor("the template on the phone", () => Promise.resolve(customer.data.messages[0]));

check(
  "a workspace begins with statuses and types, and makes, names, orders and deletes its own (STS-08, STA-06, CTP-16)",
  async (world) => {
    assert.deepEqual(await namesOf(world, "stage"), ["Em andamento", "Pendente", "Finalizado"]);
    assert.ok((await namesOf(world, "type")).includes("Pós-venda"));
    const first = await choiceOf(world, "demand", "Segunda via");
    const second = await choiceOf(world, "demand", "Troca");
    const third = await choiceOf(world, "demand", "Visita");
    await world.admin.done("choice.move", { choiceId: third, before: first });
    assert.deepEqual(await namesOf(world, "demand"), ["Visita", "Segunda via", "Troca"]);
    await world.admin.done("choice.move", { choiceId: third, before: null });
    assert.deepEqual(await namesOf(world, "demand"), ["Segunda via", "Troca", "Visita"]);
    const rename = { choiceId: second, kind: "demand" as const, colour: 5 };
    const taken = await world.admin.refused("name_taken", "choice.save", { ...rename, name: "segunda VIA" });
    assert.deepEqual(taken, { field: "name", name: "segunda VIA" });
    // The same name in another list is another thing, and a list stays as it was made.
    await world.admin.done("choice.save", { ...rename, kind: "stage", name: "Pendente" });
    assert.deepEqual(await namesOf(world, "demand"), ["Segunda via", "Pendente", "Visita"]);
    assert.deepEqual((await lastEvent(world, "choice_saved"))?.before, { name: "Troca", colour: 3 });
    await world.admin.done("choice.delete", { choiceId: second });
    await world.admin.refused("not_found", "choice.delete", { choiceId: second });
    await world.admin.refused("not_found", "choice.move", { choiceId: third, before: second });
    const lia = await world.member("Lia");
    for (
      const [type, input] of [["choice.save", rename], ["choice.move", { choiceId: third, before: null }]] as const
    ) {
      await lia.refused("forbidden", type, { name: "X", ...input } as never);
    }
    const { mirror } = world.admin;
    await mirror.until(
      "the list here",
      () => mirror.rows("choices").filter((row) => row.kind === "demand").length === 2,
    );
  },
);

check(
  "an attendance begins with its card: status, type, demand, tags, e-mail, and an event that keeps them (STA-02, STA-04 to STA-09, TAG-05)",
  async (world) => {
    const [stage, ticketType, demand] = [
      await choiceOf(world, "stage", "Visita marcada"),
      await choiceOf(world, "type", "Locação"),
      await choiceOf(world, "demand", "Aluguel"),
    ];
    const tagId = newId();
    await world.admin.done("tag.save", { tagId, name: "indicação" });
    const departmentId = await world.department("Vendas");
    const { contact } = stranger(world);
    const input = { ...start(world), departmentId, contact: { ...contact, email: "rui@x.test" } };
    const card = { stage, ticketType, demand, tagIds: [tagId] };
    await world.admin.done("conversation.start", { ...input, ...card });
    assert.deepEqual(await cardOf(world, input.ticketId), { stage, type: ticketType, demand, tag_ids: [tagId] });
    // STA-21: in no queue, but its starter's.
    const { status, agent_id } = await ticketOf(world, input.ticketId);
    assert.deepEqual([status, agent_id], ["in_progress", world.admin.memberId]);
    const [opened] = await eventsOf(world, input.ticketId, "ticket_opened");
    assert.deepEqual(opened!.after.card, { stage, type: ticketType, demand, tagIds: [tagId] });
    assert.equal(opened!.after.department_id, departmentId);
    const { mirror } = world.admin;
    const row = await mirror.until("the contact", () => mirror.row("contacts", contact.newId));
    assert.deepEqual([row.name, row.email, row.source], ["Rui Prado", "rui@x.test", "member"]);
    await mirror.until("the ticket's card", () => mirror.row("tickets", input.ticketId)?.type === ticketType);

    // What is of no list opens nothing.
    const again = { ...start(world), contact: stranger(world).contact };
    const wrong = await world.admin.refused("not_found", "conversation.start", { ...again, stage: ticketType });
    assert.deepEqual(wrong, { what: "stage" });
    const untagged = await world.admin.refused("not_found", "conversation.start", { ...again, tagIds: [newId()] });
    assert.deepEqual(untagged, { what: "tag" });
    const phoneless = { ...again, contact: { ...again.contact, phone: " " } };
    assert.deepEqual(await world.admin.refused("bad_input", "conversation.start", phoneless), {
      field: "contact.phone",
      reason: "empty",
    });
  },
);

check(
  "what is over is registered as finished: closed at once, nothing sent, mandatory fields marked (STA-05, X-43)",
  async (world) => {
    const fieldId = newId();
    const field = { fieldId, name: "Motivo", fieldType: "text" as const, options: [], atClosing: "mandatory" as const };
    await world.admin.done("field.save", field);
    const { contact } = stranger(world);
    const input = { ...start(world), contact, as: "finished" as const };
    await world.admin.done("conversation.start", input);
    const ticket = await ticketOf(world, input.ticketId);
    assert.deepEqual([ticket.status, ticket.last_agent_id], ["closed", world.admin.memberId]);
    const [closed] = await eventsOf(world, input.ticketId, "ticket_closed");
    assert.deepEqual([closed!.after.reason, closed!.after.fieldsPending], ["registered", true]);
    const said = await world.db.sql`select 1 from messages where conversation_id = ${input.conversationId}`;
    assert.equal(said.length, 0);
    await world.admin.done("field.delete", { fieldId });
    const roleId = newId();
    await world.admin.done("role.save", { roleId, name: "Sem encerrar", permissions: ["chat.start"] });
    const bia = await world.member("Bia", { id: roleId });
    const other = { ...start(world), contact: stranger(world).contact, as: "finished" as const };
    assert.deepEqual(await bia.refused("forbidden", "conversation.start", other), { permission: "chat.close" });
  },
);

check(
  "“Abrir conversa?”: yes, and the answer comes into my attendance; no, and only the template leaves, the answer goes to the queue (STA-14, STA-17)",
  async (world) => {
    const use = await template(world);
    const mine = stranger(world);
    const opened = { ...start(world), contact: mine.contact };
    await world.admin.done("conversation.start", opened);
    const message = { messageId: newId(), text: "", template: use };
    await world.admin.done("message.send", { ...message, conversationId: opened.conversationId, seen: null });
    await reached(mine);
    mine.customer.sendText("Oi, quem é?");
    await waitFor("the answer in my attendance", async () => {
      const [row] = await world.db
        .sql`select 1 from messages where ticket_id = ${opened.ticketId} and direction = 'in'`;
      return row !== undefined || undefined;
    });
    const { status, agent_id } = await ticketOf(world, opened.ticketId);
    assert.deepEqual([status, agent_id], ["in_progress", world.admin.memberId]);

    const theirs = stranger(world);
    const told = { ...start(world), contact: theirs.contact, as: "told" as const };
    assert.deepEqual(await world.admin.refused("bad_input", "conversation.start", told), {
      field: "message",
      reason: "empty",
    });
    const free = { ...told, message: { messageId: newId(), text: "Oi" } };
    assert.deepEqual(await world.admin.refused("window_closed", "conversation.start", free), { since: null });
    const result = await world.admin.done("conversation.start", {
      ...told,
      message: { ...message, messageId: newId() },
    });
    assert.deepEqual(result.data, { conversationId: told.conversationId, contactId: theirs.contact.newId });
    await reached(theirs);
    const before = await world.db.sql`select 1 from tickets where conversation_id = ${told.conversationId}`;
    assert.equal(before.length, 0, "nothing opened");
    theirs.customer.sendText("Pode falar");
    const queued = await waitFor("what the answer opened", async () => {
      const [row] = await world.db.sql<{ status: string; agent_id: string | null }[]>`
        select status, agent_id from tickets where conversation_id = ${told.conversationId}`;
      return row;
    });
    assert.deepEqual({ ...queued }, { status: "waiting", agent_id: null });
  },
);

/** The views of the inbox in which a member finds a ticket, by what their feed brought. */
function viewsOf({ mirror, memberId }: Client, ticketId: string): string[] {
  const ticket = mirror.row("tickets", ticketId);
  const me = mirror.row("members", memberId);
  const role = me && mirror.row("roles", me.role_id);
  if (!ticket || !role) return [];
  const actor = { id: memberId, permissions: role.permissions, departmentIds: me.department_ids };
  return VIEWS.filter((view) => inView(view, ticket, actor));
}

check(
  "without a bot what comes in stands in “Todos” and “Abertos”, and so does what goes to a department, for who may see it (STS-19, STS-20, STS-22, STS-26)",
  async (world) => {
    const [sales, support] = [await world.department("Vendas 2"), await world.department("Suporte 2")];
    const [vera, otto] = [await world.member("Vera", "agent", [sales]), await world.member("Otto", "agent", [support])];
    const roleId = newId();
    await world.admin.done("role.save", {
      roleId,
      name: "De olho",
      permissions: ["chat.viewOtherDepartmentsOpen"],
    });
    const iris = await world.member("Iris", { id: roleId });
    for (const one of [vera, otto, iris]) await one.follow();
    const { ticketId } = await world.story();
    const stands = (client: Client, expected: string[]) =>
      client.mirror.until(
        `${expected.join(", ") || "no view"} of ${client.memberId}`,
        () => viewsOf(client, ticketId).join() === expected.join(),
      );
    // STS-22, STS-20: neither department nor agent.
    for (const one of [vera, otto, iris]) await stands(one, ["abertos", "aguardando", "todos"]);
    await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId: sales });
    await stands(vera, ["abertos", "aguardando", "todos"]);
    // STS-26: by the department for one, by a permission for another, and not at all.
    await stands(iris, ["abertos", "aguardando", "todos"]);
    await stands(otto, []);
    await world.admin.done("ticket.transfer", { ticketId, agentId: otto.memberId, departmentId: null });
    await stands(otto, ["meus", "em_atendimento", "todos"]);
    await stands(vera, []);
  },
);

check(
  "an attendance goes on by another connection with its agent, department, card and note, and ends where it was (ASG-14, CHN-16)",
  async (world) => {
    const departmentId = await world.department("Vendas 3");
    const [stage, tagId] = [await choiceOf(world, "stage", "Retorno"), newId()];
    await world.admin.done("tag.save", { tagId, name: "recado" });
    const { contact } = stranger(world);
    const began = { ...start(world), departmentId, contact, stage, tagIds: [tagId] };
    await world.admin.done("conversation.start", began);
    const { ticketId, conversationId } = began;
    const contactId = contact.newId;
    const connectionId = newId();
    const second = { ...world.meta.settings, phoneNumberId: "27182818" };
    const connection = { connectionId, channel: "whatsapp" as const, name: "Outra linha", departmentId: null };
    await world.admin.done("connection.save", { ...connection, isDefault: false, settings: second });
    const move = () => ({ ticketId, connectionId, conversationId: newId(), newTicketId: newId() });

    const same = { ...move(), connectionId: world.connectionId };
    assert.equal((await world.admin.refused("bad_input", "ticket.move_channel", same)).field, "connectionId");
    const nowhere = { ...move(), connectionId: newId() };
    assert.deepEqual(await world.admin.refused("not_found", "ticket.move_channel", nowhere), { what: "connection" });

    const input = move();
    const result = await world.admin.done("ticket.move_channel", input);
    assert.deepEqual(result.data, { conversationId: input.conversationId, ticketId: input.newTicketId });
    const ended = await ticketOf(world, ticketId);
    assert.deepEqual([ended.status, ended.last_agent_id], ["closed", world.admin.memberId]);
    const [closed] = await eventsOf(world, ticketId, "ticket_closed");
    assert.deepEqual([closed!.after.reason, closed!.after.movedTo], ["moved", input.newTicketId]);
    const { status, agent_id, department_id } = await ticketOf(world, input.newTicketId);
    assert.deepEqual([status, agent_id, department_id], ["in_progress", world.admin.memberId, departmentId]);
    assert.deepEqual(await cardOf(world, input.newTicketId), { stage, type: "", demand: "", tag_ids: [tagId] });
    const [row] = await world.db.sql<{ contact_id: string; connection_id: string; n: number }[]>`
      select contact_id, connection_id, (select count(*)::int from messages m where m.conversation_id = c.id) as n
      from conversations c where id = ${input.conversationId}`;
    assert.deepEqual({ ...row }, { contact_id: contactId, connection_id: connectionId, n: 0 });
    // The window there is its own: the contact has not written to that number.
    const free = { conversationId: input.conversationId, messageId: newId(), text: "Oi", seen: null };
    await world.admin.refused("window_closed", "message.send", free);

    // Back again while the first is closed: a third, in the first conversation; but not onto an open one.
    const back = { ...move(), ticketId: input.newTicketId, connectionId: world.connectionId };
    assert.equal((await world.admin.done("ticket.move_channel", back)).data?.conversationId, conversationId);
    const again = { ...move(), ticketId: back.newTicketId };
    await world.admin.done("conversation.start", {
      conversationId: newId(),
      ticketId: newId(),
      connectionId,
      departmentId: null,
      contact: { id: contactId },
    });
    const taken = await world.admin.refused("conversation_exists", "ticket.move_channel", again);
    assert.equal(taken.conversationId, input.conversationId);
    const none = await world.admin.refused("ticket_closed", "ticket.move_channel", move());
    assert.equal(none.memberId, world.admin.memberId);
  },
);
