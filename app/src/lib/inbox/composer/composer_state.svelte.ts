import { CAPABILITIES, mediaFit } from "@domain/channel.ts";
import { newId } from "@domain/ids.ts";
import type { Media } from "@domain/message.ts";
import { filledText, fillParts, imagesIn } from "@domain/reply_variables.ts";
import { draftId, draftText, startNewDraft } from "@sync/doc/ticket_doc.ts";
import { bytes } from "#lib/i18n/format.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";
import { putBack } from "../decide/put_back.svelte.ts";
import type { Start } from "../../schedule/schedule_form.svelte.ts";
import { valuesIn } from "../replies/variables.ts";
import type { TicketView } from "../page/ticket_view.svelte.ts";
import { shrink } from "./shrink.ts";

/**
 * A file chosen, not sent: shown with its reason when this channel will not take it. One of the gallery or of a quick
 * reply lies at the server already (`media`).
 */
export type Chosen = {
  key: string;
  of: { file: File } | { media: Media };
  name: string;
  mime: string;
  size: number;
  url: string;
  problem: string | undefined;
};
type Extra = { voice?: boolean; duration?: number; waveform?: number[] };

const INTERNAL = /^\/interna\s+/i;

/** What the composer holds besides the shared draft: my internal message, files, what is being sent. */
export class ComposerState {
  /** The shared words as they are now. */
  text = $state("");
  internal = $state("");
  files = $state.raw<readonly Chosen[]>([]);
  busy = $state(false);
  #key: string;

