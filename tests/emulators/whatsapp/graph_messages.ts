import { CustomerPhone, findCustomer } from "./customers.ts";
import { GraphError } from "./errors.ts";
import { lateFailure } from "./graph_media.ts";
import { type Customer, newWamid, type NextFault, type PhoneMessage, type State } from "./state.ts";
import { invalid, missing, validate } from "./validate.ts";
import type { Webhooks } from "./webhooks.ts";

export type Accepted = { answer: Record<string, unknown>; announce: () => void };

/**
 * Takes one POST /messages or throws the error Meta would answer. `announce` sends the statuses that follow; the caller
 * decides whether before or after the answer.
 */
export function takeMessage(state: State, webhooks: Webhooks, raw: unknown, fault: NextFault | undefined): Accepted {
  if (typeof raw !== "object" || raw === null) throw new GraphError(100, "Invalid JSON");
  const body: Record<string, unknown> = Object.fromEntries(Object.entries(raw));
  if (body.status !== undefined) return { answer: takeRead(state, body), announce: () => {} };
  const target = targetOf(body);
  const content = validate(state, body);
  const known = findCustomer(state, target) ?? createCustomer(state, target);
  if (known?.isBlocked) throw new GraphError(130403, "Message failed to send because the business blocked this user.");
  limit(state, known, fault);
  const isFree = content.kind !== "template";
  const isClosed = fault === "window" || (isFree && known !== undefined && !state.isWindowOpen(known));
  const windowText =
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
  if (isClosed && (fault === "window" || state.options.windowError === "answer")) {
    throw new GraphError(131047, windowText);
  }

  const wamid = newWamid();
  const callbackData = typeof body.biz_opaque_callback_data === "string" ? body.biz_opaque_callback_data : undefined;
  const at = Date.now();
  state.sent.push({ wamid, customerId: known?.id ?? "", ...(callbackData ? { callbackData } : {}), body, at });
  const answer = {
    messaging_product: "whatsapp",
    contacts: [
      target.to === undefined
        ? { input: target.recipient, user_id: target.recipient }
        : { input: target.to, wa_id: known?.waId ?? target.to.replace(/\D/g, "") },
    ],
    messages: [{ id: wamid }],
  };
  if (content.kind === "reaction") return { answer, announce: () => react(state, known, body, content.text) };

  const quoted = body.context === undefined ? undefined : quotedId(body.context);
  const media = content.mediaId === undefined ? undefined : state.media.get(content.mediaId);
  const message: PhoneMessage = {
    id: wamid,
    from: "business",
    kind: content.kind,
    text: content.text,
    status: "sending",
    reactions: {},
    at,
    ...(callbackData ? { callbackData } : {}),
    ...(media ? { mediaId: media.id, mime: media.mime, name: media.name, voice: content.kind === "audio" } : {}),
    ...(quoted ? { quoteId: quoted } : {}),
  };
  const phone = new CustomerPhone(known ?? ghost(target), state, webhooks);
  const late = media && lateFailure(content.kind, media);
  const error = late
    ? new GraphError(131053, late)
    : isClosed
    ? new GraphError(131047, windowText)
    : known
    ? undefined
    : new GraphError(131026, "Message undeliverable.");
  if (!error) {
    phone.data.messages.push(message);
    phone.data.typingUntil = 0;
  }
  const announce = () => {
    if (error) return phone.status(message, "failed", [error.toWire()]);
    announceStatuses(state, webhooks, phone, message);
  };
  return { answer, announce };
}

function announceStatuses(state: State, webhooks: Webhooks, phone: CustomerPhone, message: PhoneMessage): void {
  const statuses = state.options.autoDeliver ? ["sent", "delivered"] : ["sent"];
  const changes = statuses.map((status) => phone.statusChange(message, status));
  message.status = state.options.autoDeliver ? "delivered" : "sent";
  for (const change of state.faults.reorder ? changes.reverse() : changes) webhooks.emit(change);
  state.changed();
}

/** Throughput is per number, the pair limit per customer: 45 at once, then one every six seconds (A8). */
export function limit(state: State, customer: Pick<Customer, "id"> | undefined, fault: NextFault | undefined): void {
  if (fault === "rate" || recent(state, 1000).length >= 80) {
    throw new GraphError(
      130429,
      "Message failed to send because there were too many messages sent from this phone number in a short period of time.",
    );
  }
  const pair = recent(state, 45 * 6000).filter((sent) => customer && sent.customerId === customer.id).length;
  if (fault === "pair" || pair >= 90) {
    throw new GraphError(
      131056,
      "Message failed to send because there were too many messages sent to the same recipient in a short period of time.",
    );
  }
}

function recent(state: State, ms: number) {
  return state.sent.filter((sent) => Date.now() - sent.at < ms);
}

function takeRead(state: State, body: Record<string, unknown>): Record<string, unknown> {
  if (body.messaging_product !== "whatsapp") throw missing("messaging_product");
  if (body.status !== "read") throw invalid("status");
  for (const customer of state.customers) {
    const index = customer.messages.findIndex((one) => one.id === body.message_id && one.from === "customer");
    if (index < 0) continue;
    for (const message of customer.messages.slice(0, index + 1)) {
      if (message.from === "customer") message.status = "read";
    }
    if (body.typing_indicator !== undefined) customer.typingUntil = Date.now() + 25_000;
    state.changed();
    return { success: true };
  }
  throw invalid("message_id");
}

function react(state: State, customer: Customer | undefined, body: Record<string, unknown>, emoji: string): void {
  const id = quotedId(body.reaction);
  const target = customer?.messages.find((message) => message.id === id);
  if (!target) return;
  if (emoji) target.reactions.business = emoji;
  else delete target.reactions.business;
  state.changed();
}

/** `to` with a plus; without one Meta puts the business's country before it (A2), so it becomes someone else. */
function targetOf(body: Record<string, unknown>): { to?: string; recipient?: string } {
  const { to, recipient } = body;
  if (typeof to === "string" && to !== "") {
    if (!/^\+?[\d\s()-]{6,24}$/.test(to)) throw invalid("to", `(${to}) is not a valid phone number`);
    return { to: to.startsWith("+") ? to : `+55${to}` };
  }
  if (typeof recipient !== "string") throw missing("to");
  if (!/^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/.test(recipient)) throw invalid("recipient");
  return { recipient };
}

function createCustomer(state: State, target: { to?: string; recipient?: string }): Customer | undefined {
  if (state.options.unknownNumbers === "fail" || target.to === undefined) return undefined;
  const customer = { ...ghost(target), id: crypto.randomUUID() };
  state.customers.push(customer);
  return customer;
}

/** Nobody's phone: only the failed status has its address. */
function ghost(target: { to?: string; recipient?: string }): Customer {
  const waId = target.to?.replace(/\D/g, "");
  return {
    id: "",
    name: target.to ?? target.recipient ?? "",
    ...(waId ? { waId } : {}),
    userId: target.recipient ?? "BR.0",
    typingUntil: 0,
    messages: [],
  };
}

export function quotedId(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("message_id" in value)) return undefined;
  return typeof value.message_id === "string" ? value.message_id : undefined;
}
