import { Hono } from "hono";
import type { Config } from "./config.ts";

export type Edge = {
  /** Where people open it. */
  url: string;
  ready: Promise<void>;
  /** The one-time link of the first start. */
  setupUrl?: string | undefined;
  /** Lines for the person at the terminal, such as the sign-ins of the demo. */
  notes?: string[];
  close(): Promise<void>;
};

/** The composition root; this placeholder only answers the health routes. */
export async function serve(config: Config): Promise<Edge> {
  const app = new Hono();
  app.get("/healthz", (c) => c.text("ok"));
  app.get("/readyz", (c) => c.text("ok"));
  const server = Deno.serve({ port: config.port, hostname: config.hostname, onListen: () => {} }, app.fetch);
  return {
    url: config.publicUrl ?? `http://localhost:${config.port}`,
    ready: Promise.resolve(),
    close: () => server.shutdown(),
  };
}
