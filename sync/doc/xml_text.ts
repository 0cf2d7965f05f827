import * as Y from "yjs";

/** Plain text of rich text: one line a block, hard breaks kept, marks dropped. */
export function xmlText(fragment: Y.XmlFragment): string {
  const lines: string[] = [];
  for (const child of fragment.toArray()) writeBlock(child, lines);
  return lines.join("\n").trimEnd();
}

type Node = ReturnType<Y.XmlFragment["toArray"]>[number];

function writeBlock(node: Node, lines: string[]): void {
  if (!(node instanceof Y.XmlElement)) {
    lines.push(inlineText(node));
    return;
  }
  const children = node.toArray();
  // A list or a quote holds blocks; a paragraph or a heading holds the line itself.
  if (children.some((child) => child instanceof Y.XmlElement && child.nodeName !== "hardBreak")) {
    for (const child of children) writeBlock(child, lines);
  } else {
    lines.push(children.map(inlineText).join(""));
  }
}

function inlineText(node: Node): string {
  if (node instanceof Y.XmlText) {
    // As Y.Text.toString does; `toDelta` would work out every mark.
    let text = "";
    for (let item = node._start; item !== null; item = item.right) {
      if (!item.deleted && item.content instanceof Y.ContentString) text += item.content.str;
    }
    return text;
  }
  return node instanceof Y.XmlElement && node.nodeName === "hardBreak" ? "\n" : "";
}
