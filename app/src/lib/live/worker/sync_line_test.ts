import assert from "node:assert/strict";
import { RETURNED_MS, SyncLine } from "./sync_line.ts";

const idle = { waiting: 0, held: 0 };

Deno.test("first start: loading with progress, then live", () => {
  const line = new SyncLine(true, 0);
  assert.deepEqual(line.state(0, idle), { kind: "loading", done: 0, total: 0 });
  line.open();
  line.progress(50, 100);
  assert.deepEqual(line.state(1, idle), { kind: "loading", done: 50, total: 100 });
  line.level(2000);
  assert.deepEqual(line.state(2000, idle), { kind: "live", savedAt: 2000 });
});

Deno.test("a start with a cache is not live before the server has said so", () => {
  const line = new SyncLine(true, 0);
  line.warm();
  assert.equal(line.state(0, idle).kind, "syncing");
  line.open();
  assert.equal(line.state(1, idle).kind, "syncing");
  line.level(2);
  assert.equal(line.state(2, idle).kind, "live");
});

Deno.test("a loss: since when and how much waits; back: what left and came, for a while", () => {
  const line = new SyncLine(false, 0);
  line.level(0);
  line.down(5000);
  line.down(9000);
  assert.deepEqual(line.state(9000, { waiting: 3, held: 0 }), { kind: "offline", since: 5000, waiting: 3 });
  line.open();
  line.received(4);
  line.sent(2);
  assert.deepEqual(line.state(9500, { waiting: 1, held: 0 }), { kind: "syncing", done: 2, total: 3 });
  line.level(9600);
  line.sent(1);
  const back = line.state(10_000, { waiting: 0, held: 1 });
  assert.deepEqual(back, { kind: "returned", at: 10_000, sent: 3, received: 4, held: 1 });
  assert.equal(line.state(10_000 + RETURNED_MS, idle).kind, "live");
});

Deno.test("SYN-04: a resync that fails says so, and success clears it", () => {
  const line = new SyncLine(false, 0);
  line.down(1000);
  line.resync();
  line.down(2000);
  assert.deepEqual(line.state(2000, idle), { kind: "failed", since: 1000, waiting: 0 });
  line.down(2500);
  assert.equal(line.state(2500, idle).kind, "failed");
  line.open();
  line.level(3000);
  assert.equal(line.state(3000, idle).kind, "returned");
});
