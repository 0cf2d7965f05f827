import { newId } from "@domain/ids.ts";
import type { SampleMessage, SampleTicket } from "@db/seed/sample_tickets.ts";
import type { Tx } from "@db/tx.ts";
import { ticketFields, ticketNote, ticketTags } from "@sync/doc/ticket_doc.ts";
import * as Y from "yjs";
import { findOrCreateContact } from "../facts/contact.ts";
import { lockConversation } from "../facts/conversation.ts";
import { addMessage } from "../facts/message.ts";
import { openTicket, saveState } from "../facts/ticket.ts";
import { changeDocument } from "../sync/change_document.ts";
import type { SampleIds } from "./fill_sample.ts";

/** One ticket of the sample, made through the same doors as a real one and then moved back in time. */
export async function sampleTicket(tx: Tx, ids: SampleIds, sample: SampleTicket): Promise<void> {
  const { workspaceId } = ids;
  const connectionId = ids.connections[sample.channel];
  const identities = [{ kind: "phone" as const, value: sample.phone }];
  const contact = await findOrCreateContact(
    tx,
    workspaceId,
    connectionId,
    { identities, profileName: sample.contact },
    sample.contact,
  );
  const conversationId = newId();
  await tx`
    insert into conversations (id, workspace_id, contact_id, connection_id, channel, has_window)
    values (${conversationId}, ${workspaceId}, ${contact.id}, ${connectionId}, ${sample.channel}, ${
    sample.channel === "whatsapp"
  })`;
  const conversation = (await lockConversation(tx, conversationId))!;
  const agentId = sample.agent === null ? null : ids.members.get(sample.agent)!;
  const departmentId = sample.department === null ? null : ids.departments.get(sample.department)!;
  const status = sample.status === "closed" ? "in_progress" : sample.status;
  const ticket = await openTicket(tx, workspaceId, conversation, {
    state: { status, agent_id: agentId, department_id: departmentId },
    by: { kind: "contact", id: contact.id },
  });
  for (const message of sample.messages) await sampleMessage(tx, ids, conversation, ticket.id, message);
  if (sample.status === "closed") {
    await saveState(tx, ticket, { ...ticket, status: "closed", agent_id: null, department_id: null }, agentId);
  }
  await changeDocument(tx, { kind: "ticket", id: ticket.id }, workspaceId, agentId, (doc) => fill(doc, ids, sample));
  await moveBack(tx, conversationId, ticket.id, sample);
}

async function sampleMessage(
  tx: Tx,
  ids: SampleIds,
  conversation: Parameters<typeof addMessage>[2],
  ticketId: string,
  message: SampleMessage,
): Promise<void> {
  const id = newId();
  if (message.from === "contact") {
    await addMessage(tx, ids.workspaceId, conversation, {
      id,
      ticketId,
      direction: "in",
      kind: "text",
      body: message.text,
      status: "received",
      receivedAt: new Date(Date.now() - message.ago * 60_000),
    });
  } else if ("internal" in message && message.internal) {
    await addMessage(tx, ids.workspaceId, conversation, {
      id,
      ticketId,
      direction: "internal",
      kind: "text",
      body: message.text,
      status: "received",
      memberId: ids.members.get(message.from)!,
    });
  } else if ("status" in message) {
    await addMessage(tx, ids.workspaceId, conversation, {
      id,
      ticketId,
      direction: "out",
      kind: "text",
      body: message.text,
      status: message.status ?? "sent",
      memberId: ids.members.get(message.from)!,
    });
    if (message.error) {
      await tx`update messages set error_code = ${message.error[0]}, error_text = ${message.error[1]} where id = ${id}`;
    }
  }
  await tx`update messages set created_at = clock_timestamp() - ${`${message.ago} minutes`}::interval where id = ${id}`;
}

function fill(doc: Y.Doc, ids: SampleIds, sample: SampleTicket): void {
  const fields = ticketFields(doc);
  if (sample.stage) fields.set("stage", ids.choices.get(sample.stage)!);
  if (sample.type) fields.set("type", ids.choices.get(sample.type)!);
  if (sample.value) fields.set("value", sample.value);
  if (sample.priority) fields.set("priority", sample.priority);
  for (const [name, value] of Object.entries(sample.fields ?? {})) fields.set(ids.fieldKeys.get(name)!, value);
  for (const tag of sample.tags ?? []) ticketTags(doc).set(ids.tags.get(tag)!, true);
  if (sample.note) ticketNote(doc).delete(0, ticketNote(doc).length);
  for (const line of sample.note?.split("\n") ?? []) {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(line)]);
    ticketNote(doc).push([paragraph]);
  }
}

/** Everything happened just now; put it where the sample says it was. */
async function moveBack(tx: Tx, conversationId: string, ticketId: string, sample: SampleTicket): Promise<void> {
  const opened = Math.max(...sample.messages.map((message) => message.ago));
  const closed = Math.min(...sample.messages.map((message) => message.ago));
  const ago = (minutes: number) => `${minutes} minutes`;
  await tx`
    update tickets set opened_at = clock_timestamp() - ${ago(opened)}::interval, queued_at = queued_at - ${
    ago(opened)
  }::interval,
      started_at = started_at - ${ago(opened)}::interval, closed_at = closed_at - ${
    ago(closed)
  }::interval where id = ${ticketId}`;
  await tx`update events set at = at - ${ago(opened)}::interval where ticket_id = ${ticketId}`;
  await tx`
    update conversations c set last_message_at = m.created_at, last_message_id = m.id, last_direction = m.direction, last_kind = m.kind,
      last_status = m.status, last_preview = left(m.body, 160), unread = ${sample.unread ?? 0},
      waiting_since = case when c.waiting_since is not null then
        (select min(w.created_at) from messages w where w.conversation_id = c.id and w.direction = 'in'
           and w.created_at > coalesce((select max(o.created_at) from messages o where o.conversation_id = c.id and o.direction = 'out'), '-infinity')) end
    from (select * from messages where conversation_id = ${conversationId} order by created_at desc limit 1) m where c.id = ${conversationId}`;
}
