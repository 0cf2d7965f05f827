import { hmacHex } from "@edge/channels/hmac.ts";
import { WHATSAPP } from "../seed.ts";

export type SignedPost = { signature: string; body: string };

/** A customer's text as Meta posts it, signed as Meta signs. */
export function signedPost(from: string, text: string): SignedPost {
  const { message, contact } = partOf(from, text);
  const metadata = { phone_number_id: WHATSAPP.phoneNumberId, display_phone_number: "553190000101" };
  const value = { messaging_product: "whatsapp", metadata, contacts: [contact], messages: [message] };
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: WHATSAPP.wabaId, changes: [{ field: "messages", value }] }],
  });
  return { body, signature: hmacHex(WHATSAPP.appSecret, body) };
}

/** Some 300 people. */
export const phone = (at: number): string => `+55319${String(1 + at % 300).padStart(8, "0")}`;

/** What one webhook leaves in the journal. */
export const sampleRow = (): string => JSON.stringify({ kind: "message", ...partOf(phone(0), "flat out 12345") });

function partOf(from: string, text: string) {
  const waId = from.slice(1);
  return {
    message: {
      from: waId,
      id: `wamid.BENCH.${crypto.randomUUID()}`,
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: "text",
      text: { body: text },
    },
    contact: { profile: { name: `Cliente ${waId}` }, wa_id: waId },
  };
}
