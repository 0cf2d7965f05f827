import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { memberOf, type WhoIs } from "./carets.ts";

type Stretch = { from: number; to: number; color: string };

/**
 * Underlines what others wrote, in their colour, until it is sent; mine stay plain (look.md §2 Composer). Who wrote a
 * letter is the Yjs client that inserted it; awareness says whose client that is, and is remembered for this session.
 */
export function authorMarks(fragment: Y.XmlFragment, awareness: Awareness, myClient: number, whoIs: WhoIs): Extension {
  const key = new PluginKey<DecorationSet>("authorMarks");
  const colors = new Map<number, string>();
  return Extension.create({
    name: "authorMarks",
    addProseMirrorPlugins() {
      return [
        new Plugin<DecorationSet>({
          key,
          state: {
            init: () => DecorationSet.empty,
            apply(transaction, before) {
              if (!transaction.docChanged && transaction.getMeta(key) === undefined) return before;
              const marks = stretches(fragment, (client) => (client === myClient ? undefined : colors.get(client)))
                .filter((one) => one.to <= transaction.doc.content.size)
                .map((one) => Decoration.inline(one.from, one.to, { class: `co-by ${one.color}` }));
              return DecorationSet.create(transaction.doc, marks);
            },
          },
          props: { decorations: (state) => key.getState(state) },
          view(view) {
            const redraw = () => {
              learn(awareness, colors, whoIs);
              // Yjs has told ProseMirror by then: positions agree.
              queueMicrotask(() => !view.isDestroyed && view.dispatch(view.state.tr.setMeta(key, true)));
            };
            awareness.on("change", redraw);
            fragment.observeDeep(redraw);
            redraw();
            return {
              destroy() {
                awareness.off("change", redraw);
                fragment.unobserveDeep(redraw);
              },
            };
          },
        }),
      ];
    },
  });
}

function learn(awareness: Awareness, colors: Map<number, string>, whoIs: WhoIs): void {
  for (const [client, state] of awareness.getStates()) {
    const member = memberOf(state["user"]);
    const color = member ? whoIs(member).color : "me";
    if (color !== "me") colors.set(client, color);
  }
}

/** Stretches of text in ProseMirror positions. A paragraph opens with one position, a hard break counts one. */
function stretches(fragment: Y.XmlFragment, colorOf: (client: number) => string | undefined): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const block of fragment.toArray()) {
    at += 1;
    if (block instanceof Y.XmlElement) {
      for (const child of block.toArray()) at = child instanceof Y.XmlText ? walk(child, at, colorOf, found) : at + 1;
    }
    at += 1;
  }
  return found;
}

function walk(
  text: Y.XmlText,
  start: number,
  colorOf: (client: number) => string | undefined,
  found: Stretch[],
): number {
  let at = start;
  // `_start` is Yjs's own list of what was inserted, in order, with its client.
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const color = colorOf(item.id.client);
    const last = found.at(-1);
    if (color && last && last.to === at && last.color === color) last.to = at + item.length;
    else if (color) found.push({ from: at, to: at + item.length, color });
    at += item.length;
  }
  return at;
}
