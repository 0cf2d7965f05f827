import type { Card } from "@domain/card.ts";
import type { Outbound, SendOutcome } from "@domain/inbound.ts";
import type { ConnectionConfig, Io } from "../channel.ts";
import { failureOf, parseJson, retryMs } from "./errors.ts";
import { graph } from "./graph.ts";
import { SendAnswerSchema } from "./wire.ts";
import { uploadMedia } from "./media.ts";
import * as z from "zod/mini";

/**
 * One attempt to send. Meta knows no idempotency key, so whatever may have reached it is `unknown` and never repeated
 * here; our message id travels as `biz_opaque_callback_data` and comes back with every status, which resolves it.
 */
export async function send(outbound: Outbound, connection: ConnectionConfig, io: Io): Promise<SendOutcome> {
  const target = targetOf(outbound);
  if (!target) return { type: "failed", kind: "recipient", code: "no_address", text: "no phone and no user id" };
  let mediaId: string | undefined;
  if ("open" in outbound.content) {
    const uploaded = await uploadMedia(outbound.content, connection, io);
    if (!uploaded.ok) return uploaded.outcome;
    mediaId = uploaded.id;
  }
  const answer = await graph(connection, io, "POST", `${connection.public.phoneNumberId}/messages`, {
    messaging_product: "whatsapp",
    ...target,
    ...contentOf(outbound.content, mediaId),
    ...(outbound.quoteProviderId && outbound.content.kind !== "reaction"
      ? { context: { message_id: outbound.quoteProviderId } }
      : {}),
    biz_opaque_callback_data: outbound.messageId,
  });
  if (answer.type === "unreachable") {
    return { type: "retry", afterMs: retryMs(io.attempt), code: "unreachable", text: answer.text };
  }
  if (answer.type === "silence") return { type: "unknown", text: answer.text };
  if (!answer.ok) return failureOf(answer.status, answer.body, io.attempt);
  const accepted = z.safeParse(SendAnswerSchema, parseJson(answer.body));
  const providerId = accepted.data?.messages[0]?.id;
  return providerId ? { type: "sent", providerId } : { type: "unknown", text: "an answer without a message id" };
}

type Target = { recipient_type: "individual" | "group" } & ({ to: string } | { recipient: string });

/**
 * A group by its id. A person by the number when we have it (always with +, or Meta puts the business's country before
 * it), else by the user id.
 */
function targetOf(outbound: Outbound): Target | undefined {
  const find = (kind: Outbound["to"][number]["kind"]) => outbound.to.find((address) => address.kind === kind)?.value;
  const group = find("wa_group");
  if (group) return { recipient_type: "group", to: group };
  const phone = find("phone");
  if (phone) return { recipient_type: "individual", to: `+${phone.replace(/\D/g, "")}` };
  const user = find("wa_user");
  return user ? { recipient_type: "individual", recipient: user } : undefined;
}

function contentOf(content: Outbound["content"], mediaId: string | undefined): Record<string, unknown> {
  switch (content.kind) {
    case "text":
      return { type: "text", text: { body: content.body, preview_url: /https?:\/\//.test(content.body) } };
    case "contacts":
      return { type: "contacts", contacts: content.cards.map(cardOf) };
    case "reaction":
      return { type: "reaction", reaction: { message_id: content.targetProviderId, emoji: content.emoji } };
    case "template":
      return { type: "template", template: templateOf(content) };
    case "image":
    case "video":
      return {
        type: content.kind,
        [content.kind]: { id: mediaId, ...(content.caption ? { caption: content.caption } : {}) },
      };
    case "document":
      return {
        type: "document",
        document: { id: mediaId, filename: content.name, ...(content.caption ? { caption: content.caption } : {}) },
      };
    case "audio":
      // Audio takes no caption. `voice` gives the bubble with the microphone; it needs OGG with Opus.
      return { type: "audio", audio: { id: mediaId, ...(content.voice ? { voice: true } : {}) } };
    case "sticker":
      return { type: "sticker", sticker: { id: mediaId } };
  }
}

/** Meta wants one name beside the whole; `wa_id` gives the card its "Message" button. */
function cardOf({ name, phones, emails }: Card): Record<string, unknown> {
  return {
    name: { formatted_name: name, first_name: name.split(" ")[0] },
    phones: phones.map((phone) => ({ phone, type: "CELL", wa_id: phone.replace(/\D/g, "") })),
    ...(emails.length > 0 ? { emails: emails.map((email) => ({ email })) } : {}),
  };
}

/** Numbered variables go by place, named ones by `parameter_name`. */
function templateOf(content: Extract<Outbound["content"], { kind: "template" }>): Record<string, unknown> {
  const isNamed = content.variables.some((name) => !/^\d+$/.test(name));
  const parameters = content.values.map((text, index) => ({
    type: "text",
    ...(isNamed ? { parameter_name: content.variables[index] } : {}),
    text,
  }));
  return {
    name: content.name,
    language: { code: content.language.replace("-", "_") },
    ...(parameters.length > 0 ? { components: [{ type: "body", parameters }] } : {}),
  };
}
