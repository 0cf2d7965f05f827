/** What the page's font has no sign for: emojis and other scripts, drawn by the browser as small pictures. */

const SIZE = 64;
const FONT = `${SIZE * 0.8}px "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", sans-serif`;

export type Picture = { png: Uint8Array; /** Width by height. */ ratio: number };

export class Glyphs {
  readonly #known = new Map<string, Picture | string>();
  readonly #names: () => Promise<Map<string, string>>;

  /** `names`: of emojis, for computers without a font for them. */
  constructor(names: () => Promise<Map<string, string>>) {
    this.#names = names;
  }

  /** Draws what these texts need, once each, before anything is laid out. */
  async prepare(graphemes: Iterable<string>): Promise<void> {
    for (const grapheme of new Set(graphemes)) {
      if (!this.#known.has(grapheme)) this.#known.set(grapheme, await this.#draw(grapheme));
    }
  }

  /** A picture, or the name that stands for it. */
  of(grapheme: string): Picture | string {
    return this.#known.get(grapheme) ?? "";
  }

  async #draw(grapheme: string): Promise<Picture | string> {
    const isEmoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(grapheme);
    const measure = new OffscreenCanvas(1, 1).getContext("2d")!;
    measure.font = FONT;
    const width = Math.max(1, Math.ceil(measure.measureText(grapheme).width));
    const canvas = new OffscreenCanvas(width, SIZE);
    const context = canvas.getContext("2d", { willReadFrequently: true })!;
    context.font = FONT;
    context.textBaseline = "alphabetic";
    context.fillStyle = "#221c1a";
    context.fillText(grapheme, 0, SIZE * 0.78);
    // A computer without an emoji font draws an empty box: its name says more.
    if (isEmoji && !isColourful(context.getImageData(0, 0, width, SIZE).data)) {
      const name = (await this.#names()).get(grapheme.replaceAll("\ufe0f", ""));
      return name ? `:${name}:` : "";
    }
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return { png: new Uint8Array(await blob.arrayBuffer()), ratio: width / SIZE };
  }
}

function isColourful(pixels: Uint8ClampedArray): boolean {
  for (let at = 0; at < pixels.length; at += 4) {
    const [r, g, b, a] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!, pixels[at + 3]!];
    if (a > 128 && Math.max(r, g, b) - Math.min(r, g, b) > 40) return true;
  }
  return false;
}
