import assert from "node:assert/strict";
import { Metrics } from "./metrics.ts";

Deno.test("Metrics.text() writes counters and gauges with escaped labels", () => {
  const metrics = new Metrics();
  const sent = metrics.counter("sent_total", "Messages sent.");
  sent({ channel: 'a"b' });
  sent({ channel: 'a"b' }, 2);
  metrics.gauge("rooms", "Open rooms.")(4);
  assert.equal(
    metrics.text(),
    '# HELP sent_total Messages sent.\n# TYPE sent_total counter\nsent_total{channel="a\\"b"} 3\n' +
      "# HELP rooms Open rooms.\n# TYPE rooms gauge\nrooms 4\n",
  );
});

Deno.test("a histogram counts cumulatively, with what is over every bound only in +Inf", () => {
  const metrics = new Metrics();
  const took = metrics.histogram("took_seconds", "How long.", [1, 2]);
  [0.5, 1, 1.5, 9].forEach((value) => took(value));
  const lines = metrics.text().split("\n").slice(2, 7);
  assert.deepEqual(lines, [
    'took_seconds_bucket{le="1"} 2',
    'took_seconds_bucket{le="2"} 3',
    'took_seconds_bucket{le="+Inf"} 4',
    "took_seconds_sum 12",
    "took_seconds_count 4",
  ]);
});

Deno.test("a name keeps its kind", () => {
  const metrics = new Metrics();
  metrics.counter("x", "x");
  assert.throws(() => metrics.gauge("x", "x"), /already a counter/);
});
