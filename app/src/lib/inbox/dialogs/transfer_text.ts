import type { Desk } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { department, person } from "../words/people.ts";

type Choice = { agentId: string | null; departmentId: string | null; flowId: string | null };

/** The confirmation as the rules give it: ASG-02, ASG-03, ASG-08, ASG-09. */
export function transferQuestion({ agentId, flowId, hasAgent }: Choice & { hasAgent: boolean }): string {
  if (flowId !== null) return m.inbox_transfer_ask_flow();
  if (agentId === null) return m.inbox_transfer_ask_department();
  return hasAgent ? m.inbox_transfer_ask_change() : m.inbox_transfer_ask_add();
}

/** What will be true after it: ASG-04 and X-09 say which of the two stays. */
export function transferNote(desk: Desk, { agentId, departmentId, flowId }: Choice): string {
  const flow = desk.config.flows.find((one) => one.id === flowId);
  if (flow) return m.inbox_transfer_note_flow({ flow: flow.name });
  const agent = agentId ? person(desk, agentId).first : "";
  const place = departmentId ? department(desk, departmentId).name : "";
  if (agent && place) return m.inbox_transfer_note_both({ agent, place });
  if (agent) return m.inbox_transfer_note_agent({ agent });
  return place ? m.inbox_transfer_note_department({ place }) : "";
}

/** Why no flow would reach this contact now: what the server would answer, said before it is asked. */
export function flowObstacle(view: TicketView): string | undefined {
  if (view.contact?.blocked_at) return m.inbox_transfer_flow_blocked();
  return view.window.kind === "closed" ? m.inbox_transfer_flow_window() : undefined;
}
