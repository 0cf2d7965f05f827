/** EXP-01: a conversation as pages of paper, apart from the screen. The page cancels by ending the worker. */
import bold from "@expo-google-fonts/hanken-grotesk/700Bold/HankenGrotesk_700Bold.ttf?url";
import regular from "@expo-google-fonts/hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf?url";
import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import { runNow } from "#lib/live/run_now.ts";
import { drawDay, drawHead, drawMessage, textsOf } from "./draw_conversation.ts";
import { emojiNames } from "./emoji_names.ts";
import { allImages, allMessages } from "./fetch_messages.ts";
import { Glyphs } from "./glyphs.ts";
import { PageWriter } from "./page_writer.ts";
import type { PdfNews, PdfOrder } from "./pdf_types.ts";

const tell = (news: PdfNews): void => self.postMessage(news);
const FOOT = { size: 7.5, colour: "#857b74" };

self.addEventListener("message", ({ data }: MessageEvent<PdfOrder>) => void make(data));

async function make(order: PdfOrder): Promise<void> {
  const refusal = await announce(order);
  if (refusal) return tell({ kind: "failed", why: refusal });
  let done = 0;
  const answer = await allMessages(order.conversationId, order, (count) => {
    done = count;
    // How many there are is known when the last page came: the first third of the way is an estimate.
    tell({ kind: "progress", done, share: 0.4 * (1 - 1 / (1 + count / 400)) });
  });
  if (!answer.ok) return tell({ kind: "failed", why: answer.code });
  const messages = answer.data.filter((one) => order.internal || one.direction !== "internal");
  const images = await allImages(messages, (ready, of) => {
    tell({ kind: "progress", done: messages.length, share: 0.4 + 0.4 * (ready / of) });
  });
  const fonts = { regular: await bytesOf(regular), bold: await bytesOf(bold) };
  const glyphs = new Glyphs(() => emojiNames(order.locale));
  const page = new PageWriter(fonts, glyphs);
  const texts = [order.head.title, ...order.head.facts, order.names.contact, ...Object.values(order.names.members)];
  await glyphs.prepare([...texts, ...messages.flatMap(textsOf)].flatMap((text) => page.missing(text)));
  draw(page, order, messages, images);
  const file = page.finish(
    (at, pages) => ({
      left: order.head.footer,
      right: order.words.page.replace("{page}", String(at)).replace("{pages}", String(pages)),
    }),
    FOOT,
    order.head.title,
  );
  tell({ kind: "file", file, messages: messages.length });
}

function draw(
  page: PageWriter,
  order: PdfOrder,
  messages: Row<"messages">[],
  images: Awaited<ReturnType<typeof allImages>>,
): void {
  const format = new Intl.DateTimeFormat(order.locale, { dateStyle: "full", timeZone: order.timeZone });
  drawHead(page, order);
  if (messages.length === 0) drawDay(page, order.words.empty);
  let day = "";
  for (const [at, message] of messages.entries()) {
    const its = format.format(new Date(message.created_at));
    if (its !== day) drawDay(page, day = its);
    drawMessage(page, order, message, images.get(message.id));
    if (at % 100 === 0) tell({ kind: "progress", done: at, share: 0.8 + 0.2 * (at / messages.length) });
  }
}

/** The server keeps who took it; it may refuse. */
async function announce({ conversationId, ticketId, internal }: PdfOrder) {
  const settled = await runNow({
    id: newId(),
    composedAt: new Date().toISOString(),
    type: "conversation.export",
    conversationId,
    ...(ticketId === null ? {} : { ticketId }),
    internal,
  });
  return settled.ok ? undefined : settled.params["offline"] ? "offline" as const : settled.code;
}

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}
