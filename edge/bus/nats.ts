import { connect } from "@nats-io/transport-node";
import type { Bus } from "./bus.ts";

/** Joins the processes through a NATS server (core: no JetStream needed). Reconnects for as long as it takes. */
export async function natsBus(url: string, onError: (error: unknown) => void = reportError): Promise<Bus> {
  const nats = await connect({
    servers: url.split(","),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    name: "mutirao",
  });
  return {
    publish(subject, data) {
      if (!nats.isClosed()) nats.publish(subject, data);
    },
    async subscribe(subject, hear) {
      const subscription = nats.subscribe(subject, {
        callback(error, message) {
          if (error) return onError(error);
          try {
            hear(message.data);
          } catch (thrown) {
            onError(thrown);
          }
        },
      });
      // The server knows of the subscription once it has answered. Away just now? It is told when it is back.
      await Promise.race([nats.flush(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
      return () => subscription.unsubscribe();
    },
    async close() {
      if (!nats.isClosed()) await nats.drain();
    },
  };
}
