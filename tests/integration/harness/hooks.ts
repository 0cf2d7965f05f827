import type { World } from "./world.ts";

type News = {
  from?: string;
  user?: string;
  name?: string;
  id?: string;
  text?: string;
  at?: number;
  errors?: unknown[];
};

/** A webhook of Meta's with one text message, or with account errors. */
export function hook(world: World, news: News) {
  const { from, user, name = "Cliente", id, text, at = Date.now(), errors } = news;
  const value = errors ? { errors } : {
    contacts: [{ profile: { name }, ...(from ? { wa_id: from } : {}), ...(user ? { user_id: user } : {}) }],
    messages: [{
      id,
      ...(from ? { from } : {}),
      ...(user ? { from_user_id: user } : {}),
      timestamp: String(Math.floor(at / 1000)),
      type: "text",
      text: { body: text },
    }],
  };
  return envelope(world, value);
}

/** A receipt, naming our own id only when asked to. */
export function statusHook(world: World, receipt: { id: string; status: string; ours?: string }) {
  const error = { code: 131026, title: "Message Undeliverable", message: "Message Undeliverable" };
  return envelope(world, {
    statuses: [{
      id: receipt.id,
      status: receipt.status,
      timestamp: String(Math.floor(Date.now() / 1000)),
      ...(receipt.ours ? { biz_opaque_callback_data: receipt.ours } : {}),
      ...(receipt.status === "failed" ? { errors: [error] } : {}),
    }],
  });
}

function envelope(world: World, value: Record<string, unknown>) {
  const { wabaId, phoneNumberId } = world.meta.settings;
  const metadata = { phone_number_id: phoneNumberId, display_phone_number: "553190000101" };
  return {
    object: "whatsapp_business_account",
    entry: [{
      id: wabaId,
      changes: [{ field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } }],
    }],
  };
}
