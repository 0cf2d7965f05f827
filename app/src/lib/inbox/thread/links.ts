export type TextPart = { text: string; href?: string; mention?: boolean };

const PATTERN = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])|(^|\s)(@[\p{L}\p{N}_]+)/gu;

/** A message's text in parts: plain words, http(s) links and mentions of known names. Nothing else becomes a link. */
export function textParts(text: string, isName: (word: string) => boolean = () => false): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  const add = (to: number, part?: TextPart) => {
    if (to > from) parts.push({ text: text.slice(from, to) });
    if (part) parts.push(part);
  };
  for (const match of text.matchAll(PATTERN)) {
    const [whole, url, space = "", mention] = match;
    if (url) {
      add(match.index, { text: url, href: url });
      from = match.index + whole.length;
    } else if (mention && isName(mention.slice(1))) {
      add(match.index + space.length, { text: mention, mention: true });
      from = match.index + whole.length;
    }
  }
  add(text.length);
  return parts;
}
