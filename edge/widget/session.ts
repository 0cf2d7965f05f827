import { newId } from "@domain/ids.ts";
import type { ConnectionConfig } from "../channels/channel.ts";
import { isIdentity, readVisitor } from "../channels/webchat/verify.ts";
import type { Visitor } from "../channels/webchat/wire.ts";
import * as z from "zod/mini";

export const SessionSchema = z.object({
  token: z.optional(z.string().check(z.maxLength(2000))),
  /** What the site says about its signed-in user; `hash` proves the id. */
  identity: z.optional(z.object({
    id: z.string().check(z.minLength(1), z.maxLength(150)),
    hash: z.string().check(z.maxLength(64)),
    name: z.optional(z.string().check(z.maxLength(120))),
  })),
});
export type SessionInput = z.infer<typeof SessionSchema>;

/**
 * Who the visitor is: the one of their token, or a new one. A proven user is the same person on every device, and what
 * they wrote before signing in stays theirs. Another user on the same browser starts afresh: neither sees the other's.
 */
export function resumeVisitor(
  input: SessionInput,
  connection: ConnectionConfig,
): { ok: true; visitor: Visitor } | { ok: false } {
  const known = input.token ? readVisitor(input.token, connection) : undefined;
  const { identity } = input;
  if (!identity) return { ok: true, visitor: known ?? { ids: [`v:${newId()}`] } };
  if (!isIdentity(identity.id, identity.hash, connection)) return { ok: false };
  const user = `user:${identity.id}`;
  const name = identity.name || known?.name;
  const isOther = known?.ids.some((id) => id.startsWith("user:") && id !== user) ?? false;
  const browser = isOther ? undefined : known?.ids.find((id) => id.startsWith("v:"));
  return { ok: true, visitor: { ids: [user, browser ?? `v:${newId()}`], ...(name ? { name } : {}) } };
}
