import { type Place, say } from "../facts/say.ts";

/** QUE-09: the contact is greeted as the ticket enters a department, once a ticket and department. */
export async function greetFromDepartment(place: Place): Promise<void> {
  const { tx, ticket } = place;
  if (ticket.department_id === null) return;
  const [department] = await tx<{ greeting: string }[]>`
    select greeting from departments where id = ${ticket.department_id} and deleted_at is null`;
  if (!department || department.greeting.trim() === "") return;
  const [greeted] = await tx`
    select 1 from events where ticket_id = ${ticket.id} and type = 'message_sent'
      and after->>'departmentId' = ${ticket.department_id} limit 1`;
  if (greeted) return;
  const more = { departmentId: ticket.department_id };
  await say(place, { text: department.greeting, origin: "department_greeting", by: { kind: "system" }, more });
}
