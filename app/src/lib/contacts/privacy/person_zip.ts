import { ERROR_CODES } from "@domain/error.ts";
import { errorText } from "#lib/errors/error_text.ts";
import { m } from "../../../paraglide/messages.js";

/** All that is kept of one person, as the server packs it; or why not, as a sentence. */
export async function personZip(contactId: string): Promise<{ ok: true; file: Blob } | { ok: false; text: string }> {
  let response: Response;
  try {
    response = await fetch(`/api/contacts/${contactId}/data`, { method: "POST", credentials: "same-origin" });
  } catch {
    return { ok: false, text: m.error_offline() };
  }
  if (response.ok) return { ok: true, file: await response.blob() };
  const body: { code?: string } = await response.json().catch(() => ({}));
  return { ok: false, text: errorText(ERROR_CODES.find((code) => code === body.code) ?? "server_error") };
}
