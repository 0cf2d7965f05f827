/**
 * The shared reply: plain paragraphs on `draft` of the ticket's document. Loaded only with a conversation (TipTap is
 * bigger than the rest of the screen).
 */
import { Editor, Extension } from "@tiptap/core";
import Collaboration, { isChangeOrigin } from "@tiptap/extension-collaboration";
import CollaborationCaret from "@tiptap/extension-collaboration-caret";
import StarterKit from "@tiptap/starter-kit";
import type { TicketDoc } from "#lib/live/desk_api.ts";
import { authorMarks } from "./author_marks.ts";
import { drawCaret, drawSelection, wakeCarets, type WhoIs } from "./carets.ts";

export type DraftKeys = {
  send: () => void;
  sendAndClose: () => void;
  leave: () => void;
  /** True: the paste was files and has been taken. */
  paste: (event: ClipboardEvent) => boolean;
  /** The line before the cursor, whenever either changes: something in it may open a list. */
  before: (text: string) => void;
  /** A key that an open list takes for itself. */
  list: (key: ListKey) => boolean;
  /** The words changed; `mine`: by this keyboard, not by a colleague's. */
  change: (mine: boolean) => void;
};

export type ListKey = "up" | "down" | "pick" | "pick_send" | "close";
export type DraftEditor = { editor: Editor; destroy: () => void };

export function draftEditor(
  element: HTMLElement,
  document: TicketDoc,
  me: { id: string; name: string },
  whoIs: WhoIs,
  /** Read at each drawing: the contact's name may come after the editor. */
  label: () => string,
  keys: DraftKeys,
): DraftEditor {
  const fragment = document.doc.getXmlFragment("draft");
  const asleep = wakeCarets(document.awareness, element);
  const editor = new Editor({
    element,
    extensions: [
      // Plain text only: what leaves is text, so nothing may look like more.
      StarterKit.configure({
        undoRedo: false,
        bold: false,
        italic: false,
        strike: false,
        underline: false,
        code: false,
        codeBlock: false,
        heading: false,
        blockquote: false,
        bulletList: false,
        orderedList: false,
        listItem: false,
        listKeymap: false,
        horizontalRule: false,
        link: false,
        trailingNode: false,
        dropcursor: false,
        gapcursor: false,
      }),
      Collaboration.configure({ fragment }),
      CollaborationCaret.configure({
        provider: { awareness: document.awareness },
        user: me,
        render: (user) => drawCaret(user, whoIs),
        selectionRender: (user) => drawSelection(user, whoIs),
      }),
      shortcuts(keys),
      authorMarks(fragment, document.awareness, document.doc.clientID, whoIs),
    ],
    editorProps: {
      attributes: () => ({ role: "textbox", "aria-multiline": "true", "aria-label": label(), spellcheck: "true" }),
      handlePaste: (_view, event) => keys.paste(event),
      handleDrop: (_view, event) => Boolean(event.dataTransfer?.files.length),
    },
    onUpdate: ({ transaction }) => keys.change(!isChangeOrigin(transaction)),
    // What a colleague writes opens no list of mine.
    onTransaction: ({ editor }) => editor.isFocused && keys.before(lineBefore(editor)),
    onFocus: ({ editor }) => keys.before(lineBefore(editor)),
    onBlur: () => void keys.list("close"),
  });
  return {
    editor,
    destroy() {
      asleep();
      editor.destroy();
    },
  };
}

export function lineBefore({ state: { selection } }: Editor): string {
  const { $from, empty } = selection;
  return empty ? $from.parent.textBetween(0, $from.parentOffset) : "";
}

function shortcuts(keys: DraftKeys): Extension {
  const run = (act: () => void) => () => {
    act();
    return true;
  };
  const listOr = (key: ListKey, act: () => void) => () => {
    if (!keys.list(key)) act();
    return true;
  };
  return Extension.create({
    name: "sendKeys",
    priority: 1000,
    addKeyboardShortcuts() {
      return {
        Enter: listOr("pick", keys.send),
        Tab: () => keys.list("pick"),
        "Mod-Enter": () => keys.list("pick_send"),
        ArrowUp: () => keys.list("up"),
        ArrowDown: () => keys.list("down"),
        "Mod-Shift-Enter": run(keys.sendAndClose),
        // A new line is a new paragraph: both travel as one line break.
        "Shift-Enter": () => this.editor.commands.splitBlock(),
        Escape: listOr("close", keys.leave),
      };
    },
  });
}
