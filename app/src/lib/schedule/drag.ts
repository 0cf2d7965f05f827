import type { CalendarState, Placed } from "./calendar_state.svelte.ts";

/** What a dragged scheduled message is called on the way. */
export const DRAGGED = "application/x-mutirao-scheduled";

export function mayDrop(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes(DRAGGED)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
}

/** What was dropped here, if it is one of ours. */
export function dropped(calendar: CalendarState, event: DragEvent): Placed | undefined {
  const id = event.dataTransfer?.getData(DRAGGED);
  if (!id) return undefined;
  event.preventDefault();
  return calendar.items.find((placed) => placed.item.id === id);
}

/** After a move by key the chip is drawn elsewhere: the focus follows it. */
export function refocus(id: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(`[data-chip="${id}"]`)?.focus(), 60);
}
