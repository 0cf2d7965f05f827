import { protocol } from "#lib/i18n/format.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";
import { phone } from "#lib/i18n/phone.ts";
import type { TicketView } from "#lib/inbox/page/ticket_view.svelte.ts";
import { kindName } from "#lib/inbox/words/preview.ts";
import { MESSAGE_KINDS, type MessageKind } from "@domain/message.ts";
import { m } from "../../paraglide/messages.js";
import type { PdfOrder } from "./pdf_types.ts";

export type PdfChoice = { whole: boolean; internal: boolean };

/** The conversation of this screen as the worker needs it: names in place of ids, words of this language. */
export function pdfOrder(view: TicketView, { whole, internal }: PdfChoice): PdfOrder {
  const { desk, ticket, contact } = view;
  const zone = desk.config.workspace?.time_zone;
  const moment = new Intl.DateTimeFormat(locale.current, { dateStyle: "long", timeStyle: "short", timeZone: zone });
  const said = (at: string | number) => moment.format(new Date(at));
  const number = ticket ? protocol(ticket.protocol) : "";
  const workspace = desk.config.workspace?.name ?? "";
  const connection = desk.config.connections.get(view.conversation?.connection_id ?? "")?.name ?? "";
  const period = ticket && !whole
    ? ticket.closed_at
      ? m.people_pdf_closed({ from: said(ticket.opened_at), until: said(ticket.closed_at) })
      : m.people_pdf_open({ from: said(ticket.opened_at) })
    : "";
  return {
    conversationId: view.conversationId,
    ticketId: whole ? null : view.ticketId,
    since: whole ? null : ticket?.opened_at ?? null,
    internal,
    locale: locale.current,
    timeZone: zone,
    head: {
      workspace,
      title: m.people_pdf_heading({ name: contact?.name ?? "" }),
      facts: [
        [whole ? "" : m.people_pdf_protocol({ number }), period].filter(Boolean).join(" · "),
        [contact?.phone ? phone(contact.phone) : "", contact?.email ?? "", connection].filter(Boolean).join(" · "),
        m.people_pdf_made({ name: desk.me.name, at: said(desk.now) }),
      ].filter(Boolean),
      footer: [workspace, whole ? "" : number].filter(Boolean).join(" · "),
    },
    names: {
      members: Object.fromEntries([...desk.config.members.values()].map(({ id, name }) => [id, name])),
      contact: contact?.name ?? "",
      bot: m.inbox_bot(),
      internal: m.people_pdf_internal(),
    },
    words: {
      kinds: Object.fromEntries(MESSAGE_KINDS.map((kind): [string, string] => [kind, kindName(kind)])) as Record<
        MessageKind,
        string
      >,
      failed: m.people_pdf_failed(),
      empty: m.people_pdf_empty(),
      page: m.people_pdf_page({ page: "{page}", pages: "{pages}" }),
    },
  };
}
