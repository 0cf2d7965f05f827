/** A contact's card as a message (CMP-14, MSG-04): the body holds one line a card, `name · number · address`. */

/** Pure: the first screen, which shows what waits, goes without zod (card_schema.ts). */
export type Card = { name: string; phones: string[]; emails: string[] };

const BETWEEN = " · ";

export function cardsText(cards: readonly Card[]): string {
  return cards.map(({ name, phones, emails }) => [name, ...phones, ...emails].map(plain).filter(Boolean).join(BETWEEN))
    .join("\n");
}

/** What others' phones send may lack anything but a name. */
export function readCards(body: string): Card[] {
  return body.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const [name = "", ...rest] = line.split(BETWEEN).map((part) => part.trim());
    return {
      name,
      phones: rest.filter((part) => !part.includes("@")),
      emails: rest.filter((part) => part.includes("@")),
    };
  });
}

/** The separator itself, and line ends, would make two of one. */
function plain(text: string): string {
  return text.replace(/[·\s]+/g, " ").trim();
}
