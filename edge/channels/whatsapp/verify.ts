import type { ConnectionConfig } from "../channel.ts";
import { hmacHex, isSameDigest } from "../hmac.ts";

/** Meta's verification of the webhook: its challenge back when it knows our token, else 403. */
export function verify(query: URLSearchParams, connection: ConnectionConfig): { status: number; body: string } {
  const token = query.get("hub.verify_token") ?? "";
  const expected = connection.secrets.verifyToken ?? "";
  // Digests have equal lengths, so the comparison tells nothing about the token.
  const isSame = expected !== "" && isSameDigest(hmacHex("verify", expected), hmacHex("verify", token));
  if (query.get("hub.mode") !== "subscribe" || !isSame) return { status: 403, body: "" };
  return { status: 200, body: query.get("hub.challenge") ?? "" };
}

/** X-Hub-Signature-256: HMAC-SHA256 of the raw bytes under the app's secret. */
export async function authentic(headers: Headers, raw: Uint8Array, connection: ConnectionConfig): Promise<boolean> {
  const secret = connection.secrets.appSecret;
  const header = headers.get("x-hub-signature-256");
  if (!secret || !header?.startsWith("sha256=")) return false;
  return isSameDigest(hmacHex(secret, raw), header.slice("sha256=".length));
}
