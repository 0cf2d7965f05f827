export type Piece = { text: string; bold: boolean };

/** Splits a message at `<b>…</b>`. Pieces become text nodes: whatever a parameter holds, it is never markup. */
export function rich(text: string): Piece[] {
  return text
    .split(/(<b>.*?<\/b>)/s)
    .filter((part) => part !== "")
    .map((part) => {
      const bold = /^<b>(.*)<\/b>$/s.exec(part);
      return bold ? { text: bold[1] ?? "", bold: true } : { text: part, bold: false };
    });
}
