import { phoneKey } from "@domain/phone.ts";
import { type Customer, type Group, newWamid, type PhoneMessage, type State } from "./state.ts";
import type { Change, Webhooks } from "./webhooks.ts";

export type Write = {
  /** How long ago it was written: a webhook that arrives late. */
  ageMs?: number;
  quoteId?: string;
  /** Written there, not to the business alone. */
  group?: Group;
};
export type File = { bytes: Uint8Array; mime: string; name?: string; caption?: string; voice?: boolean };

/** A person with a phone. Everything they do reaches the business as a webhook. */
export class CustomerPhone {
  constructor(readonly data: Customer, private readonly state: State, private readonly webhooks: Webhooks) {}

  sendText(text: string, write: Write = {}): PhoneMessage {
    return this.#write("text", { text: { body: text } }, { text }, write);
  }

  sendImage(file: File, write: Write = {}): PhoneMessage {
    return this.#sendFile("image", file, write);
  }

  /** Image, audio, video or document, by what the bytes are. */
  sendFile(file: File, write: Write = {}): PhoneMessage {
    const kind = /^(image|audio|video)\//.exec(file.mime)?.[1] ?? "document";
    return this.#sendFile(kind, file, write);
  }

  sendLocation(latitude: number, longitude: number, name?: string): PhoneMessage {
    return this.#write("location", { location: { latitude, longitude, name } }, { text: name ?? "" });
  }

  /** Answers a template's or a message's button. */
  pressButton(text: string): PhoneMessage {
    return this.#write("button", { button: { payload: text, text } }, { text });
  }

  /** A kind nobody has heard of yet. */
  sendUnknown(type = "hologram"): PhoneMessage {
    return this.#write(type, { [type]: { depth: 3 } }, { text: "" });
  }

  /** Without an emoji the reaction is taken back. */
  react(messageId: string, emoji?: string, group?: Group): void {
    const target = (group ?? this.data).messages.find((message) => message.id === messageId);
    if (target) {
      if (emoji) target.reactions.customer = emoji;
      else delete target.reactions.customer;
    }
    const reaction = { message_id: messageId, ...(emoji ? { emoji } : {}) };
    this.#emit(newWamid(), "reaction", { ...groupOf(group), reaction });
  }

  /** Reads one message of the business, or all of them. */
  read(messageId?: string): void {
    for (const message of this.data.messages) {
      if (message.from !== "business" || (messageId && message.id !== messageId)) continue;
      if (message.status === "sent" || message.status === "delivered") this.status(message, "read");
    }
  }

  /** Tells the business how far its message came. `played` stays `read` on the phone. */
  status(message: PhoneMessage, status: PhoneMessage["status"] | "played", errors?: Record<string, unknown>[]): void {
    message.status = status === "played" ? "read" : status;
    this.webhooks.emit(this.statusChange(message, status, errors));
    this.state.changed();
  }

  statusChange(message: PhoneMessage, status: string, errors?: Record<string, unknown>[]): Change {
    const isFailed = errors !== undefined;
    return {
      field: "messages",
      what: "statuses",
      detail: `${status}, …${message.id.slice(-4)}`,
      value: {
        ...(isFailed ? {} : { contacts: [this.#contact()] }),
        statuses: [{
          id: message.id,
          status,
          timestamp: `${Math.floor(Date.now() / 1000)}`,
          ...(this.data.waId ? { recipient_id: this.data.waId } : {}),
          ...(isFailed && this.data.waId ? {} : { recipient_user_id: this.data.userId }),
          ...(message.callbackData ? { biz_opaque_callback_data: message.callbackData } : {}),
          ...(isFailed
            ? { errors }
            : { pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "service" } }),
        }],
      },
    };
  }

  /** A new number, and with it a new user id. */
  changeNumber(waId: string): void {
    const previous = { waId: this.data.waId, userId: this.data.userId };
    this.data.waId = waId;
    this.data.userId = newUserId();
    this.#emit(newWamid(), "system", {
      from: previous.waId,
      from_user_id: previous.userId,
      system: {
        type: "user_changed_number",
        body: `${this.data.name} changed number`,
        wa_id: waId,
        user_id: this.data.userId,
        previous_user_id: previous.userId,
      },
    });
  }

