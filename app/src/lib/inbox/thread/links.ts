import { mentionsIn, type Nameable } from "@domain/mention.ts";

/** `mention`: the id of whom it calls. */
export type TextPart = { text: string; href?: string; mention?: string };

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}']/gu;

/** A message's text in parts: plain words, http(s) links and the members it calls. Nothing else becomes a link. */
export function textParts(text: string, members: readonly Nameable[] = []): TextPart[] {
  const marked: { from: number; part: TextPart }[] = [
    ...[...text.matchAll(LINK)].map(({ 0: href, index }) => ({ from: index, part: { text: href, href } })),
    ...mentionsIn(text, members).map(({ memberId, from, to }) => ({
      from,
      part: { text: text.slice(from, to), mention: memberId },
    })),
  ].sort((a, b) => a.from - b.from);
  const parts: TextPart[] = [];
  let at = 0;
  for (const { from, part } of marked) {
    // An address may hold an @ of its own.
    if (from < at) continue;
    if (from > at) parts.push({ text: text.slice(at, from) });
    parts.push(part);
    at = from + part.text.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}
