import { untrack } from "svelte";

/**
 * What is being read stays where it is on the screen while rows come and go around it, at every change of what `rows`
 * reads. To be called while a component is made; `box` answers undefined when nothing is to be held.
 */
export function keepReading(box: () => HTMLElement | undefined, rows: () => unknown): void {
  let still: (() => void) | undefined;
  $effect.pre(() => {
    rows();
    const held = untrack(box);
    still = held && holdStill(held);
  });
  $effect(() => {
    rows();
    still?.();
  });
}

/** Called before a change; the answer is to be called after it. */
function holdStill(box: HTMLElement): () => void {
  const row = topmost(box);
  if (!row) return () => {};
  const { id } = row;
  const at = row.getBoundingClientRect().top;
  return () => {
    // By its name: a group that grows upwards is drawn anew.
    const again = document.getElementById(id);
    if (again) box.scrollTop += again.getBoundingClientRect().top - at;
  };
}

/** The first message that is at least partly in sight; in few looks, since rows lie in the order of their places. */
function topmost(box: HTMLElement): HTMLElement | undefined {
  const rows = box.querySelectorAll<HTMLElement>(".msg");
  const edge = box.getBoundingClientRect().top;
  let [from, until] = [0, rows.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if (rows[middle]!.getBoundingClientRect().bottom > edge) until = middle;
    else from = middle + 1;
  }
  return rows[from];
}
