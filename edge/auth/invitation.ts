import type { Tx } from "@db/tx.ts";
import { hashToken, randomToken } from "./token.ts";

const DAYS = 7;

/** A new link for an invited member; links given before stop working. Answers the token, which is stored nowhere. */
export async function newInvitation(tx: Tx, workspaceId: string, memberId: string): Promise<string> {
  const token = randomToken();
  await tx`delete from invitations where member_id = ${memberId}`;
  await tx`
    insert into invitations (token_hash, workspace_id, member_id, expires_at)
    values (${await hashToken(token)}, ${workspaceId}, ${memberId}, clock_timestamp() + ${`${DAYS} days`}::interval)`;
  return token;
}
