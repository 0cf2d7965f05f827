import fc from "fast-check";
import assert from "node:assert/strict";
import { type SseEvent, sseEvents } from "./sse.ts";

async function parse(text: string, cuts: number[]): Promise<SseEvent[]> {
  const bytes = new TextEncoder().encode(text);
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const chunks = [0, ...at].map((from, i) => bytes.slice(from, at[i] ?? bytes.length));
  const result: SseEvent[] = [];
  for await (const event of sseEvents(ReadableStream.from(chunks))) result.push(event);
  return result;
}

Deno.test("events survive any cutting of the stream, inside characters and line ends too", async () => {
  const text =
    ': hello\n\nevent: rows\r\nid: 12\r\ndata: {"a":"ção"}\r\n\r\ndata: one\ndata: two\n\nevent: half\ndata: x';
  const expected = [{ event: "rows", data: '{"a":"ção"}', id: "12" }, {
    event: "message",
    data: "one\ntwo",
    id: undefined,
  }];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(200), { maxLength: 12 }), async (cuts) => {
      assert.deepEqual(await parse(text, cuts), expected);
    }),
  );
});
