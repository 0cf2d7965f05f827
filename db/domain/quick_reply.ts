/** Quick replies (QRP, X-15): ready texts and files, shared by the workspace or a department, or a member's own. */
import * as z from "zod/mini";
import { type Actor, can } from "./policy.ts";

/** What is typed after `/`: letters, digits, `-` and `_`, so that a space ends it. */
export const ShortcutSchema = /* @__PURE__ */ z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(32),
  z.regex(/^[\p{L}\p{N}_-]+$/u, "letters, digits, - and _ only"),
);
export const MAX_REPLY_FILES = 5;

export type ReplyPlace = { owner_id: string | null; department_id: string | null };

/** May change or delete it: its owner, or for shared ones who has the permission. */
export function mayEditReply(actor: Actor, reply: ReplyPlace): boolean {
  return reply.owner_id === null ? can(actor, "quickReplies.manage") : reply.owner_id === actor.id;
}

/** Of the whole workspace, of one of the member's departments, or of the ticket's. */
export function isOffered(actor: Actor, of: string | null, ticketDepartmentId: string | null): boolean {
  return of === null || of === ticketDepartmentId || actor.departmentIds.includes(of);
}
