import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { mentionsIn, type Nameable } from "@domain/mention.ts";

/** Marks whom the words of a note call. Only drawn: the note holds plain words. `members`: read at each drawing. */
export function mentionMarks(members: () => readonly Nameable[], me: string): Extension {
  return Extension.create({
    name: "mentionMarks",
    addProseMirrorPlugins() {
      return [
        new Plugin({
          props: {
            decorations({ doc }) {
              const marks: Decoration[] = [];
              doc.descendants((node, at) => {
                if (!node.isTextblock) return true;
                // Hard breaks count one position; any one sign keeps the rest where it is.
                const text = node.textBetween(0, node.content.size, undefined, "\n");
                for (const { from, to, memberId } of mentionsIn(text, members())) {
                  const name = memberId === me ? "mention is-me" : "mention";
                  marks.push(Decoration.inline(at + 1 + from, at + 1 + to, { class: name }));
                }
                return false;
              });
              return DecorationSet.create(doc, marks);
            },
          },
        }),
      ];
    },
  });
}
