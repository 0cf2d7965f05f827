import { phoneKey } from "@domain/phone.ts";
import { type Actor } from "@domain/policy.ts";
import { inView } from "@domain/ticket.ts";
import type { ListQuery, ListRow, TicketList } from "#lib/live/desk_api.ts";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The list over an array in memory. */
export class SampleList implements TicketList {
  query = $state<ListQuery>({ view: "abertos", sort: "newest" });
  readonly loading = false;
  #rows: () => ListRow[];
  #actor: Actor;

  constructor(query: ListQuery, rows: () => ListRow[], actor: Actor) {
    this.query = query;
    this.#rows = rows;
    this.#actor = actor;
  }

  #inView = $derived.by(() => {
    const q = this.query;
    return this.#rows().filter((row) =>
      inView(q.view, row.ticket, this.#actor, row.conversation.group_id !== null) &&
      (!q.departmentId || row.ticket.department_id === q.departmentId) &&
      (!q.agentId || row.ticket.agent_id === q.agentId) &&
      (!q.connectionId || row.ticket.connection_id === q.connectionId) &&
      (!q.tagId || row.ticket.tag_ids.includes(q.tagId)) &&
      (!q.stageId || row.ticket.stage === q.stageId) &&
      (!q.typeId || row.ticket.type === q.typeId) &&
      (!q.demandId || row.ticket.demand === q.demandId) &&
      (!q.unreadOnly || row.conversation.unread > 0)
    );
  });

  #shown = $derived.by(() => {
    const { status, search, sort } = this.query;
    const words = plain(search ?? "");
    const digits = words.replace(/\D/g, "");
    const found = this.#inView.filter((row) =>
      (!status || row.ticket.status === status) &&
      (!words || plain(row.contact.name).includes(words) || row.ticket.protocol.includes(digits || "-") ||
        (digits !== "" && phoneKey(row.contact.phone ?? "").includes(digits)))
    );
    const last = (row: ListRow) => row.conversation.last_message_at ?? "";
    const order = {
      newest: (a: ListRow, b: ListRow) => last(b).localeCompare(last(a)),
      oldest: (a: ListRow, b: ListRow) => last(a).localeCompare(last(b)),
      opened_newest: (a: ListRow, b: ListRow) => b.ticket.protocol.localeCompare(a.ticket.protocol),
      opened_oldest: (a: ListRow, b: ListRow) => a.ticket.protocol.localeCompare(b.ticket.protocol),
      waiting_longest: (a: ListRow, b: ListRow) =>
        (a.conversation.waiting_since ?? "9").localeCompare(b.conversation.waiting_since ?? "9"),
    }[sort];
    return found.toSorted(order);
  });

  counts = $derived.by(() => {
    const counts = { bot: 0, waiting: 0, in_progress: 0, paused: 0, closed: 0, unread: 0 };
    for (const row of this.#inView) {
      counts[row.ticket.status]++;
      if (row.conversation.unread > 0) counts.unread++;
    }
    return counts;
  });
  total = $derived(this.#shown.length);

  row(index: number): ListRow | undefined {
    return this.#shown[index];
  }
  indexOf(ticketId: string): number {
    return this.#shown.findIndex((row) => row.ticket.id === ticketId);
  }
  ticketIdAt(index: number): string | undefined {
    return this.#shown[index]?.ticket.id;
  }
  show(): void {}
  close(): void {}
}
