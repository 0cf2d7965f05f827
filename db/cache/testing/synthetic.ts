/** Made-up conversations for tests and measurements: the same seed gives the same rows. */
import { NO_DETAILS } from "@domain/contact.ts";
import type { RowsEvent } from "@domain/feed.ts";
import type { Row } from "@domain/rows.ts";
import { TICKET_STATUSES } from "@domain/ticket.ts";

export const ME = uuid(1, 0);
export const DEPARTMENTS = [uuid(2, 0), uuid(2, 1), uuid(2, 2)];
export const AGENTS = [ME, uuid(1, 1), uuid(1, 2)];
export const STAGES = [uuid(11, 0), uuid(11, 1)];
const FIRST = ["Ana", "João", "Conceição", "Íris", "Luís", "Márcia", "Otávio", "Zélia"];
const LAST = ["Araújo", "Brandão", "Falcão", "Magalhães", "Não-Silva", "Peçanha"];
const START = Date.UTC(2026, 0, 1);

export function uuid(kind: number, number: number): string {
  return `00000000-0000-7000-80${kind.toString(16).padStart(2, "0")}-${number.toString(16).padStart(12, "0")}`;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` conversations with contact and ticket each, as the feed brings them. */
export function synthetic(count: number, seed = 7): RowsEvent[] {
  const random = randomFrom(seed);
  const contacts: Row<"contacts">[] = [];
  const conversations: Row<"conversations">[] = [];
  const tickets: Row<"tickets">[] = [];
  for (let i = 0; i < count; i++) {
    const made = syntheticOne(i, random);
    contacts.push(made.contact);
    conversations.push(made.conversation);
    tickets.push(made.ticket);
  }
  return [
    { table: "contacts", rows: contacts },
    { table: "conversations", rows: conversations },
    { table: "tickets", rows: tickets },
  ];
}

export function syntheticOne(i: number, random: () => number) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const at = (ms: number) => new Date(START + Math.floor(ms)).toISOString();
  const status = pick(TICKET_STATUSES);
  const owned = status === "in_progress" || status === "paused";
  const agentId = owned ? pick(AGENTS) : null;
  const departmentId = random() < 0.7 ? pick(DEPARTMENTS) : null;
  const opened = random() * 1e10;
  const last = opened + random() * 1e9;
  const contact: Row<"contacts"> = {
    id: uuid(3, i),
    deleted_at: null,
    name: `${pick(FIRST)} ${pick(LAST)} ${i}`,
    profile_name: null,
    phone: `+55319${String(80000000 + i)}`,
    email: null,
    ...NO_DETAILS,
    created_at: at(opened),
  };
  const conversation: Row<"conversations"> = {
    id: uuid(4, i),
    deleted_at: null,
    contact_id: contact.id,
    group_id: null,
    group_name: null,
    connection_id: uuid(5, i % 2),
    channel: i % 2 === 0 ? "whatsapp" : "webchat",
    ticket_id: uuid(6, i),
    agent_id: agentId,
    department_id: departmentId,
    last_message_id: uuid(7, i),
    last_message_at: at(last),
    last_direction: "in",
    last_kind: "text",
    last_status: "received",
    last_preview: "Bom dia, tudo bem?",
    last_sender: null,
    unread: random() < 0.3 ? 1 : 0,
    waiting_since: status === "waiting" ? at(last) : null,
    has_window: i % 2 === 0,
    free_text_until: at(last + 86_400_000),
    pinned_by: [],
    flow_id: null,
  };
  const ticket: Row<"tickets"> = {
    id: uuid(6, i),
    deleted_at: null,
    conversation_id: conversation.id,
    contact_id: contact.id,
    connection_id: conversation.connection_id,
    protocol: `2026.${String(i).padStart(6, "0")}`,
    status,
    agent_id: agentId,
    department_id: departmentId,
    last_agent_id: null,
    last_department_id: null,
    opened_at: at(opened),
    queued_at: null,
    started_at: owned ? at(opened) : null,
    closed_at: status === "closed" ? at(last) : null,
    closed_by: null,
    archived_at: null,
    closing_at: null,
    closing_on_reply: null,
    closing_message: null,
    closing_by: null,
    fields_pending: false,
    rating: null,
    rating_comment: null,
    rating_asks: 0,
    rating_until: null,
    protocol_sent_at: null,
    snoozed_until: null,
    snoozed_by: null,
    stage: i % 3 === 0 ? STAGES[i % 2]! : "",
    type: "",
    demand: "",
    priority: "normal",
    value: null,
    fields: {},
    tag_ids: random() < 0.2 ? [uuid(8, 0)] : [],
    follower_ids: [],
    places: {},
  };
  return { contact, conversation, ticket };
}

export function syntheticMessages(conversation: number, count: number): Row<"messages">[] {
  return Array.from({ length: count }, (_, i): Row<"messages"> => ({
    id: uuid(7, conversation * 1000 + i),
    deleted_at: null,
    conversation_id: uuid(4, conversation),
    ticket_id: uuid(6, conversation),
    direction: i % 2 === 0 ? "in" : "out",
    kind: "text",
    body: `Mensagem ${i} da conversa ${conversation}: situação às ${i} horas`,
    media: null,
    template: null,
    quote_id: null,
    member_id: i % 2 === 0 ? null : ME,
    sender_id: null,
    sender_name: null,
    status: i % 2 === 0 ? "received" : "read",
    origin: null,
    error_code: null,
    error_text: null,
    reactions: {},
    tag_ids: [],
    created_at: new Date(START + conversation * 1000 + i * 60_000).toISOString(),
    composed_at: null,
  }));
}
