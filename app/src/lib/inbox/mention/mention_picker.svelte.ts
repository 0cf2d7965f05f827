import { handleOf } from "@domain/mention.ts";
import type { Row } from "@domain/rows.ts";
import type { ListKey } from "../composer/draft_editor.ts";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { atWord, findMembers } from "./find_members.ts";

const MOST = 8;

/** The list that `@` opens over what only the team reads: what was typed is its search, the editor keeps the focus. */
export class MentionPicker {
  word = $state<string>();
  at = $state(0);
  #closed = $state(false);

  /** `pick`: these words take the place of the last letters typed. */
  constructor(readonly view: TicketView, readonly pick: (typed: number, text: string) => void) {}

  items = $derived.by<Row<"members">[]>(() => {
    const { word, view } = this;
    const { conversation, desk } = view;
    if (word === undefined || !conversation) return [];
    const here = new Set(view.others.map(({ id }) => id));
    const isHere = (id: string) => here.has(id) || desk.online.has(id);
    return findMembers(desk.config, word, { me: desk.me.id, place: conversation, isHere }).slice(0, MOST);
  });
  /** Nobody of that name: it is only a sign, and the keys do what they always do. */
  isOpen = $derived.by(() => this.items.length > 0 && !this.#closed);
  chosen = $derived.by(() => this.items[Math.min(this.at, this.items.length - 1)]);

  before(line: string): void {
    const word = atWord(line);
    if (word === this.word) return;
    if (word === undefined) this.#closed = false;
    this.word = word;
    this.at = 0;
  }

  /** False: the list is not there. */
  key(key: ListKey): boolean {
    if (!this.isOpen) return false;
    const { length } = this.items;
    if (key === "close") this.#closed = true;
    else if (key === "up") this.at = (this.at - 1 + length) % length;
    else if (key === "down") this.at = (this.at + 1) % length;
    else if (this.chosen) this.call(this.chosen);
    return true;
  }

  call(member: Row<"members">): void {
    const typed = (this.word ?? "").length + 1;
    this.word = undefined;
    const all = [...this.view.desk.config.members.values()].filter(({ status }) => status === "active");
    this.pick(typed, `@${handleOf(member, all)} `);
  }
}
