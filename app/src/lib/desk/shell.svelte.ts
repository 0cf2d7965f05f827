import Bell from "@lucide/svelte/icons/bell";
import CircleQuestionMark from "@lucide/svelte/icons/circle-question-mark";
import Command from "@lucide/svelte/icons/command";
import { type Action, pressed } from "#lib/action.ts";
import { actions } from "#lib/action_registry.svelte.ts";
import { m } from "../../paraglide/messages.js";

const SEQUENCE_MS = 1200;
const TYPING = "input, textarea, select, [contenteditable=true]";

/** What stands above every place: palette, keyboard help, and the keys of all actions. */
export class Shell {
  palette = $state(false);
  help = $state(false);
  news = $state(false);
  #first = "";
  #firstAt = 0;

  lend(): () => void {
    return actions.lend(() => [
      {
        id: "palette",
        title: m.inbox_palette(),
        icon: Command,
        group: "go",
        keys: "Ctrl K",
        whileTyping: true,
        run: () => (this.palette = !this.palette),
      },
      {
        id: "news",
        title: m.inbox_news(),
        icon: Bell,
        group: "go",
        keys: "G N",
        run: () => (this.news = !this.news),
      },
      {
        id: "help",
        title: m.inbox_keys_help(),
        icon: CircleQuestionMark,
        group: "me",
        keys: "?",
        run: () => (this.help = true),
      },
    ]);
  }

  /** Runs the action whose key this is. Off while typing and under a dialog (look.md §4). */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.repeat && event.key === "Escape") return;
    const key = pressed(event);
    const isTyping = event.target instanceof Element && event.target.closest(TYPING) !== null;
    const isUnder = document.querySelector(
      "[role=dialog][data-state=open], [role=menu][data-state=open], dialog[open], .ui-popover[data-state=open]",
    ) !== null;
    const action = this.#find(key, event.timeStamp, (one) => (one.whileTyping ?? false) || (!isTyping && !isUnder));
    if (!action) return;
    event.preventDefault();
    if (!action.reason) action.run();
  }

  #find(key: string, at: number, may: (action: Action) => boolean): Action | undefined {
    const possible = actions.all.filter(may);
    const after = at - this.#firstAt < SEQUENCE_MS ? this.#first : "";
    this.#first = "";
    const sequence = after ? possible.find((one) => one.keys === `${after} ${key}`) : undefined;
    if (sequence) return sequence;
    if (possible.some((one) => /^[A-Z]$/.test(key) && one.keys?.startsWith(`${key} `))) {
      this.#first = key;
      this.#firstAt = at;
    }
    return possible.find((one) => one.keys === key);
  }
}
