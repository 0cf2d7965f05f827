import { jsPDF } from "jspdf";
import type { Glyphs } from "./glyphs.ts";
import { type Line, linesOf, missingIn } from "./runs.ts";

export const MARGIN = 48;
const FAMILY = "Hanken Grotesk";
/** Baseline within a line, and its height, by the size of its letters. */
const LINE = 1.38;
const BASELINE = 1.02;

export type Look = { size: number; bold?: boolean; colour?: string };
export type Fonts = { regular: Uint8Array; bold: Uint8Array };
type CMap = { metadata: { cmap: { unicode: { codeMap: Record<number, number> } } } };

/** Writes an A4 page after the other from above: text that flows, boxes, pictures. Points, from the top left. */
export class PageWriter {
  readonly #doc: jsPDF;
  readonly #glyphs: Glyphs;
  readonly #widths = new Map<string, number>();
  readonly #has: Record<number, number>;
  readonly width: number;
  readonly bottom: number;
  y = MARGIN;

  constructor(fonts: Fonts, glyphs: Glyphs) {
    this.#doc = new jsPDF({ unit: "pt", format: "a4", compress: true });
    this.#glyphs = glyphs;
    for (const [style, bytes] of [["normal", fonts.regular], ["bold", fonts.bold]] as const) {
      this.#doc.addFileToVFS(`${style}.ttf`, bytes.toBase64());
      this.#doc.addFont(`${style}.ttf`, FAMILY, style);
    }
    this.#doc.setFont(FAMILY, "normal");
    this.#has = (this.#doc.getFont() as unknown as CMap).metadata.cmap.unicode.codeMap;
    this.width = this.#doc.internal.pageSize.getWidth() - 2 * MARGIN;
    this.bottom = this.#doc.internal.pageSize.getHeight() - MARGIN - 14;
  }

  hasGlyph = (code: number): boolean => this.#has[code] !== undefined;
  missing(text: string): string[] {
    return missingIn(text, this.hasGlyph);
  }

  lines(text: string, width: number, look: Look): Line[] {
    this.#set(look);
    return linesOf(text, width, {
      hasGlyph: this.hasGlyph,
      textWidth: (part) => this.#widthOf(part, look),
      signWidth: (sign) => this.#signWidth(sign, look),
    });
  }
  textWidth(text: string, look: Look): number {
    return this.lines(text, Infinity, look)[0]!.reduce((sum, run) => sum + run.width, 0);
  }
  lineHeight(look: Look): number {
    return look.size * LINE;
  }

  /** One line whose top is at `y`. */
  line(line: Line, x: number, y: number, look: Look): void {
    this.#set(look);
    for (const run of line) {
      const glyph = run.sign ? this.#glyphs.of(run.text) : run.text;
      if (typeof glyph === "string") this.#doc.text(glyph, x, y + look.size * BASELINE);
      else {this.#doc.addImage(
          glyph.png,
          "PNG",
          x,
          y + look.size * 0.12,
          look.size * 1.1 * glyph.ratio,
          look.size * 1.1,
          `g${run.text}`,
          "FAST",
        );}
      x += run.width;
    }
  }
  text(text: string, x: number, y: number, look: Look, align: "left" | "right" = "left"): void {
    const [line] = this.lines(text, Infinity, look);
    const width = line!.reduce((sum, run) => sum + run.width, 0);
    this.line(line!, align === "right" ? x - width : x, y, look);
  }

  box(x: number, y: number, width: number, height: number, colour: string, radius = 5): void {
    this.#doc.setFillColor(colour);
    this.#doc.roundedRect(x, y, width, height, radius, radius, "F");
  }
  rule(y: number, colour: string): void {
    this.#doc.setDrawColor(colour);
    this.#doc.setLineWidth(0.6);
    this.#doc.line(MARGIN, y, MARGIN + this.width, y);
  }
  /** One tick or two, as beside a message on the screen. */
  ticks(count: 1 | 2, x: number, y: number, colour: string): void {
    this.#doc.setDrawColor(colour);
    this.#doc.setLineWidth(0.9);
    for (let at = 0; at < count; at++) {
      const left = x + at * 3.2;
      this.#doc.lines([[2, 2.2], [4, -5]], left, y);
    }
  }
  picture(jpeg: Uint8Array, alias: string, x: number, y: number, width: number, height: number): void {
    this.#doc.addImage(jpeg, "JPEG", x, y, width, height, alias, "FAST");
  }

  /** Room for this much, on the next page if there is none here. */
  ensure(height: number): void {
    if (this.y + height > this.bottom) this.newPage();
  }
  newPage(): void {
    this.#doc.addPage();
    this.y = MARGIN;
  }

  /** Writes at the foot of every page, and gives the file. */
  finish(foot: (page: number, pages: number) => { left: string; right: string }, look: Look, title: string): Blob {
    const pages = this.#doc.getNumberOfPages();
    for (let page = 1; page <= pages; page++) {
      this.#doc.setPage(page);
      const { left, right } = foot(page, pages);
      this.text(left, MARGIN, this.bottom + 18, look);
      this.text(right, MARGIN + this.width, this.bottom + 18, look, "right");
    }
    this.#doc.setProperties({ title, creator: "Mutirão" });
    return this.#doc.output("blob");
  }

  #set({ size, bold, colour }: Look): void {
    this.#doc.setFont(FAMILY, bold ? "bold" : "normal");
    this.#doc.setFontSize(size);
    this.#doc.setTextColor(colour ?? "#221c1a");
  }
  /** Words come again and again: measuring them once is most of the speed. */
  #widthOf(text: string, look: Look): number {
    const key = `${look.size}${look.bold ? "b" : ""} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) this.#widths.set(key, width = this.#doc.getTextWidth(text));
    return width;
  }
  #signWidth(sign: string, { size }: Look): number {
    const glyph = this.#glyphs.of(sign);
    return typeof glyph === "string" ? this.#doc.getTextWidth(glyph) : size * 1.1 * glyph.ratio + 0.6;
  }
}
