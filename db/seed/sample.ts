import type { Sql } from "../tx.ts";

/** placeholder until the sample lands */
export async function fillSample(
  _sql: Sql,
  _made: { workspaceId: string; memberId: string; roleIds: Record<string, string> },
): Promise<void> {}
