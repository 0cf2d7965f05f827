import assert from "node:assert/strict";
import type { Bus } from "@edge/bus/bus.ts";
import { publishJson, subscribeJson } from "@edge/bus/bus.ts";
import { waitFor } from "../support/waiting.ts";

/** What every bus promises. `open` gives another member of the same bus; `onError` hears of listeners that throw. */
export function busContract(name: string, open: (onError: (error: unknown) => void) => Promise<Bus>): void {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const text = (data: Uint8Array) => new TextDecoder().decode(data);

  Deno.test(`${name}: every subscriber of a subject hears what is published, the publisher too, in order`, async () => {
    const buses = [await open(reportError), await open(reportError)];
    const heard: string[][] = [[], []];
    for (const [i, bus] of buses.entries()) await bus.subscribe("doc.ticket.1", (data) => heard[i]!.push(text(data)));
    await buses[0]!.subscribe("doc.ticket.2", () => assert.fail("another subject's message"));
    const sent = Array.from({ length: 100 }, (_, i) => `${i}`);
    for (const message of sent) buses[0]!.publish("doc.ticket.1", bytes(message));
    await waitFor("all messages", () => heard.every((list) => list.length === 100) || undefined);
    assert.deepEqual(heard, [sent, sent]);
    for (const bus of buses) await bus.close();
  });

  Deno.test(`${name}: nothing is delivered inside publish, nor after unsubscribing`, async () => {
    const bus = await open(reportError);
    const heard: string[] = [];
    const stop = await bus.subscribe("a", (data) => heard.push(text(data)));
    bus.publish("a", bytes("1"));
    assert.equal(heard.length, 0);
    await waitFor("the message", () => heard.length === 1 || undefined);
    stop();
    bus.publish("a", bytes("2"));
    await bus.subscribe("a", (data) => heard.push(`later ${text(data)}`));
    bus.publish("a", bytes("3"));
    await waitFor("the later listener", () => heard.length > 1 || undefined);
    assert.deepEqual(heard, ["1", "later 3"]);
    await bus.close();
  });

  Deno.test(`${name}: a listener that throws disturbs nobody and is told of`, async () => {
    const errors: unknown[] = [];
    const bus = await open((error) => errors.push(error));
    const heard: unknown[] = [];
    await subscribeJson(bus, "a", () => {
      throw new Error("broken");
    });
    await subscribeJson(bus, "a", (message) => heard.push(message));
    publishJson(bus, "a", { n: 1 });
    publishJson(bus, "a", { n: 2 });
    await waitFor("both", () => heard.length === 2 || undefined);
    assert.deepEqual(heard, [{ n: 1 }, { n: 2 }]);
    assert.equal(errors.length, 2);
    await bus.close();
  });

  Deno.test(`${name}: half a megabyte passes, and closing twice is closing`, async () => {
    const bus = await open(reportError);
    let size = 0;
    await bus.subscribe("a", (data) => size = data.byteLength);
    bus.publish("a", new Uint8Array(512 * 1024));
    await waitFor("the message", () => size === 512 * 1024 || undefined);
    await bus.close();
    await bus.close();
    bus.publish("a", bytes("after closing"));
  });
}
