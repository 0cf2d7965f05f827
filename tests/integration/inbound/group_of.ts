import type { CustomerPhone } from "../../emulators/whatsapp/customers.ts";
import type { GroupChat } from "../../emulators/whatsapp/groups.ts";
import type { Client } from "../harness/client.ts";
import type { World } from "../harness/world.ts";

type Listed = {
  id: string;
  name: string;
  number: string;
  added_at: string | null;
  gone_at: string | null;
  heard_at: string | null;
  department_id: string | null;
  ticket_id: string | null;
};
type Added = {
  chat: GroupChat;
  ana: CustomerPhone;
  bia: CustomerPhone;
  groupId: string;
  conversationId: string;
  ticketId: string;
};

const groupsAt = async (world: World): Promise<Listed[]> =>
  (await world.admin.json("GET", `/api/connections/${world.connectionId}/groups`)).groups;
export const listed = async (world: World, name: string) => (await groupsAt(world)).find((one) => one.name === name)!;

export function people(world: World, subject: string) {
  const ana = world.meta.addCustomer({ name: "Ana Prado" });
  const bia = world.meta.addCustomer({ name: "Bia Reis" });
  return { chat: world.meta.addGroup(subject, [ana, bia]), ana, bia };
}

/** A group that was added, into a department or for everybody. */
export async function added(world: World, subject: string, departmentId: string | null = null): Promise<Added> {
  const who = people(world, subject);
  const { id: groupId } = await listed(world, subject);
  await world.admin.done("group.add", { groupId, departmentId });
  const [row] = await world.db.sql<{ id: string; ticket_id: string }[]>`
    select id, ticket_id from conversations where group_id = ${groupId}`;
  return { ...who, groupId, conversationId: row!.id, ticketId: row!.ticket_id };
}

export async function bodiesIn(world: World, conversationId: string): Promise<string[]> {
  const rows = await world.db.sql<{ body: string }[]>`
    select body from messages where conversation_id = ${conversationId} order by created_at`;
  return rows.map(({ body }) => body);
}

export const arrives = (client: Client, body: string) =>
  client.mirror.until(body, () => client.mirror.rows("messages").find((row) => row.body === body));
