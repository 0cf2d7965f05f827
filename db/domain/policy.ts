/**
 * Who may do what and who may see what. The same functions decide in the action and hide in the interface.
 * Roles are named sets of permissions; the numbers of the old systems live on as named permissions.
 */
import * as z from "zod/mini";
import type { TableName } from "./tables.ts";

export const PERMISSIONS = [
  /** STS-25: sees every conversation, whatever department or agent. */
  "chat.viewAll",
  /** STS-15 "Chat permission 6": department chats of other departments show in "Chats abertos". */
  "chat.viewOtherDepartmentsOpen",
  /** ASG-13, X-07: may enter and answer a colleague's ticket. */
  "chat.answerOthers",
  "chat.take",
  "chat.transfer",
  "chat.close",
  "chat.reopen",
  "chat.start",
  "chat.archive",
  /** EXP-01: takes a conversation as a file. */
  "chat.export",
  /** A ticket of somebody else may be moved, paused or closed. */
  "chat.manageOthers",
  "contacts.edit",
  "contacts.delete",
  /** Joins two records of one person, and takes it back. */
  "contacts.merge",
  "contacts.import",
  "contacts.export",
  /** LGPD: takes all that is kept of a person, and erases it for good. */
  "contacts.erase",
  /** INT-11: sees, writes and deletes observations on contacts. */
  "contacts.observe",
  "tags.manage",
  "quickReplies.manage",
  "gallery.manage",
  /** Saved views of the whole team. */
  "views.share",
  /** KAN-01, KAN-03: sees boards, moves cards, puts tickets on them. */
  "boards.use",
  /** KAN-02: makes, names, shapes and archives boards. */
  "boards.manage",
  "fields.manage",
  "flows.manage",
  "departments.manage",
  "members.manage",
  "connections.manage",
  "workspace.manage",
  "reports.view",
  "audit.view",
] as const;
export type Permission = typeof PERMISSIONS[number];
export const PermissionSchema = /* @__PURE__ */ z.enum(PERMISSIONS);
/** For the first screen, which goes without zod. */
export const isPermission = (value: string): value is Permission => (PERMISSIONS as readonly string[]).includes(value);

/** Answering together is what the product is for, so every role starts with it; a workspace may take it away. */
const AGENT: Permission[] = [
  "chat.answerOthers",
  "chat.take",
  "chat.transfer",
  "chat.close",
  "chat.reopen",
  "chat.start",
  "chat.archive",
  "chat.export",
  "contacts.edit",
  "contacts.observe",
  "boards.use",
];

type StartingRole = {
  key: "admin" | "supervisor" | "agent";
  /** By the workspace's language; a workspace may rename them afterwards. */
  name: Record<"pt-BR" | "en", string>;
  permissions: Permission[];
};

/** The roles every workspace starts with (USR, X-14). */
export const STARTING_ROLES: StartingRole[] = [
  { key: "admin", name: { "pt-BR": "Admin", en: "Admin" }, permissions: [...PERMISSIONS] },
  {
    key: "supervisor",
    name: { "pt-BR": "Supervisor", en: "Supervisor" },
    permissions: [
      ...AGENT,
      "chat.viewAll",
      "chat.viewOtherDepartmentsOpen",
      "chat.manageOthers",
      "contacts.delete",
      "contacts.merge",
      "contacts.import",
      "contacts.export",
      "tags.manage",
      "quickReplies.manage",
      "gallery.manage",
      "views.share",
      "boards.manage",
      "fields.manage",
      "flows.manage",
      "reports.view",
      "audit.view",
    ],
  },
  { key: "agent", name: { "pt-BR": "Atendente", en: "Agent" }, permissions: AGENT },
];

/** Tables whose rows only travel to who has a permission (INT-11). */
const GUARDED: Partial<Record<TableName, Permission>> = { observations: "contacts.observe", boards: "boards.use" };

export function maySeeTable(actor: Actor, table: TableName): boolean {
  const permission = GUARDED[table];
  return permission === undefined || can(actor, permission);
}

/** A member as far as rules are concerned. */
export type Actor = { id: string; permissions: readonly Permission[]; departmentIds: readonly string[] };

export function can(actor: Actor, permission: Permission): boolean {
  return actor.permissions.includes(permission);
}

/** Where a conversation stands: its latest ticket's agent and department (the last ones, once closed: X-48). */
export type Placed = { agent_id: string | null; department_id: string | null };

/**
 * May this member see the conversation, its tickets, messages and events (STS-14, STS-15, STS-25)?
 * Own ones, those of own departments, those without agent and department, and more by permission.
 */
export function canSeeConversation(actor: Actor, at: Placed): boolean {
  if (can(actor, "chat.viewAll") || at.agent_id === actor.id) return true;
  if (at.department_id !== null) {
    return actor.departmentIds.includes(at.department_id) || can(actor, "chat.viewOtherDepartmentsOpen");
  }
  return at.agent_id === null;
}

/** May write to the customer: own ticket, one without an agent (answering takes it, ASG-05), or by permission. */
export function canAnswer(actor: Actor, at: Placed): boolean {
  if (!canSeeConversation(actor, at)) return false;
  return at.agent_id === null || at.agent_id === actor.id || can(actor, "chat.answerOthers");
}

/** May move, pause or close it: own, without agent, or by permission. */
export function canManage(actor: Actor, at: Placed, permission: Permission): boolean {
  if (!can(actor, permission) || !canSeeConversation(actor, at)) return false;
  return at.agent_id === null || at.agent_id === actor.id || can(actor, "chat.manageOthers");
}
