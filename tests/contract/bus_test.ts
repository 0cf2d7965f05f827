import assert from "node:assert/strict";
import type { Bus } from "@edge/bus/bus.ts";
import { localBus } from "@edge/bus/local.ts";
import { natsBus } from "@edge/bus/nats.ts";
import { cuttableLine } from "../support/cuttable.ts";
import { startNats, type TestNats } from "../support/nats.ts";
import { freePort, waitFor } from "../support/waiting.ts";
import { busContract } from "./bus_contract.ts";

let shared: { bus: Bus; users: number; onError: (error: unknown) => void } | undefined;

/** The one process's bus, for as many members as a test opens. */
busContract("local bus", (onError) => {
  shared ??= { bus: localBus((error) => shared?.onError(error)), users: 0, onError };
  shared.users++;
  shared.onError = onError;
  const { bus } = shared;
  const close = () => {
    if (shared && --shared.users === 0) shared = undefined;
    return bus.close();
  };
  return Promise.resolve({ ...bus, close });
});

let nats: TestNats | undefined;
Deno.test.beforeAll(async () => {
  nats = await startNats();
});
Deno.test.afterAll(() => nats?.stop());
busContract("NATS bus", (onError) => natsBus(nats!.url, onError));

Deno.test("NATS bus: comes back with its subscriptions when the server was away", async () => {
  const bus = await natsBus(nats!.url);
  let heard = 0;
  await bus.subscribe("a", () => heard++);
  await nats!.restart();
  await waitFor("messages again", () => {
    bus.publish("a", new Uint8Array([1]));
    return heard > 0 || undefined;
  });
  await bus.close();
  assert.ok(heard > 0);
});

Deno.test("NATS bus: a server that is away at the start keeps nobody waiting, and is joined when it comes", async () => {
  const port = freePort();
  const told: unknown[] = [];
  const bus = await natsBus(`nats://127.0.0.1:${port}`, (error) => told.push(error));
  let heard = 0;
  await bus.subscribe("a", () => heard++);
  bus.publish("a", new Uint8Array([1]));
  assert.equal(told.length, 1, "it is told once, not at every try");
  await using _late = await startNats(port);
  await waitFor("messages", () => {
    bus.publish("a", new Uint8Array([1]));
    return heard > 0 || undefined;
  });
  await bus.close();
});

Deno.test("NATS bus: a line that breaks while one subscribes or closes harms neither", async () => {
  const line = cuttableLine(nats!.url);
  try {
    const bus = await natsBus(line.url);
    let heard = 0;
    const asked = bus.subscribe("a", () => heard++);
    line.cut();
    await asked;
    await waitFor("messages again", () => {
      bus.publish("a", new Uint8Array([1]));
      return heard > 0 || undefined;
    });
    line.cut();
    await bus.close();
    const other = await natsBus(line.url);
    const closed = other.close();
    line.cut();
    await closed;
  } finally {
    line.close();
  }
});
