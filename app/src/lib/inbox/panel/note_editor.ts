/** The team's note: rich text on `note` of the ticket's document. Loaded with the panel. */
import { Editor, Extension } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import CollaborationCaret from "@tiptap/extension-collaboration-caret";
import StarterKit from "@tiptap/starter-kit";
import type { Nameable } from "@domain/mention.ts";
import type { TicketDoc } from "#lib/live/desk_api.ts";
import { drawCaret, drawSelection, wakeCarets, type WhoIs } from "../composer/carets.ts";
import { lineBefore, type ListKey } from "../composer/draft_editor.ts";
import { mentionMarks } from "../mention/mention_marks.ts";

export type NoteKeys = {
  /** The line before the cursor: `@` in it opens the list of colleagues. */
  before: (text: string) => void;
  /** A key that the open list takes for itself. */
  list: (key: ListKey) => boolean;
  empty: (empty: boolean) => void;
};
export type NoteEditor = {
  /** These words in place of the last letters before the cursor. */
  replace: (length: number, text: string) => void;
  destroy: () => void;
};

export function noteEditor(
  element: HTMLElement,
  document: TicketDoc,
  me: { id: string; name: string },
  whoIs: WhoIs,
  members: () => readonly Nameable[],
  label: string,
  keys: NoteKeys,
): NoteEditor {
  const asleep = wakeCarets(document.awareness, element);
  const editor = new Editor({
    element,
    extensions: [
      // No trailing paragraph: looking at a note must not change it.
      StarterKit.configure({ undoRedo: false, trailingNode: false, link: { openOnClick: false } }),
      Collaboration.configure({ fragment: document.doc.getXmlFragment("note") }),
      CollaborationCaret.configure({
        provider: { awareness: document.awareness },
        user: me,
        render: (user) => drawCaret(user, whoIs),
        selectionRender: (user) => drawSelection(user, whoIs),
      }),
      mentionMarks(members, me.id),
      listKeys(keys),
    ],
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label } },
    onCreate: ({ editor }) => keys.empty(editor.isEmpty),
    onUpdate: ({ editor }) => keys.empty(editor.isEmpty),
    // What a colleague writes opens no list of mine.
    onTransaction: ({ editor }) => editor.isFocused && keys.before(lineBefore(editor)),
    onBlur: () => void keys.list("close"),
  });
  return {
    replace(length, text) {
      const { from } = editor.state.selection;
      editor.chain().deleteRange({ from: from - length, to: from }).insertContent(text).run();
    },
    destroy() {
      asleep();
      editor.destroy();
    },
  };
}

function listKeys(keys: NoteKeys): Extension {
  return Extension.create({
    name: "listKeys",
    priority: 1000,
    addKeyboardShortcuts: () => ({
      Enter: () => keys.list("pick"),
      Tab: () => keys.list("pick"),
      ArrowUp: () => keys.list("up"),
      ArrowDown: () => keys.list("down"),
      Escape: () => keys.list("close"),
    }),
  });
}
