import { NO_DETAILS } from "@domain/contact.ts";
import type { Row } from "@domain/rows.ts";
import type { ListRow } from "#lib/live/desk_api.ts";
import { department, member, SITE, tag, WHATSAPP } from "./config.ts";
import { at, id } from "./ids.ts";

type Line = {
  name: string;
  time: string;
  text: string;
  status?: Row<"tickets">["status"];
  dept?: number | null;
  agent?: number | null;
  tags?: string[];
  unread?: number;
  waiting?: string;
  until?: string;
  untilDay?: string;
  web?: boolean;
  tick?: Row<"messages">["status"];
  kind?: Row<"messages">["kind"];
  blocked?: boolean;
};

const LINES: Line[] = [
  {
    name: "Marina Teles",
    time: "14:29",
    text: "Se pegar, quero visitar no sábado!",
    dept: 0,
    agent: 0,
    tags: ["visita"],
    until: "14:29",
    untilDay: "2026-11-20",
  },
  {
    name: "Otávio Brandão",
    time: "14:27",
    text: "Vou ver com a minha esposa e já te retorno",
    dept: 0,
    agent: 0,
    tags: ["proposta"],
    until: "14:50",
  },
  {
    name: "Zuleide Fontes",
    time: "14:20",
    text: "O boleto de novembro veio com o valor diferente do contrato",
    status: "waiting",
    dept: 2,
    agent: null,
    tags: ["2ª via"],
    unread: 3,
    waiting: "14:20",
  },
  {
    name: "Gabi 🌻",
    time: "14:26",
    text: "Esse de 3 quartos aceita pet?",
    status: "waiting",
    dept: null,
    agent: null,
    unread: 1,
    waiting: "14:26",
  },
  { name: "Wilson Maia", time: "14:21", text: "Posso assinar hoje ainda?", dept: 1, agent: 4, tags: ["contrato"] },
  {
    name: "Priscila Andrade",
    time: "14:20",
    text: "A vistoria ficou para terça, certo?",
    dept: 1,
    agent: 6,
    tags: ["vistoria", "chaves", "pet"],
    web: true,
  },
  {
    name: "Cartório do 2º Ofício",
    time: "14:12",
    text: "Certidão de matrícula 88.214",
    dept: 0,
    agent: 0,
    unread: 1,
    kind: "document",
  },
  {
    name: "Visitante 4821",
    time: "14:05",
    text: "Claro! Qual bairro você procura?",
    dept: 0,
    agent: 1,
    tags: ["site"],
    tick: "delivered",
    web: true,
  },
  {
    name: "Anderson Luz",
    time: "13:58",
    text: "Conseguiu olhar a proposta que enviei?",
    dept: 0,
    agent: 0,
    tags: ["proposta"],
    tick: "read",
    until: "14:10",
  },
  { name: "Síndica do Ed. Jatobá", time: "13:40", text: "", status: "paused", dept: 3, agent: 7, kind: "audio" },
  { name: "Luan e Tereza", time: "13:22", text: "Qualquer dúvida estou por aqui 😊", dept: 1, agent: 4, tick: "read" },
  {
    name: "Rede Ferragens Oeste",
    time: "12:51",
    text: "Pedido 3391 liberado para retirada",
    dept: 3,
    agent: 7,
    web: true,
  },
  { name: "Sandra Guedes", time: "12:30", text: "Recebi, obrigada", dept: 1, agent: 6 },
  {
    name: "Ivo Pacheco",
    time: "11:58",
    text: "Segue o contrato assinado",
    dept: 1,
    agent: 4,
    tick: "failed",
    kind: "document",
  },
  {
    name: "Mara Fontoura",
    time: "11:30",
    text: "Quero anunciar meu apartamento",
    status: "bot",
    dept: null,
    agent: null,
  },
  {
    name: "Hilda Campos",
    time: "10:12",
    text: "Foi um prazer! Até a próxima",
    status: "closed",
    dept: null,
    agent: null,
    tick: "read",
  },
];

const OPEN_UNTIL = at("09:00", "2026-11-20");

function row(line: Line, n: number): ListRow {
  const contactId = id(10, n);
  const ticketId = id(12, n);
  const conversationId = id(11, n);
  const status = line.status ?? "in_progress";
  const connection_id = line.web ? SITE : WHATSAPP;
  const placed = {
    agent_id: line.agent === null || line.agent === undefined ? null : member(line.agent),
    department_id: line.dept === null || line.dept === undefined ? null : department(line.dept),
  };
  return {
    pending: false,
    held: 0,
    contact: {
      id: contactId,
      deleted_at: null,
      name: line.name,
      profile_name: n === 0 ? "Mari 🏡" : null,
      phone: line.web ? null : `+55319${String(90001147 + n * 1373).padStart(8, "0")}`,
      email: n === 0 ? "marina.teles@exemplo.com.br" : null,
      ...NO_DETAILS,
      blocked_at: line.blocked ? at("10:00") : null,
      created_at: at("10:00", "2024-03-11"),
    },
    conversation: {
      id: conversationId,
      deleted_at: null,
      contact_id: contactId,
      group_id: null,
      group_name: null,
      connection_id,
      channel: line.web ? "webchat" : "whatsapp",
      ticket_id: ticketId,
      ...placed,
      last_message_id: id(13, n * 1000 + 99),
      last_message_at: at(line.time),
      last_direction: line.tick ? "out" : "in",
      last_kind: line.kind ?? "text",
      last_status: line.tick ?? "received",
      last_preview: line.text,
      last_sender: null,
      unread: line.unread ?? 0,
      waiting_since: line.waiting ? at(line.waiting) : null,
      has_window: !line.web,
      free_text_until: line.web ? null : line.until ? at(line.until, line.untilDay) : OPEN_UNTIL,
      pinned_by: [],
      flow_id: null,
    },
    ticket: {
      id: ticketId,
      deleted_at: null,
      conversation_id: conversationId,
      contact_id: contactId,
      connection_id,
      protocol: `202611190${482 - n}`,
      status,
      ...placed,
      last_agent_id: null,
      last_department_id: null,
      opened_at: at("13:44"),
      queued_at: at("13:44"),
      started_at: at("13:44"),
      closed_at: status === "closed" ? at("10:12") : null,
      closed_by: status === "closed" ? member(0) : null,
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
      stage: "",
      type: "",
      demand: "",
      priority: "",
      value: null,
      fields: {},
      tag_ids: (line.tags ?? []).map(tag),
      follower_ids: [],
      places: {},
    },
  };
}

/** A day at a small estate agency; the rows of shared/look. */
export const rows: ListRow[] = LINES.map(row);
