import type { Row } from "@domain/rows.ts";
import { type Answer, get } from "#lib/api/client.ts";
import type { PdfOrder } from "./pdf_types.ts";
import type { Image } from "./draw_conversation.ts";

type Message = Row<"messages">;
type Page = { messages: Message[]; hasOlder: boolean };
const PAGE = 200;
const AT_ONCE = 6;
/** A picture's longer side on paper, twice as fine as a screen shows it. */
const FINEST = 900;

/** All messages of the conversation, oldest first, from the server: what is here may begin later. */
export async function allMessages(
  conversationId: string,
  { ticketId, since }: Pick<PdfOrder, "ticketId" | "since">,
  told: (count: number) => void,
): Promise<Answer<Message[]>> {
  const pages: Message[][] = [];
  let before: string | undefined;
  let count = 0;
  for (let more = true; more;) {
    const ask = new URLSearchParams({ conversationId, limit: String(PAGE), ...(before ? { before } : {}) });
    const answer = await get<Page>(`/api/history?${ask}`);
    if (!answer.ok) return answer;
    const { messages, hasOlder } = answer.data;
    const mine = ticketId === null ? messages : messages.filter((one) => one.ticket_id === ticketId);
    pages.unshift(mine);
    told(count += mine.length);
    const oldest = messages[0];
    more = hasOlder && oldest !== undefined && (since === null || oldest.created_at >= since);
    before = oldest?.id;
  }
  return { ok: true, data: pages.flat() };
}

/** The pictures among them, small enough for paper; one that cannot be had is left out. */
export async function allImages(messages: readonly Message[], told: (done: number, of: number) => void) {
  const wanted = messages.filter((one) => one.media && (one.kind === "image" || one.kind === "sticker"));
  const images = new Map<string, Image>();
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    await Promise.all(
      wanted.slice(from, from + AT_ONCE).map(async (message) => {
        const image = await imageOf(message.media!.id);
        if (image) images.set(message.id, image);
      }),
    );
    told(Math.min(from + AT_ONCE, wanted.length), wanted.length);
  }
  return images;
}

async function imageOf(mediaId: string): Promise<Image | undefined> {
  try {
    const response = await fetch(`/media/${mediaId}`, { credentials: "same-origin" });
    if (!response.ok) return undefined;
    const bitmap = await createImageBitmap(await response.blob());
    const scale = Math.min(1, FINEST / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
    const canvas = new OffscreenCanvas(width!, height!);
    const context = canvas.getContext("2d")!;
    // JPEG knows no transparency: what is clear is paper.
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, width!, height!);
    context.drawImage(bitmap, 0, 0, width!, height!);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 });
    return { jpeg: new Uint8Array(await blob.arrayBuffer()), width: width!, height: height! };
  } catch {
    return undefined;
  }
}
