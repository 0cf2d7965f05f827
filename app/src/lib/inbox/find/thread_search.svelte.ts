import type { Row } from "@domain/rows.ts";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { SHORTEST } from "./find_state.svelte.ts";

const REST_MS = 180;

/** CNV-04: the occurrences in one conversation, newest first, and which of them is shown. */
export class ThreadSearch {
  text = $state("");
  at = $state(-1);
  found = $state.raw<readonly Row<"messages">[]>([]);
  /** The server has answered: these are all. */
  isWhole = $state(false);
  isAsking = $state(false);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly view: TicketView) {}

  ask(text: string): void {
    this.text = text.trim();
    clearTimeout(this.#timer);
    this.#turn++;
    this.at = -1;
    this.isWhole = false;
    this.isAsking = this.text.length >= SHORTEST;
    if (!this.isAsking) {
      this.found = [];
      return;
    }
    const turn = this.#turn;
    void this.#from("here", turn);
    this.#timer = setTimeout(() => void this.#from("server", turn), REST_MS);
  }

  /** One further back in time, or (-1) forward; round at the ends. */
  step(by: 1 | -1): void {
    const count = this.found.length;
    if (count > 0) this.show((this.at + by + count) % count);
  }

  show(at: number): void {
    const message = this.found[at];
    if (!message) return;
    this.at = at;
    this.view.jump(message.id);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn++;
  }

  async #from(place: "here" | "server", turn: number): Promise<void> {
    const { desk, conversationId } = this.view;
    const { messages, reached } = await desk.occurrences(conversationId, this.text, place);
    if (turn !== this.#turn) return;
    if (place === "server") this.isAsking = false;
    if (this.isWhole || (place === "server" && !reached)) return;
    this.isWhole = reached;
    const shown = this.found[this.at]?.id;
    this.found = messages;
    this.at = shown === undefined ? -1 : messages.findIndex(({ id }) => id === shown);
  }
}
