import { fileURLToPath } from "node:url";

/** Asks until there is an answer. In: what is waited for, for the message. Throws when none came in `limit` ms. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  limit = 10_000,
): Promise<T> {
  const end = performance.now() + limit;
  while (true) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`${what}: no answer in ${limit} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A TCP port of the loopback that was free a moment ago. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

export function fromFileUrl(url: URL): string {
  return fileURLToPath(url);
}
