import { Hono } from "hono";
import type { Config } from "./config.ts";

export type Edge = { url: string; ready: Promise<void>; setupUrl?: string | undefined; close(): Promise<void> };

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
