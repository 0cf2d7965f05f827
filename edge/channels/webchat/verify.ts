import { decodeBase64urlIgnorePadding, encodeBase64urlNoPadding } from "@oslojs/encoding";
import * as z from "zod/mini";
import type { ConnectionConfig } from "../channel.ts";
import { hmacHex, isSameDigest } from "../hmac.ts";
import { type Visitor, VisitorSchema, WebhookSchema } from "./wire.ts";

/**
 * A visitor's token: who they are, signed with the connection's own key (which is sealed with SECRET_KEY at rest).
 * It does not expire: it is the visitor's only way back to their history, and dies when the connection's key changes.
 */
export function signVisitor(visitor: Visitor, connection: ConnectionConfig): string {
  const payload = encodeBase64urlNoPadding(new TextEncoder().encode(JSON.stringify(visitor)));
  return `${payload}.${hmacHex(keyOf(connection), payload)}`;
}

export function readVisitor(token: string, connection: ConnectionConfig): Visitor | undefined {
  const [payload = "", digest = ""] = token.split(".");
  if (!isSameDigest(hmacHex(keyOf(connection), payload), digest)) return undefined;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(decodeBase64urlIgnorePadding(payload)));
    return z.safeParse(VisitorSchema, json).data;
  } catch {
    return undefined;
  }
}

/** The site vouches for a person: hex(HMAC-SHA256(identity secret, id)), made on its own server (F2). */
export function isIdentity(id: string, hash: string, connection: ConnectionConfig): boolean {
  const secret = connection.secrets.identitySecret;
  return !!secret && id !== "" && isSameDigest(hmacHex(secret, id), hash);
}

/** `Authorization: Bearer <visitor token>`, and the body speaks for that visitor and nobody else. */
export async function authentic(headers: Headers, raw: Uint8Array, connection: ConnectionConfig): Promise<boolean> {
  const token = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  const visitor = token && readVisitor(token, connection);
  if (!visitor) return false;
  try {
    const body = z.safeParse(WebhookSchema, JSON.parse(new TextDecoder().decode(raw)));
    return body.success && JSON.stringify(body.data.visitor) === JSON.stringify(visitor);
  } catch {
    return false;
  }
}

function keyOf(connection: ConnectionConfig): string {
  const key = connection.secrets.visitorKey;
  if (!key) throw new Error(`web chat connection ${connection.id} has no visitor key`);
  return `visitor:${connection.id}:${key}`;
}
