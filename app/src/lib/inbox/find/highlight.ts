/** Where the words of a search stand in a text, as it is compared: accents and case do not count. Pure. */
import { fold } from "@domain/fold.ts";

export type Piece = { text: string; isHit: boolean };

/** What stands before a hit when a text is cut to show it. */
const BEFORE = 36;

/** The text in pieces, hits apart from the rest. */
export function pieces(text: string, search: string): Piece[] {
  const hits = hitsOf(text, search);
  const result: Piece[] = [];
  let at = 0;
  for (const [from, until] of hits) {
    if (from > at) result.push({ text: text.slice(at, from), isHit: false });
    result.push({ text: text.slice(from, until), isHit: true });
    at = until;
  }
  if (at < text.length) result.push({ text: text.slice(at), isHit: false });
  return result;
}

/** The same, begun shortly before the first hit when that stands far in. */
export function excerpt(text: string, search: string): Piece[] {
  const line = text.replace(/\s+/g, " ").trim();
  const first = hitsOf(line, search)[0]?.[0] ?? 0;
  if (first <= BEFORE) return pieces(line, search);
  const from = line.indexOf(" ", first - BEFORE) + 1;
  return [{ text: "…", isHit: false }, ...pieces(line.slice(from > 0 && from <= first ? from : first), search)];
}

/** From and until of each hit, in order, none touching another. */
function hitsOf(text: string, search: string): [from: number, until: number][] {
  const words = fold(search)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const { folded, places } = foldedPlaces(text);
  const found: [number, number][] = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      found.push([places[at]!, places[at + word.length] ?? text.length]);
    }
  }
  const merged: [number, number][] = [];
  for (const [from, until] of found.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}

/** The folded text, and of each of its characters where it stands in the text. */
function foldedPlaces(text: string): { folded: string; places: number[] } {
  let folded = "";
  const places: number[] = [];
  let at = 0;
  for (const sign of text) {
    const plain = fold(sign);
    for (let n = 0; n < plain.length; n++) places.push(at);
    folded += plain;
    at += sign.length;
  }
  return { folded, places };
}
