import type { Sql } from "@db/tx.ts";
import type { Permission } from "@domain/policy.ts";
import type { Session } from "./session.ts";
import { hashToken, randomToken, sameBytes } from "./token.ts";

const FORM = /^mut_([0-9a-f]{32})_([A-Za-z0-9_-]{32})$/;
/** Writing at every request would make every read a write: `used_at` is this coarse. */
const TOUCH_AFTER = "5 minutes";

/** A new token of this id, `mut_<id>_<secret>`, and what of it may be kept. The prefix lets scanners for leaks know it. */
export async function newApiToken(id: string): Promise<{ token: string; hash: Uint8Array }> {
  const secret = randomToken();
  return { token: `mut_${id.replaceAll("-", "")}_${secret}`, hash: await hashToken(secret) };
}

/** The token's id, from its form alone: nothing is said of whether it is any good. */
export function apiTokenId(token: string): string | undefined {
  const hex = FORM.exec(token)?.[1];
  return hex && `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

type Found = {
  token_hash: Uint8Array;
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

/**
 * Who this token acts as, with the permissions of this moment. Undefined once it is revoked or its member removed:
 * both are read again at every request.
 */
export async function readApiToken(sql: Sql, token: string): Promise<Session | undefined> {
  const id = apiTokenId(token);
  if (!id) return undefined;
  const [row] = await sql<Found[]>`
    select t.token_hash, t.used_at is null or t.used_at < clock_timestamp() - ${TOUCH_AFTER}::interval as stale, m.workspace_id,
      m.id as member_id, m.name, m.email, m.colour, m.signature_on, m.role_id, m.department_ids, r.permissions
    from api_tokens t join members m on m.id = t.member_id join roles r on r.id = m.role_id
    where t.id = ${id} and t.revoked_at is null and m.status = 'active'`;
  const secret = token.slice(token.indexOf("_", 4) + 1);
  if (!row || !sameBytes(new Uint8Array(row.token_hash), await hashToken(secret))) return undefined;
  if (row.stale) await sql`update api_tokens set used_at = clock_timestamp() where id = ${id}`;
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
      viaApi: true,
    },
  };
}
