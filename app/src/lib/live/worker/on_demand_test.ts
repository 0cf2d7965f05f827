import assert from "node:assert/strict";
import type { RowsEvent } from "@domain/feed.ts";
import { OnDemand } from "./on_demand.ts";

const tags = (...rows: [id: string, name: string][]): RowsEvent => ({
  table: "tags",
  rows: rows.map(([id, name]) => ({ id, name, deleted_at: null })),
});

Deno.test("an answer does not undo what the feed brought while it was on its way; later ones may", async () => {
  const taken: string[] = [];
  const onDemand = new OnDemand((event) => {
    for (const row of event.rows) taken.push(`${row.id} ${"name" in row ? row.name : ""}`);
  });
  onDemand.seen(tags(["a", "before"]));
  await onDemand.fetching(async (take) => {
    onDemand.seen(tags(["b", "new"]));
    take(tags(["a", "fetched"], ["b", "old"]));
    take(tags(["b", "old"]));
  });
  assert.deepEqual(taken, ["a fetched"]);
  await onDemand.fetching(async (take) => take(tags(["b", "fetched"])));
  assert.deepEqual(taken, ["a fetched", "b fetched"]);
});
