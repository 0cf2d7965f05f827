import type { World } from "./world.ts";

/** A bare socket to a ticket's document, as a browser with this session opens it; without one, a stranger's. */
export function documentSocket(world: World, ticketId: string, session?: string): WebSocket {
  return new WebSocket(`${world.url.replace("http", "ws")}/sync/ticket/${ticketId}`, {
    headers: { origin: world.url, ...(session === undefined ? {} : { cookie: `session=${session}` }) },
  } as never);
}

/** The same, once the server has answered. */
export async function openDocument(world: World, ticketId: string, session: string): Promise<WebSocket> {
  const socket = documentSocket(world, ticketId, session);
  await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
  return socket;
}

/** The code it is closed with. */
export function closing(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
}
