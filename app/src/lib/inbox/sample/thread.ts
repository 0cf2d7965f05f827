import type { Media } from "@domain/message.ts";
import type { Row } from "@domain/rows.ts";
import type { ThreadMessage } from "#lib/live/thread_api.ts";
import { choiceId, department, member } from "./config.ts";
import { at, id } from "./ids.ts";
import { rows } from "./rows.ts";

type Said = Partial<Omit<ThreadMessage, "id">> & { time: string; day?: string };

const wave = [
  4,
  20,
  12,
  30,
  55,
  26,
  40,
  72,
  46,
  20,
  12,
  26,
  60,
  82,
  50,
  30,
  12,
  8,
  20,
  40,
  66,
  46,
  26,
  12,
  30,
  55,
  72,
  40,
  20,
  12,
  26,
  46,
  20,
  8,
  12,
  26,
  40,
  55,
  30,
  20,
  12,
  8,
  12,
  20,
  12,
  8,
  10,
  6,
];

const media = (n: number, kind: Media["kind"], name: string, size: number, extra: Partial<Media> = {}): Media => ({
  id: id(14, n),
  kind,
  mime: kind === "image" ? "image/jpeg" : kind === "audio" ? "audio/ogg" : "application/pdf",
  name,
  size,
  ...extra,
});

const photo = (n: number) => media(n, "image", `foto-${n}.jpg`, 240_000, { width: 800, height: 600 });

const MARINA: Said[] = [
  { time: "13:46", body: "Oi! Vi o 302 do Residencial Araçá no site. Ainda está disponível?" },
  {
    time: "13:49",
    direction: "out",
    member_id: member(0),
    status: "read",
    body: "Oi, Marina! Está sim 😊 Dois quartos, uma suíte e varanda de frente para a serra.",
  },
  ...[0, 1, 2, 3, 4, 5].map((n): Said => ({
    time: "13:50",
    direction: "out",
    member_id: member(0),
    status: "read",
    kind: "image",
    media: photo(n),
    body: n === 5 ? "Fachada, sala, cozinha e a varanda 👇" : "",
  })),
  {
    time: "13:51",
    direction: "out",
    member_id: member(0),
    status: "read",
    kind: "document",
    media: media(20, "document", "Ficha Residencial Araçá 302.pdf", 1_200_000),
  },
  {
    time: "14:18",
    kind: "audio",
    media: media(21, "audio", "audio.ogg", 48_000, { voice: true, duration: 24, waveform: wave }),
  },
  {
    time: "14:24",
    direction: "internal",
    member_id: member(2),
    body: "@Helena a chave do 302 fica com o zelador até sexta. Sábado cedo eu abro, é só confirmar o horário.",
  },
  { time: "14:28", body: "Essa varanda pega sol de manhã?", quote_id: id(13, 7) },
  { time: "14:29", body: "Se pegar, quero visitar no sábado!", reactions: { [member(0)]: "👍" } },
];

const ANDERSON: Said[] = [
  { time: "14:09", day: "2026-11-18", body: "Consigo 585 à vista, se fechar este mês" },
  { time: "14:10", day: "2026-11-18", body: "Me diz amanhã? 🙏" },
  {
    time: "10:20",
    direction: "out",
    member_id: member(0),
    status: "read",
    body: "Anderson, ele aceita 585 se a assinatura for ainda em novembro.",
  },
  {
    time: "13:58",
    direction: "out",
    member_id: member(0),
    status: "read",
    body: "Conseguiu olhar a proposta que enviei?",
  },
];

const IVO: Said[] = [
  { time: "11:40", body: "Pode mandar o contrato por aqui? Veja https://araca.exemplo.br/contrato" },
  {
    time: "11:52",
    direction: "out",
    member_id: member(4),
    status: "delivered",
    kind: "template",
    body: "Sua visita ao Ed. Jatobá é sábado. Responda 1 para confirmar ou 2 para remarcar.",
  },
  { time: "11:55", kind: "location", body: "Rua das Acácias, 120\n-19.93,-43.94" },
  { time: "11:56", kind: "contacts", body: "Cláudio, zelador\n+5531900006617" },
  {
    time: "11:58",
    direction: "out",
    member_id: member(4),
    status: "failed",
    kind: "document",
    media: media(30, "document", "contrato.pdf", 19_000_000),
    error_code: "131053",
    error_text: "Media upload error",
  },
  { time: "12:01", direction: "out", member_id: member(4), status: "unknown", body: "Confirmado para sábado?" },
  {
    time: "12:03",
    direction: "out",
    member_id: null,
    status: "read",
    body: "Oi! Em que podemos ajudar?\n1. Comprar\n2. Alugar",
  },
];

function messages(conversation: number, said: Said[]): ThreadMessage[] {
  return said.map(({ time, day, ...rest }, n) => ({
    id: id(13, conversation * 1000 + n),
    deleted_at: null,
    conversation_id: id(11, conversation),
    ticket_id: id(12, conversation),
    direction: "in",
    kind: "text",
    body: "",
    media: null,
    template: null,
    quote_id: null,
    member_id: null,
    sender_id: null,
    sender_name: null,
    status: "received",
    origin: null,
    error_code: null,
    error_text: null,
    reactions: {},
    tag_ids: [],
    created_at: at(time, day),
    composed_at: null,
    ...rest,
  }));
}

export function messagesOf(conversation: number): ThreadMessage[] {
  if (conversation === 0) return messages(0, MARINA);
  if (conversation === 8) return messages(8, ANDERSON);
  if (conversation === 13) return messages(13, IVO);
  const row = rows[conversation];
  if (!row) return [];
  const { last_preview, last_kind, last_direction, last_status } = row.conversation;
  return messages(conversation, [{
    time: new Date(Date.parse(row.conversation.last_message_at ?? "") - 3 * 3_600_000).toISOString().slice(11, 16),
    body: last_preview || "…",
    kind: last_kind === "audio" || last_kind === "document" ? "text" : last_kind ?? "text",
    direction: last_direction ?? "in",
    member_id: last_direction === "out" ? row.ticket.agent_id : null,
    status: last_status ?? "received",
  }]);
}

export function eventsOf(conversation: number): Row<"events">[] {
  const event = (
    n: number,
    type: string,
    time: string,
    actor: string | null,
    before = {},
    after = {},
  ): Row<"events"> => ({
    id: id(15, conversation * 100 + n),
    deleted_at: null,
    conversation_id: id(11, conversation),
    ticket_id: id(12, conversation),
    contact_id: id(10, conversation),
    type,
    actor_kind: actor ? "member" : "system",
    actor_id: actor,
    at: at(time),
    before,
    after,
  });
  return [
    event(5, "ticket_viewed", "14:30", member(5), {}, { peek: true }),
    event(4, "field_changed", "14:30", member(0), { key: "stage", value: choiceId("stage", 0) }, {
      key: "stage",
      value: choiceId("stage", 1),
    }),
    event(3, "field_changed", "14:11", member(3), { key: "value", value: "598000.00" }, {
      key: "value",
      value: "620000.00",
    }),
    event(2, "ticket_viewed", "13:45", member(0), {}, { peek: false }),
    event(1, "ticket_taken", "13:44", member(0), {}, { agent_id: member(0) }),
    event(0, "ticket_opened", "13:44", null, {}, { department_id: department(0) }),
  ];
}
