import { ROWS } from "@domain/rows.ts";
import type { Row } from "@domain/rows.ts";
import * as z from "zod/mini";

export type StartConfig = { roles: Row<"roles">[]; departments: Row<"departments">[] };

const Batch = z.union([
  z.object({ table: z.literal("roles"), rows: z.array(ROWS.roles) }),
  z.object({ table: z.literal("departments"), rows: z.array(ROWS.departments) }),
]);

/**
 * Roles and departments of a workspace that was just made, read once from the feed: the wizard has no desk and no
 * local database yet. Rejects when the feed ends before it is level.
 */
export function startConfig(): Promise<StartConfig> {
  const { promise, resolve, reject } = Promise.withResolvers<StartConfig>();
  const feed = new EventSource("/api/feed");
  const found: StartConfig = { roles: [], departments: [] };
  feed.addEventListener("rows", (event) => {
    const batch = Batch.safeParse(JSON.parse(event.data));
    if (!batch.success) return;
    if (batch.data.table === "roles") found.roles = batch.data.rows.filter((row) => row.deleted_at === null);
    else found.departments = batch.data.rows.filter((row) => row.deleted_at === null);
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
