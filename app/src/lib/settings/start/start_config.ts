import type { Row } from "@domain/rows.ts";

export type StartConfig = { roles: Row<"roles">[]; departments: Row<"departments">[] };

/**
 * Roles and departments of a workspace that was just made, read once from the feed: the wizard has no desk and no
 * local database yet. Rejects when the feed ends before it is level.
 */
export function startConfig(): Promise<StartConfig> {
  const { promise, resolve, reject } = Promise.withResolvers<StartConfig>();
  const feed = new EventSource("/api/feed");
  const found: StartConfig = { roles: [], departments: [] };
  feed.addEventListener("rows", (event) => {
    const { table, rows } = JSON.parse(event.data);
    if (table !== "roles" && table !== "departments") return;
    found[table as keyof StartConfig] = rows.filter((row: { deleted_at: string | null }) => row.deleted_at === null);
  });
  feed.addEventListener("level", () => {
    feed.close();
    resolve(found);
  });
  feed.addEventListener("error", () => {
    feed.close();
    reject(new Error("the feed ended before it was level"));
  });
  return promise;
}
