import type { Actions } from "@domain/action.ts";
import { newApiToken } from "../../auth/api_token.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { denied, recordSetting } from "./allowed.ts";

/** A key of the public API that acts as whoever made it. Its secret is answered once and kept nowhere. */
export async function createToken(ctx: Context, input: Actions["token.create"]): Promise<Outcome> {
  const no = denied(ctx, "workspace.manage");
  if (no) return no;
  const { tx, member } = ctx;
  const { token, hash } = await newApiToken(input.tokenId);
  await tx`
    insert into api_tokens (id, workspace_id, member_id, name, token_hash)
    values (${input.tokenId}, ${member.workspaceId}, ${member.id}, ${input.name}, ${hash})`;
  await recordSetting(ctx, "token_created", {}, { tokenId: input.tokenId, name: input.name });
  return { ok: true, once: { token } };
}

/** Anybody's token: who may make them may also end a colleague's that leaked. The next request with it is refused. */
export async function revokeToken(ctx: Context, input: Actions["token.revoke"]): Promise<Outcome> {
  const no = denied(ctx, "workspace.manage");
  if (no) return no;
  const [before] = await ctx.tx`
    update api_tokens set revoked_at = clock_timestamp() where id = ${input.tokenId} and revoked_at is null returning name, member_id`;
  if (!before) return refused("not_found", { what: "token" });
  await recordSetting(ctx, "token_revoked", { tokenId: input.tokenId, ...before }, {});
  return DONE;
}