  constructor(readonly desk: Desk, readonly view: TicketView) {
    // Whoever signs in next on this computer must not read it.
    this.#key = `inbox:internal:${desk.me.id}:${view.ticketId}`;
    this.internal = localStorage.getItem(this.#key) ?? "";
  }

  channel = $derived.by(() => this.view.conversation?.channel ?? "webchat");
  limit = $derived.by(
    () => (this.files.length > 0 ? CAPABILITIES[this.channel].maxCaption : CAPABILITIES[this.channel].maxText),
  );
  /** What will leave: the words with their variables filled (CMP-09). */
  parts = $derived.by(() => fillParts(this.text, valuesIn(this.desk, this.view)));
  /** Variables that nothing is known for: they do not leave as they stand. */
  unfilled = $derived.by(() => this.parts.filter((part) => part.kind === "empty").map((part) => part.text));
  /** Signs too many for this channel. */
  over = $derived.by(() => filledText(this.parts).length - this.limit);
  tooLong = $derived.by(() => this.over > 0);
  isInternal = $derived.by(() => this.view.mode === "internal");
  canSend = $derived.by(() => {
    if (this.busy) return false;
    if (this.isInternal) return this.internal.trim() !== "" || this.files.length > 0;
    if (this.files.some((file) => file.problem)) return false;
    if (this.tooLong || this.unfilled.length > 0) return false;
    return this.text.trim() !== "" || this.files.length > 0;
  });
  isOffline = $derived.by(() => this.desk.sync.kind === "offline" || this.desk.sync.kind === "failed");

  writeInternal(text: string): void {
    this.internal = text;
    if (text) localStorage.setItem(this.#key, text);
    else localStorage.removeItem(this.#key);
  }

  add(files: readonly File[]): void {
    this.files = [...this.files, ...files.map((file) => this.#chosen(file))];
  }
  #chosen(file: File): Chosen {
    return {
      key: newId(),
      of: { file },
      name: file.name,
      mime: file.type,
      size: file.size,
      url: URL.createObjectURL(file),
      problem: this.#problem(file.type, file.size),
    };
  }

  /** MSG-03: a picture this channel does not take, as one it does. It says so in its place when none can be made. */
  async shrink(key: string): Promise<void> {
    const chosen = this.files.find((one) => one.key === key);
    const limit = CAPABILITIES[this.channel].media.image?.maxBytes;
    if (!chosen || !("file" in chosen.of) || limit === undefined) return;
    const smaller = await shrink(chosen.of.file, limit);
    const next = smaller ? this.#chosen(smaller) : { ...chosen, problem: m.inbox_file_not_shrunk() };
    if (smaller) URL.revokeObjectURL(chosen.url);
    this.files = this.files.map((one) => (one.key === key ? next : one));
  }
  addReady(ready: readonly Media[]): void {
    const chosen = ready.map((media) => ({
      key: newId(),
      of: { media },
      name: media.name,
      mime: media.mime,
      size: media.size,
      url: this.desk.mediaUrl(media.id),
      problem: this.#problem(media.mime, media.size),
    }));
    this.files = [...this.files, ...chosen];
  }
  drop(key: string): void {
    const gone = this.files.find((one) => one.key === key);
    if (gone && "file" in gone.of) URL.revokeObjectURL(gone.url);
    this.files = this.files.filter((one) => one.key !== key);
  }

  /** What is in the reply, to leave later (SCH-03): variables filled as they would be now. */
  later(): Start {
    const parts = fillParts(draftText(this.view.document.doc), valuesIn(this.desk, this.view));
    const pictures = imagesIn(parts).map((media) => ({ name: media.name, keep: () => Promise.resolve(media) }));
    const files = this.files.map((chosen) => ({ name: chosen.name, keep: () => this.#mediaOf(chosen) }));
    return { text: filledText(parts), files: [...pictures, ...files] };
  }
  /** It has been taken elsewhere. */
  clear(): void {
    for (const { key } of this.files) this.drop(key);
    startNewDraft(this.view.document.doc, newId());
  }

  /** Sends what is in the composer. Answers once it is durable in the outbox. */
  async send(): Promise<void> {
    if (!this.canSend) return;
    this.busy = true;
    try {
      if (this.isInternal) await this.#sendInternal();
      else await this.#sendReply();
    } finally {
      this.busy = false;
    }
  }

  async sendVoice(file: Blob, extra: Extra): Promise<void> {
    const media = await this.desk.attach(file, "audio.ogg", { ...extra, voice: true });
    if (this.isInternal) await this.#internal("", media);
    else await this.#message("", media);
  }

  /** CMP-04: by itself, beside whatever is being written. */
  async sendSticker(media: Media): Promise<void> {
    await this.#message("", media);
    this.view.answering = false;
  }

  /**
   * The template takes the place of what was held because the window closed; those words wait for the draft (they may
   * go when the contact answers). A held file stays held: only its author throws it away.
   */
  async sendTemplate(templateId: string, values: string[], text: string): Promise<void> {
    const { conversationId, seen, ticketId } = this.view;
    const wish = {
      type: "message.send" as const,
      conversationId,
      messageId: newId(),
      text,
      template: { templateId, values },
      seen,
      anyway: false,
    };
    const held = this.view.problems.flatMap(({ code, action }) =>
      code === "window_closed" && action.type === "message.send" && !action.media ? [action] : []
    );
    for (const action of held) if (action.text && !action.template) putBack.put(ticketId, action.text);
    const [first, ...others] = held;
    if (first) await this.desk.replace(first.id, wish);
    else await this.desk.act(wish);
    for (const action of others) await this.desk.dismiss(action.id);
  }

  async #sendReply(): Promise<void> {
    const doc = this.view.document.doc;
    const parts = fillParts(draftText(doc), valuesIn(this.desk, this.view));
    const text = filledText(parts).trim();
    // CMP-10: a picture typed as a variable goes as one that was chosen.
    this.addReady(imagesIn(parts));
    // The prefix works also when somebody forgot the switch (CMP-16).
    if (INTERNAL.test(text) && this.files.length === 0) {
      startNewDraft(doc, newId());
      return this.#internal(text.replace(INTERNAL, ""));
    }
    const draft = draftId(doc);
    const files = this.files;
    let caption = text;
    for (const [at, chosen] of files.entries()) {
      const media = await this.#mediaOf(chosen);
      const takesCaption = media && CAPABILITIES[this.channel].captionKinds.includes(media.kind);
      const isLast = at === files.length - 1;
      const words = isLast && takesCaption ? caption : "";
      // A file without words is nobody's draft: the next one would count as the same draft sent twice.
      await this.#message(words, media, words ? draft : undefined);
      if (words) caption = "";
      this.drop(chosen.key);
    }
    if (caption) await this.#message(caption, undefined, draft);
    if (parts.length > 0) startNewDraft(doc, newId());
    this.view.quote = undefined;
    this.view.answering = false;
  }

  async #sendInternal(): Promise<void> {
    const written = this.internal;
    const text = written.trim().replace(INTERNAL, "");
    const files = this.files;
    if (files.length === 0) await this.#internal(text);
    for (const [at, chosen] of files.entries()) {
      await this.#internal(at === files.length - 1 ? text : "", await this.#mediaOf(chosen));
      this.drop(chosen.key);
    }
    // Not before it is kept: what a full disk refuses stays where it was written.
    if (this.internal === written) this.writeInternal("");
  }

  async #message(text: string, media: Media | undefined, draft?: string): Promise<void> {
    const { conversationId, seen, quote } = this.view;
    await this.desk.act({
      type: "message.send",
      conversationId,
      messageId: newId(),
      text,
      seen,
      anyway: false,
      ...(media ? { media } : {}),
      ...(quote ? { quoteId: quote.id } : {}),
      ...(draft ? { draftId: draft } : {}),
    });
  }

  async #internal(text: string, media?: Media): Promise<void> {
    const { conversationId } = this.view;
    await this.desk.act({
      type: "message.internal",
      conversationId,
      messageId: newId(),
      text,
      ...(media ? { media } : {}),
    });
  }

  #mediaOf({ of, name }: Chosen): Promise<Media | undefined> {
    return "media" in of ? Promise.resolve(of.media) : this.desk.attach(of.file, name);
  }

  #problem(mime: string, size: number): string | undefined {
    const fit = mediaFit(this.channel, mime.split(";")[0] ?? "", size);
    if (fit.ok) return undefined;
    if (fit.code === "media_type") return m.inbox_file_type();
    return m.inbox_file_too_large({ limit: bytes(locale.current, fit.limit ?? 0) });
  }
}
