import { fold } from "@domain/fold.ts";
import { isOffered } from "@domain/quick_reply.ts";
import { filledText, fillParts, type TextPart } from "@domain/reply_variables.ts";
import type { Row } from "@domain/rows.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import type { ListKey } from "../composer/draft_editor.ts";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { findReplies, slashWord } from "./find_replies.ts";
import { valuesIn } from "./variables.ts";

/** `internal` is the command `/interna`, found like a reply (CMP-16). */
export type ReplyItem =
  | { kind: "reply"; key: string; row: Row<"quick_replies"> }
  | { kind: "macro"; key: string; row: Row<"macros"> }
  | { kind: "internal"; key: string };
/** What picking does: these words take the place of what was typed, with the slash. */
export type Picked = { typed: number; text: string; media: Row<"quick_replies">["media"]; send: boolean };

/** What turns the words into a message for the team. */
export const COMMAND = "interna";

/** The list that `/` opens above the reply: what was typed is its search, the editor keeps the focus. */
export class ReplyList {
  word = $state<string>();
  at = $state(0);
  /** The line before the cursor. */
  line = "";
  /** Closed by hand: it stays so until another word is begun. */
  #closed = $state(false);

  constructor(
    readonly desk: Desk,
    readonly view: TicketView,
    readonly on: {
      pick: (picked: Picked) => void;
      /** Only where words to the contact are written. */
      internal?: () => void;
      /** Only where a macro may run. */
      macro?: (macro: Row<"macros">) => void;
    },
  ) {}

  items = $derived.by<ReplyItem[]>(() => {
    const { word } = this;
    if (word === undefined) return [];
    const place = this.view.ticket?.department_id ?? null;
    const rows = findReplies(this.desk.config.replies, word, this.desk.me.actor, place);
    return [
      ...rows.map((row) => ({ kind: "reply" as const, key: row.id, row })),
      ...this.#macros(word, place).map((row) => ({ kind: "macro" as const, key: row.id, row })),
      ...(this.on.internal && COMMAND.startsWith(word.toLowerCase())
        ? [{ kind: "internal" as const, key: COMMAND }]
        : []),
    ];
  });
  isOpen = $derived.by(() => this.word !== undefined && !this.#closed);
  chosen = $derived.by(() => this.items[Math.min(this.at, this.items.length - 1)]);

  before(line: string): void {
    this.line = line;
    const word = slashWord(line);
    if (word === this.word) return;
    if (word === undefined) this.#closed = false;
    this.word = word;
    this.at = 0;
  }

  /** False: the list is not there, or has nothing for this key. */
  key(key: ListKey): boolean {
    if (!this.isOpen) return false;
    if (key === "close") {
      this.#closed = true;
      return true;
    }
    // Nothing found: Enter must not send what was only looked for.
    if (!this.chosen) return key !== "up" && key !== "down";
    if (key === "up" || key === "down") {
      const { length } = this.items;
      this.at = (Math.min(this.at, length - 1) + (key === "down" ? 1 : -1) + length) % length;
    } else this.pick(this.chosen, key === "pick_send");
    return true;
  }

  pick(item: ReplyItem, send = false): void {
    const typed = (this.word ?? "").length + 1;
    this.word = undefined;
    if (item.kind === "reply") {
      this.on.pick({ typed, text: filledText(this.partsOf(item.row)), media: item.row.media, send });
    } else {
      this.on.pick({ typed, text: "", media: [], send: false });
      if (item.kind === "macro") this.on.macro?.(item.row);
      else this.on.internal?.();
    }
  }

  /** By a word of the name; a few without one, so that the replies stay in sight. */
  #macros(word: string, departmentId: string | null): Row<"macros">[] {
    if (!this.on.macro) return [];
    const { config, me } = this.desk;
    return config.macros
      .filter((one) => isOffered(me.actor, one.department_id, departmentId))
      .filter((one) => fold(one.name).split(/\s+/).some((part) => part.startsWith(fold(word))))
      .slice(0, word === "" ? 3 : 8);
  }

  /** The reply as it would leave to this contact. */
  partsOf(row: Row<"quick_replies">): TextPart[] {
    return fillParts(row.text, valuesIn(this.desk, this.view));
  }
}
