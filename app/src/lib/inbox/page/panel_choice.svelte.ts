import { MediaQuery } from "svelte/reactivity";

/** The context panel: docked where it fits (and remembered), else a drawer; a sheet on a phone. */
class PanelChoice {
  #wide = new MediaQuery("min-width: 77.5rem");
  #phone = new MediaQuery("max-width: 56.2rem");
  #hidden = $state(localStorage.getItem("inbox:panel") === "hidden");
  drawer = $state(false);
  /** CTP-14. */
  tab = $state<"contact" | "past">("contact");

  get fits(): boolean {
    return this.#wide.current;
  }
  get phone(): boolean {
    return this.#phone.current;
  }
  get docked(): boolean {
    return this.fits && !this.#hidden;
  }
  /** `beside`: the conversation is not alone; there is no room to dock it. */
  show(beside = false): void {
    if (this.fits && !beside) this.#hide(false);
    else this.drawer = true;
  }
  /** Opens it at a tab and does something with a part of it, as soon as that is drawn. */
  reach(tab: "contact" | "past", selector: string, then: (part: HTMLElement) => void, beside = false): void {
    this.show(beside);
    this.tab = tab;
    whenDrawn(selector, then, FRAMES);
  }
  toggle(beside = false): void {
    if (this.fits && !beside) this.#hide(!this.#hidden);
    else this.drawer = !this.drawer;
  }
  #hide(hidden: boolean): void {
    this.#hidden = hidden;
    if (hidden) localStorage.setItem("inbox:panel", "hidden");
    else localStorage.removeItem("inbox:panel");
  }
}

/** A sheet slides in, an editor's code may be on its way: no longer than a second. */
const FRAMES = 60;
function whenDrawn(selector: string, then: (part: HTMLElement) => void, frames: number): void {
  requestAnimationFrame(() => {
    const part = document.querySelector<HTMLElement>(selector);
    if (part) then(part);
    else if (frames > 0) whenDrawn(selector, then, frames - 1);
  });
}

/** To the team's note of this attendance (CMP-26). */
export function toNote(): void {
  const focus = (note: HTMLElement) => note.focus();
  panelChoice.reach("contact", "[data-note] [role=tab]", (tab) => {
    tab.click();
    panelChoice.reach("contact", "[data-note] [contenteditable]", focus);
  });
}

export const panelChoice = new PanelChoice();
