import type { Day } from "@domain/calendar.ts";
import type { Attachment } from "svelte/attachments";

/** A finger that rests this long lifts a chip; one that moves before scrolls the page. */
const HOLD_MS = 350;
/** Moved further than this it is no click any more. */
const SLACK = 5;
/** So near its edge a list scrolls by itself. */
const EDGE = 40;

/** Where a chip would lie: the day's box below the pointer, and the height of the chip's upper edge on the screen. */
export type Over = { day: Day; box: HTMLElement; top: number };
export type Lifted = { x: number; y: number; over: Over | undefined };
type Drag = {
  /** How far from where it lay, in pixels; undefined: it was let go. */
  onmove(lifted: Lifted | undefined): void;
  ondrop(over: Over): void;
};

/** Carried to a `[data-day]` with the mouse or a finger, within the scrolling `[data-days]`. Escape lets it go. */
export function carried(drag: Drag): Attachment<HTMLElement> {
  return (chip) => {
    let carry: Carry | undefined;
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || !event.isPrimary) return;
      carry = new Carry(chip, event, drag);
    };
    // Not passive, and there before the finger: it is what keeps the page from scrolling.
    const touched = (event: TouchEvent) => carry?.isLifted && event.preventDefault();
    const held = (event: Event) => carry?.isTouch && event.preventDefault();
    chip.addEventListener("pointerdown", down);
    chip.addEventListener("touchmove", touched, { passive: false });
    chip.addEventListener("contextmenu", held);
    return () => {
      carry?.end();
      chip.removeEventListener("pointerdown", down);
      chip.removeEventListener("touchmove", touched);
      chip.removeEventListener("contextmenu", held);
    };
  };
}

/** One press on a chip, from down to up. */
class Carry {
  isLifted = false;
  readonly isTouch: boolean;
  readonly #chip: HTMLElement;
  readonly #drag: Drag;
  readonly #days: HTMLElement | null;
  readonly #from: { x: number; y: number; left: number; top: number; grip: number };
  readonly #listening = new AbortController();
  #at: { x: number; y: number };
  #over: Over | undefined;
  #hold: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(chip: HTMLElement, { clientX: x, clientY: y, pointerType, pointerId }: PointerEvent, drag: Drag) {
    this.#chip = chip;
    this.#drag = drag;
    this.isTouch = pointerType !== "mouse";
    this.#days = chip.closest<HTMLElement>("[data-days]");
    this.#at = { x, y };
    const { scrollLeft: left = 0, scrollTop: top = 0 } = this.#days ?? {};
    this.#from = { x, y, left, top, grip: y - chip.getBoundingClientRect().top };
    if (this.isTouch) this.#hold = setTimeout(() => this.#lift(), HOLD_MS);
    const { signal } = this.#listening;
    const mine = (then: (event: PointerEvent) => void) => (event: PointerEvent) =>
      event.pointerId === pointerId && then(event);
    addEventListener("pointermove", mine((event) => this.#moved(event)), { signal });
    addEventListener("pointerup", mine(() => this.#dropped()), { signal });
    addEventListener("pointercancel", mine(() => this.end()), { signal });
    addEventListener("keydown", (event) => event.key === "Escape" && this.isLifted && this.end(), { signal });
  }

  end(): void {
    this.#listening.abort();
    clearTimeout(this.#hold);
    cancelAnimationFrame(this.#frame);
    if (this.isLifted) this.#drag.onmove(undefined);
    this.isLifted = false;
  }

  #moved({ clientX: x, clientY: y }: PointerEvent): void {
    const isSlack = Math.hypot(x - this.#from.x, y - this.#from.y) <= SLACK;
    this.#at = { x, y };
    if (this.isLifted) this.#tell();
    else if (!isSlack && this.isTouch) this.end();
    else if (!isSlack) this.#lift();
  }
  #lift(): void {
    this.isLifted = true;
    this.#tell();
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
  #dropped(): void {
    const over = this.isLifted ? this.#over : undefined;
    if (this.isLifted) swallowClick();
    this.end();
    if (over) this.#drag.ondrop(over);
  }

  #tell(): void {
    const { x, y, left, top, grip } = this.#from;
    const below = document.elementsFromPoint(this.#at.x, this.#at.y).filter((one) => !this.#chip.contains(one));
    const box = below.map((one) => one.closest<HTMLElement>("[data-day]")).find((one) => one !== null);
    this.#over = box ? { day: box.dataset["day"] as Day, box, top: this.#at.y - grip } : undefined;
    this.#drag.onmove({
      x: this.#at.x - x + (this.#days?.scrollLeft ?? 0) - left,
      y: this.#at.y - y + (this.#days?.scrollTop ?? 0) - top,
      over: this.#over,
    });
  }
  /** What lies beyond the edge comes nearer while the chip is held there. */
  #scroll(): void {
    const days = this.#days;
    if (!days || !this.isLifted) return;
    const { left, right, top, bottom } = days.getBoundingClientRect();
    const toward = (at: number, from: number, until: number) => at < from + EDGE ? -6 : at > until - EDGE ? 6 : 0;
    const by = { left: toward(this.#at.x, left, right), top: toward(this.#at.y, top, bottom) };
    if (by.left !== 0 || by.top !== 0) {
      days.scrollBy(by);
      this.#tell();
    }
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
}

/** The click that comes with letting go opens nothing. */
function swallowClick(): void {
  const swallow = (event: Event) => event.stopPropagation();
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
}

/** After a move by key the chip is drawn elsewhere: the focus follows it. */
export function refocus(id: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(`[data-chip="${id}"]`)?.focus(), 60);
}
