import { GraphError } from "./errors.ts";
import { lateFailure } from "./graph_media.ts";
import { type Accepted, limit, quotedId } from "./graph_messages.ts";
import { groupStatus } from "./groups.ts";
import { newWamid, type NextFault, type PhoneMessage, type State } from "./state.ts";
import { validate } from "./validate.ts";
import type { Webhooks } from "./webhooks.ts";

type Body = Record<string, unknown>;

export function isToGroup(raw: unknown): raw is Body {
  return typeof raw === "object" && raw !== null && "recipient_type" in raw && raw.recipient_type === "group";
}

/**
 * A POST /messages with `recipient_type: "group"`. One window for the whole group, opened by whoever writes in it; a
 * group the business is not in does not exist for it.
 */
export function takeGroupMessage(
  state: State,
  webhooks: Webhooks,
  body: Body,
  fault: NextFault | undefined,
): Accepted {
  const group = state.groups.find((one) => one.id === body.to);
  if (!group) throw new GraphError(100, `Unsupported post request. Object with ID '${body.to}' does not exist`);
  const content = validate(state, body);
  limit(state, group, fault);
  if (fault === "window" || (content.kind !== "template" && !state.isWindowOpen(group))) {
    throw new GraphError(131047, "Message failed to send because nobody wrote in this group in the last 24 hours.");
  }
  const wamid = newWamid();
  const at = Date.now();
  const callback = body.biz_opaque_callback_data;
  const callbackData = typeof callback === "string" ? { callbackData: callback } : {};
  state.sent.push({ wamid, customerId: group.id, ...callbackData, body, at });
  const media = content.mediaId === undefined ? undefined : state.media.get(content.mediaId);
  const quoteId = body.context === undefined ? undefined : quotedId(body.context);
  const message: PhoneMessage = {
    id: wamid,
    from: "business",
    kind: content.kind,
    text: content.text,
    status: "sending",
    reactions: {},
    at,
    ...callbackData,
    ...(media ? { mediaId: media.id, mime: media.mime, name: media.name, voice: content.kind === "audio" } : {}),
    ...(quoteId ? { quoteId } : {}),
  };
  const late = media && lateFailure(content.kind, media);
  if (!late) group.messages.push(message);
  const answer = {
    messaging_product: "whatsapp",
    contacts: [{ input: group.id, wa_id: group.id }],
    messages: [{ id: wamid }],
  };
  const announce = () => {
    const error = late ? [new GraphError(131053, late).toWire()] : undefined;
    const statuses = error ? ["failed"] : state.options.autoDeliver ? ["sent", "delivered"] : ["sent"];
    message.status = error ? "failed" : state.options.autoDeliver ? "delivered" : "sent";
    const changes = statuses.map((status) => groupStatus(group, message, status, error));
    for (const change of state.faults.reorder ? changes.reverse() : changes) webhooks.emit(change);
    state.changed();
  };
  return { answer, announce };
}

/** GET /{phone_number_id}/groups. */
export function listGroups(state: State, most: number, from: number, url: string) {
  const groups = state.groups.slice(from, from + most).map(({ id, subject, createdAt }) => ({
    id,
    subject,
    created_at: `${Math.floor(createdAt / 1000)}`,
  }));
  const end = from + most;
  const next = end < state.groups.length ? { next: `${url}&after=${end}` } : {};
  return { data: { groups }, paging: { cursors: { before: `${from}`, after: `${end}` }, ...next } };
}
