/** The team's note: rich text on `note` of the ticket's document. Loaded with the panel. */
import { Editor } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import CollaborationCaret from "@tiptap/extension-collaboration-caret";
import StarterKit from "@tiptap/starter-kit";
import type { TicketDoc } from "#lib/live/desk_api.ts";
import { drawCaret, drawSelection, wakeCarets, type WhoIs } from "../composer/carets.ts";

export function noteEditor(
  element: HTMLElement,
  document: TicketDoc,
  me: { id: string; name: string },
  whoIs: WhoIs,
  label: string,
  onempty: (empty: boolean) => void,
): { destroy: () => void } {
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
    ],
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label } },
    onCreate: ({ editor }) => onempty(editor.isEmpty),
    onUpdate: ({ editor }) => onempty(editor.isEmpty),
  });
  return {
    destroy() {
      asleep();
      editor.destroy();
    },
  };
}