  #sendFile(kind: string, file: File, write: Write): PhoneMessage {
    const id = `${Date.now()}${Math.floor(Math.random() * 1e6)}`;
    const name = file.name ?? "arquivo";
    this.state.media.set(id, { id, bytes: file.bytes, mime: file.mime, name, at: this.state.now(), from: "customer" });
    const body = {
      id,
      mime_type: file.mime === "audio/ogg" ? "audio/ogg; codecs=opus" : file.mime,
      sha256: "emulated",
      ...(file.caption ? { caption: file.caption } : {}),
      ...(kind === "document" ? { filename: name } : {}),
      ...(kind === "audio" ? { voice: file.voice ?? false } : {}),
    };
    const shown = { text: file.caption ?? "", mediaId: id, mime: file.mime, name, voice: file.voice ?? false };
    return this.#write(kind, { [kind]: body }, shown, write);
  }

  #write(
    kind: string,
    body: Record<string, unknown>,
    shown: Partial<PhoneMessage> & { text: string },
    write: Write = {},
  ): PhoneMessage {
    const age = write.ageMs ?? 0;
    const message: PhoneMessage = {
      id: newWamid(),
      from: "customer",
      kind,
      status: "sent",
      reactions: {},
      at: Date.now() - age,
      ...(write.quoteId ? { quoteId: write.quoteId } : {}),
      ...(write.group ? { authorId: this.data.id } : {}),
      ...shown,
    };
    if (write.group && !write.group.memberIds.includes(this.data.id)) throw new Error("not of this group");
    const thread = write.group ?? this.data;
    thread.messages.push(message);
    // A message that arrives late opens the window when it was written, not when it came.
    thread.wroteAt = Math.max(thread.wroteAt ?? 0, this.state.now() - age);
    this.#emit(message.id, kind, {
      ...groupOf(write.group),
      ...body,
      ...(write.quoteId ? { context: { id: write.quoteId } } : {}),
    }, age);
    return message;
  }

  #emit(id: string, type: string, body: Record<string, unknown>, ageMs = 0): void {
    // The phone shows it sent; Meta keeps it from a business that blocked its author.
    if (this.data.isBlocked) return this.state.changed();
    this.webhooks.emit({
      field: "messages",
      what: "messages",
      detail: `${type}, …${id.slice(-4)}`,
      value: {
        contacts: [this.#contact()],
        messages: [{
          ...(this.data.waId ? { from: this.data.waId } : {}),
          from_user_id: this.data.userId,
          id,
          timestamp: `${Math.floor((Date.now() - ageMs) / 1000)}`,
          type,
          ...body,
        }],
      },
    });
    this.state.changed();
  }

  #contact(): Record<string, unknown> {
    return {
      profile: { name: this.data.name },
      ...(this.data.waId ? { wa_id: this.data.waId } : {}),
      user_id: this.data.userId,
    };
  }
}

function groupOf(group: Group | undefined): { group_id?: string } {
  return group ? { group_id: group.id } : {};
}

export function newUserId(): string {
  return `BR.${Math.floor(1e15 + Math.random() * 8e15)}`;
}

/** The customer a `to` or a `recipient` means: WhatsApp itself knows a Brazilian number with and without the ninth digit. */
export function findCustomer(state: State, target: { to?: string; recipient?: string }): Customer | undefined {
  const { to, recipient } = target;
  if (to !== undefined) {
    return state.customers.find((customer) => customer.waId !== undefined && phoneKey(customer.waId) === phoneKey(to));
  }
  return state.customers.find((customer) => customer.userId === recipient);
}
