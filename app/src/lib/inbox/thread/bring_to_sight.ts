const SHOWN_MS = 2_400;

/** Scrolls a message into the middle and lights it up for a moment. One of an album shows with the album. */
export function bringToSight(box: HTMLElement, id: string, messages: readonly { id: string }[]): void {
  const from = messages.findIndex((one) => one.id === id);
  // An album's bubble bears the name of its last photo.
  const bubble = messages.slice(from, from + 30).map((one) => document.getElementById(`m-${one.id}`)).find(Boolean);
  if (!bubble || !box.contains(bubble)) return;
  bubble.scrollIntoView({ block: "center" });
  bubble.animate([{ background: "var(--accent-soft)" }, { background: "var(--accent-soft)" }, {}], {
    duration: SHOWN_MS,
    easing: "ease-in",
  });
}
