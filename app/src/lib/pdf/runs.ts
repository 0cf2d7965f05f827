/** Text cut into what the font can write and what has to be a picture; lines broken to a width. Pure. */

/** A piece of a line: written, or (`sign`) drawn. */
export type Run = { text: string; sign: boolean; width: number };
export type Line = Run[];
type Measure = {
  hasGlyph: (codePoint: number) => boolean;
  textWidth: (text: string) => number;
  signWidth: (sign: string) => number;
};

const segments = new Intl.Segmenter("pt-BR", { granularity: "grapheme" });
/** They change the sign before them, or join two: alone they are nothing. */
const JOINERS = /[\u200b-\u200f\u2060\ufe0e\ufe0f]/g;

/** Graphemes of a text that the font has not. */
export function missingIn(text: string, hasGlyph: Measure["hasGlyph"]): string[] {
  return pieces(text, hasGlyph).filter((piece) => piece.sign).map((piece) => piece.text);
}

/** The lines of a text at this width; a word longer than a line is cut. */
export function linesOf(text: string, width: number, measure: Measure): Line[] {
  return text.replaceAll("\r", "").split("\n").flatMap((paragraph) => wrapped(paragraph, width, measure));
}

function wrapped(paragraph: string, width: number, measure: Measure): Line[] {
  const lines: Line[] = [];
  let line: Line = [];
  let filled = 0;
  const put = (run: Run) => {
    line.push(run);
    filled += run.width;
  };
  const next = () => {
    lines.push(line);
    [line, filled] = [[], 0];
  };
  for (const word of paragraph.match(/\s+|\S+/g) ?? []) {
    const runs = runsOf(word, measure);
    const wide = runs.reduce((sum, run) => sum + run.width, 0);
    if (filled + wide <= width) {
      runs.forEach(put);
      continue;
    }
    // The space at which a line breaks is on neither.
    if (/^\s+$/.test(word)) {
      next();
      continue;
    }
    if (filled > 0) next();
    for (const run of wide <= width ? runs : runs.flatMap((one) => cut(one, measure))) {
      if (filled > 0 && filled + run.width > width) next();
      put(run);
    }
  }
  return [...lines, line];
}

function runsOf(word: string, measure: Measure): Run[] {
  return pieces(word, measure.hasGlyph).map(({ text, sign }) => ({
    text,
    sign,
    width: sign ? measure.signWidth(text) : measure.textWidth(text),
  }));
}

/** One sign a run: for words (addresses mostly) that fit no line. */
function cut(run: Run, measure: Measure): Run[] {
  if (run.sign) return [run];
  return [...run.text].map((text) => ({ text, sign: false, width: measure.textWidth(text) }));
}

function pieces(text: string, hasGlyph: Measure["hasGlyph"]): { text: string; sign: boolean }[] {
  const found: { text: string; sign: boolean }[] = [];
  for (const { segment } of segments.segment(text)) {
    const plain = segment.normalize("NFC");
    const sign = ![...plain.replace(JOINERS, "")].every((char) => hasGlyph(char.codePointAt(0)!));
    const last = found.at(-1);
    if (!sign && last && !last.sign) last.text += plain.replace(JOINERS, "");
    else found.push({ text: sign ? segment : plain.replace(JOINERS, ""), sign });
  }
  return found.filter((piece) => piece.text !== "");
}
