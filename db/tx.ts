import type postgres from "postgres";

export type Sql = postgres.Sql;
export type Tx = postgres.TransactionSql;

/**
 * One transaction for one workspace: runs as `mutirao_app`, so that row-level security shows and accepts only this
 * workspace's rows, whatever the query says.
 */
export async function withWorkspace<T>(sql: Sql, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await sql.begin(async (tx) => {
    await enterWorkspace(tx, workspaceId);
    return await work(tx);
  }) as T;
}

export async function enterWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx`select set_config('role', 'mutirao_app', true), set_config('app.workspace', ${workspaceId}, true)`;
}
