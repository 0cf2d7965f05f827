import { connect, type NatsConnection, type Subscription } from "@nats-io/transport-node";
import type { Bus } from "./bus.ts";

/** How long a start waits for a NATS server that does not answer before it goes on without. */
const FIRST_MS = 3_000;
const AGAIN_MS = 500;

type Hearing = { subject: string; hear: (data: Uint8Array) => void; subscription?: Subscription };

/**
 * Joins the processes through a NATS server (core: no JetStream needed). Connects, and reconnects, for as long as it
 * takes: one that is away when we start keeps nobody from working, as whoever must not miss anything reads the database.
 */
export async function natsBus(url: string, onError: (error: unknown) => void = reportError): Promise<Bus> {
  const hearings = new Set<Hearing>();
  let nats: NatsConnection | undefined;
  let isClosed = false;

  function subscribe(connection: NatsConnection, hearing: Hearing): void {
    hearing.subscription = connection.subscribe(hearing.subject, {
      callback(error, message) {
        if (error) return onError(error);
        try {
          hearing.hear(message.data);
        } catch (thrown) {
          onError(thrown);
        }
      },
    });
  }

  async function keepTrying(): Promise<void> {
    for (let isTold = false; !isClosed; isTold = true) {
      try {
        const connection = await connect({
          servers: url.split(","),
          maxReconnectAttempts: -1,
          reconnectTimeWait: 500,
          name: "mutirao",
        });
        if (isClosed) return await connection.close();
        for (const hearing of hearings) subscribe(connection, hearing);
        nats = connection;
        return;
      } catch (error) {
        if (!isTold) onError(error);
        await pause(AGAIN_MS);
      }
    }
  }

  await atMost(FIRST_MS, keepTrying());
  return {
    publish(subject, data) {
      if (nats && !nats.isClosed()) nats.publish(subject, data);
    },
    async subscribe(subject, hear) {
      const hearing: Hearing = { subject, hear };
      hearings.add(hearing);
      if (nats) {
        subscribe(nats, hearing);
        // The server knows of the subscription once it has answered. Away, or cut off just now? It is told when it is back.
        await atMost(1_000, nats.flush().catch(() => {}));
      }
      return () => {
        hearings.delete(hearing);
        hearing.subscription?.unsubscribe();
      };
    },
    async close() {
      isClosed = true;
      // Without a line there is nothing left to say.
      if (nats && !nats.isClosed()) await nats.drain().catch(() => nats?.close());
    },
  };
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([work, new Promise((resolve) => timer = setTimeout(resolve, ms))]);
  clearTimeout(timer);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
