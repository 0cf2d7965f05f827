import type { Desk } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";
import { department, person } from "../words/people.ts";

type Choice = { agentId: string | null; departmentId: string | null };

/** The confirmation as the rules give it: ASG-02, ASG-03, ASG-08. */
export function transferQuestion({ agentId, hasAgent }: Choice & { hasAgent: boolean }): string {
  if (agentId === null) return m.inbox_transfer_ask_department();
  return hasAgent ? m.inbox_transfer_ask_change() : m.inbox_transfer_ask_add();
}

/** What will be true after it: ASG-04 and X-09 say which of the two stays. */
export function transferNote(desk: Desk, { agentId, departmentId }: Choice): string {
  const agent = agentId ? person(desk, agentId).first : "";
  const place = departmentId ? department(desk, departmentId).name : "";
  if (agent && place) return m.inbox_transfer_note_both({ agent, place });
  if (agent) return m.inbox_transfer_note_agent({ agent });
  return place ? m.inbox_transfer_note_department({ place }) : "";
}
