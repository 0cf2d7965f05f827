import { MediaQuery } from "svelte/reactivity";

/** The context panel: docked where it fits (and remembered), else a drawer; a sheet on a phone. */
class PanelChoice {
  #wide = new MediaQuery("min-width: 77.5rem");
  #phone = new MediaQuery("max-width: 56.2rem");
  #hidden = $state(localStorage.getItem("inbox:panel") === "hidden");
  drawer = $state(false);

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

export const panelChoice = new PanelChoice();
