import type { Desk, ListRow } from "#lib/live/desk_api.ts";

/** Whom a problem is about. The whole list is asked while the panel is open; a conversation out of sight has no row. */
export function subjects(desk: Desk): { of(conversationId: string | undefined): ListRow | undefined } {
  const list = desk.list({ view: "todos", sort: "newest" });
  $effect(() => () => list.close());
  const wanted = $derived(new Set(desk.problems.map((problem) => problem.conversationId)));
  const found = $derived.by(() => {
    const rows = new Map<string, ListRow>();
    for (const problem of desk.problems) {
      const row = problem.ticketId ? list.row(list.indexOf(problem.ticketId)) : undefined;
      if (row && wanted.has(row.conversation.id)) rows.set(row.conversation.id, row);
    }
    return rows;
  });
  $effect(() => {
    const places = desk.problems.map((problem) => (problem.ticketId ? list.indexOf(problem.ticketId) : -1)).filter((
      at,
    ) => at >= 0);
    if (places.length > 0) list.show(Math.min(...places), Math.max(...places) + 1);
  });
  return { of: (id) => (id ? found.get(id) : undefined) };
}
