import type { Row } from "@domain/rows.ts";
import { bytes as size, timeOfDay } from "#lib/i18n/format.ts";
import { type Look, MARGIN, type PageWriter } from "./page_writer.ts";
import type { PdfOrder } from "./pdf_types.ts";
import type { Line } from "./runs.ts";

export type Image = { jpeg: Uint8Array; width: number; height: number };
type Message = Row<"messages">;

const BODY: Look = { size: 9.5 };
const SMALL: Look = { size: 7.5, colour: "#857b74" };
const AUTHOR: Look = { size: 8, bold: true, colour: "#5d534d" };
const WIDEST = 330;
const PAD = 8;
const GROUND = { in: "#f3f0ec", out: "#f1e7f2", internal: "#fbe9e6", system: "#f3f0ec" };
const PICTURE = { width: 220, height: 240 };

/** Every text of a message that is written, so that what the font lacks can be made ready before. */
export function textsOf(message: Message): string[] {
  return [message.body, message.media?.name ?? "", ...Object.values(message.reactions)];
}

export function drawHead(page: PageWriter, { head }: PdfOrder): void {
  page.text(head.workspace, MARGIN, page.y, { size: 9, bold: true, colour: "#7a2e78" });
  page.y += 18;
  for (const line of page.lines(head.title, page.width, { size: 17, bold: true })) {
    page.line(line, MARGIN, page.y, { size: 17, bold: true });
    page.y += 23;
  }
  page.y += 2;
  for (const fact of head.facts) {
    for (const line of page.lines(fact, page.width, { ...SMALL, size: 8.5 })) {
      page.line(line, MARGIN, page.y, { ...SMALL, size: 8.5 });
      page.y += 12.5;
    }
  }
  page.y += 8;
  page.rule(page.y, "#ddd6cf");
  page.y += 12;
}

export function drawDay(page: PageWriter, day: string): void {
  page.ensure(46);
  page.y += 6;
  const width = page.textWidth(day, SMALL);
  page.text(day, MARGIN + (page.width - width) / 2, page.y, SMALL);
  page.y += 18;
}

/** A bubble as on the screen: theirs on the left, ours on the right, the team's own over the whole width. */
export function drawMessage(page: PageWriter, order: PdfOrder, message: Message, image: Image | undefined): void {
  const isInternal = message.direction === "internal";
  const most = isInternal ? page.width - 2 * PAD : WIDEST - 2 * PAD;
  const picture = image && fitted(image, most);
  const lines = linesOf(page, order, message, most, picture !== undefined);
  const author = authorOf(order, message);
  const time = timeOfDay(order.locale, new Date(message.created_at), order.timeZone);
  const widths = lines.map((line) => line.reduce((sum, run) => sum + run.width, 0));
  const wide = Math.max(
    picture?.width ?? 0,
    ...widths,
    page.textWidth(author, AUTHOR) + page.textWidth(time, SMALL) + 34,
  );
  const width = isInternal ? page.width : Math.min(most, wide) + 2 * PAD;
  const x = message.direction === "out" ? MARGIN + page.width - width : MARGIN;
  const ground = GROUND[message.direction];
  const lineHeight = page.lineHeight(BODY);
  const head = 13;
  page.ensure(head + PAD * 1.5 + (picture ? picture.height + 6 : Math.min(lines.length, 2) * lineHeight));

  // As much as fits on this page in one box, the rest in the next one.
  let rest = lines;
  let first = true;
  do {
    const above = PAD * 0.75 + (first ? head + (picture ? picture.height + 6 : 0) : 0);
    const room = Math.max(1, Math.floor((page.bottom - page.y - above - PAD) / lineHeight));
    const part = rest.slice(0, room);
    rest = rest.slice(room);
    const height = above + part.length * lineHeight + PAD * 0.75;
    page.box(x, page.y, width, height, ground);
    let y = page.y + PAD * 0.75;
    if (first) {
      page.text(author, x + PAD, y, AUTHOR);
      page.text(time, x + width - PAD - (message.direction === "out" ? 12 : 0), y, SMALL, "right");
      drawTicks(page, message, x + width - PAD - 9, y + 5.5);
      y += head;
      if (picture && image) {
        page.picture(image.jpeg, message.id, x + PAD, y, picture.width, picture.height);
        y += picture.height + 6;
      }
    }
    for (const line of part) {
      page.line(line, x + PAD, y, BODY);
      y += lineHeight;
    }
    page.y += height + 6;
    first = false;
    if (rest.length > 0) page.newPage();
  } while (rest.length > 0);
}

function linesOf(page: PageWriter, order: PdfOrder, message: Message, width: number, hasPicture: boolean): Line[] {
  const { media } = message;
  const kind = order.words.kinds[message.kind];
  const file = media && !hasPicture
    ? [`[${kind}] ${media.name}${media.size > 0 ? ` (${size(order.locale, media.size)})` : ""}`]
    : [];
  const failed = message.status === "failed" ? [order.words.failed] : [];
  const reactions = Object.values(message.reactions);
  const parts = [
    ...file,
    ...(message.body ? [message.body] : []),
    ...(reactions.length > 0 ? [reactions.join(" ")] : []),
    ...failed,
  ];
  if (parts.length === 0) return hasPicture ? [] : page.lines(`[${kind}]`, width, BODY);
  return parts.flatMap((part) => page.lines(part, width, BODY));
}

function authorOf({ names }: PdfOrder, message: Message): string {
  const member = message.member_id ? names.members[message.member_id] ?? "" : "";
  if (message.direction === "in") return names.contact;
  if (message.direction === "internal") return `${member} · ${names.internal}`;
  return member || names.bot;
}

function drawTicks(page: PageWriter, message: Message, x: number, y: number): void {
  if (message.direction !== "out") return;
  if (message.status === "sent") page.ticks(1, x, y, "#857b74");
  if (message.status === "delivered") page.ticks(2, x, y, "#857b74");
  if (message.status === "read") page.ticks(2, x, y, "#1f8a5b");
}

function fitted({ width, height }: Image, most: number): { width: number; height: number } {
  const scale = Math.min(1, PICTURE.width / width, most / width, PICTURE.height / height);
  return { width: width * scale, height: height * scale };
}
