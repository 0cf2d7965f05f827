import { newId } from "@domain/ids.ts";
import type { Random } from "../../support/random.ts";
import type { Client } from "../harness/client.ts";
import type { Story, World } from "../harness/world.ts";

export type Cast = {
  world: World;
  admin: Client;
  /** Agents first; the last one sees everything. */
  clients: readonly Client[];
  stories: readonly Story[];
  departments: readonly string[];
};

/** One thing that somebody does, picked by the generator: tickets change hands, people write, members change. */
export function step({ world, admin, clients, stories, departments }: Cast, random: Random): Promise<unknown> {
  const { ticketId, conversationId, customer } = random.pick(stories);
  const client = random.pick([...clients, admin]);
  const message = { conversationId, messageId: newId() };
  const to = () => random.pick(clients).memberId;
  switch (random.below(10)) {
    case 0:
      return client.act("ticket.take", { ticketId });
    case 1:
      return client.act("ticket.transfer", { ticketId, agentId: to(), departmentId: null });
    case 2:
      return client.act("ticket.transfer", { ticketId, agentId: null, departmentId: random.pick(departments) });
    case 3:
      return admin.act("ticket.transfer", { ticketId, agentId: to(), departmentId: random.pick(departments) });
    case 4:
      return client.act("ticket.return", { ticketId });
    case 5:
      return client.act("message.internal", { ...message, text: "nota" });
    case 6:
      return client.act("message.send", { ...message, text: "oi", seen: null, anyway: true });
    case 7:
      return Promise.resolve(customer.sendText("mais"));
    case 8:
      return random.chance(0.5)
        ? admin.act("ticket.close", { ticketId, message: "" })
        : admin.act("ticket.reopen", { ticketId, assume: false });
    default: {
      const { memberId, name } = random.pick(clients.slice(0, -1));
      const departmentIds = departments.filter(() => random.chance(0.5));
      const roleId = random.chance(0.2) ? world.roles.supervisor : world.roles.agent;
      return admin.act("member.update", { memberId, name, roleId, departmentIds });
    }
  }
}
