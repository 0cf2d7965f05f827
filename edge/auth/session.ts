/**
 * Sessions in Lucia's design (its author retired the package and publishes it as a reference): a random id and a random
 * secret, only the secret's hash stored, compared in constant time, sliding expiry.
 */
import type { Permission } from "@domain/policy.ts";
import type { Sql } from "@db/tx.ts";
import type { Member } from "../actions/context.ts";
import { hashToken, randomToken, sameBytes } from "./token.ts";

const DAYS = 30;
/** Writing at every request would make every read a write; the expiry slides this coarsely. */
const TOUCH_AFTER_MS = 60 * 60 * 1000;

export type Session = { id: string; member: Member; email: string; colour: number };

/** Answers the cookie's value: `<id>.<secret>`. */
export async function createSession(
  sql: Sql,
  workspaceId: string,
  memberId: string,
  userAgent: string,
): Promise<string> {
  const id = randomToken(15);
  const secret = randomToken(24);
  await sql`
    insert into sessions (id, workspace_id, member_id, secret_hash, expires_at, user_agent)
    values (${id}, ${workspaceId}, ${memberId}, ${await hashToken(
    secret,
  )}, clock_timestamp() + ${`${DAYS} days`}::interval, ${userAgent.slice(0, 300)})`;
  return `${id}.${secret}`;
}

type Found = {
  secret_hash: Uint8Array;
  stale: boolean;
  workspace_id: string;
  member_id: string;
  name: string;
  email: string;
  colour: number;
  signature_on: boolean;
  role_id: string;
  department_ids: string[];
  permissions: Permission[];
};

/** Who this cookie is, with the permissions of this moment; undefined when it is nobody (any more). */
export async function readSession(sql: Sql, cookie: string | undefined): Promise<Session | undefined> {
  const [id, secret, rest] = cookie?.split(".") ?? [];
  if (!id || !secret || rest !== undefined) return undefined;
  const [row] = await sql<Found[]>`
    select s.secret_hash, s.seen_at < clock_timestamp() - ${`${TOUCH_AFTER_MS} milliseconds`}::interval as stale, m.workspace_id,
      m.id as member_id, m.name, m.email, m.colour, m.signature_on, m.role_id, m.department_ids, r.permissions
    from sessions s join members m on m.id = s.member_id join roles r on r.id = m.role_id
    where s.id = ${id} and s.expires_at > clock_timestamp() and m.status = 'active'`;
  if (!row || !sameBytes(new Uint8Array(row.secret_hash), await hashToken(secret))) return undefined;
  if (row.stale) {
    await sql`update sessions set seen_at = clock_timestamp(), expires_at = clock_timestamp() + ${`${DAYS} days`}::interval where id = ${id}`;
  }
  return {
    id,
    email: row.email,
    colour: row.colour,
    member: {
      id: row.member_id,
      workspaceId: row.workspace_id,
      roleId: row.role_id,
      name: row.name,
      signatureOn: row.signature_on,
      permissions: row.permissions,
      departmentIds: row.department_ids,
    },
  };
}

export async function endSession(sql: Sql, id: string): Promise<void> {
  await sql`delete from sessions where id = ${id}`;
}
