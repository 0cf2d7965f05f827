import { newId } from "@domain/ids.ts";
import { createSession } from "@edge/auth/session.ts";
import type { Product } from "./seed.ts";

/** Colleagues of the administrator, with the same rights, signed in. Out: their sessions' cookies. */
export async function seatMembers({ sql, admin }: Product, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await sql`
    insert into members (id, workspace_id, name, email, role_id, colour, status)
    select n.id, m.workspace_id, 'Colega ' || n.at, 'colega' || n.at || '@beira.test', m.role_id, m.colour, 'active'
    from members m, unnest(${ids}::uuid[]) with ordinality n(id, at) where m.id = ${admin.memberId}`;
  return await Promise.all(ids.map((id) => createSession(sql, admin.workspaceId, id, "bench")));
}
