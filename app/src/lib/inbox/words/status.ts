import type { Channel } from "@domain/channel.ts";
import type { TicketStatus, View } from "@domain/ticket.ts";
import type { Status } from "#lib/ui/glyph/status.ts";
import { m } from "../../../paraglide/messages.js";

/** The shape a ticket's status has on the screen. */
export const GLYPH = {
  bot: "bot",
  waiting: "waiting",
  in_progress: "attending",
  paused: "paused",
  closed: "closed",
} as const satisfies Record<TicketStatus, Status>;

const STATUS = {
  bot: m.inbox_status_bot,
  waiting: m.inbox_status_waiting,
  in_progress: m.inbox_status_in_progress,
  paused: m.inbox_status_paused,
  closed: m.inbox_status_closed,
} satisfies Record<TicketStatus, () => string>;

const VIEW = {
  abertos: m.inbox_view_abertos,
  meus: m.inbox_view_meus,
  em_atendimento: m.inbox_view_em_atendimento,
  aguardando: m.inbox_view_aguardando,
  no_bot: m.inbox_view_no_bot,
  adiados: m.inbox_view_adiados,
  resolvidos: m.inbox_view_resolvidos,
  grupos: m.inbox_view_grupos,
  todos: m.inbox_view_todos,
  lixeira: m.inbox_view_lixeira,
} satisfies Record<View, () => string>;

const CHANNEL = {
  whatsapp: m.inbox_channel_whatsapp,
  webchat: m.inbox_channel_webchat,
} satisfies Record<Channel, () => string>;

export const statusName = (status: TicketStatus) => STATUS[status]();
export const viewName = (view: View) => VIEW[view]();
export const channelName = (channel: Channel) => CHANNEL[channel]();
