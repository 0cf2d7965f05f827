import type { Client } from "../../integration/harness/client.ts";

/** Where the load goes. Servers behind it die and return; whoever asks goes on asking, as an outbox does. */
export type Door = {
  /** A server that may be up just now. */
  url(): string;
  isClosed: boolean;
};

export type Answer = { status: number; text: string };

/** An answer that never comes is a defect of its own: nobody would wait longer. */
const LIMIT_MS = 20_000;
const AGAIN_MS = 30;

/**
 * One request, repeated until a server has answered with anything but its own trouble (5xx). Undefined when the door
 * closed before one did: the fate of the request is not known then.
 */
export async function untilAnswered(
  door: Door,
  path: string,
  request: Omit<RequestInit, "headers"> & { headers?: Record<string, string> },
): Promise<Answer | undefined> {
  while (!door.isClosed) {
    const origin = door.url();
    const answer = await once(origin + path, { ...request, headers: { origin, ...request.headers } });
    if (answer && answer.status < 500) return answer;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return undefined;
}

/** JSON of a signed-in person. Throws when it was refused as a request. */
export async function ask(door: Door, who: Client, path: string, body: unknown): Promise<unknown> {
  const headers = { "content-type": "application/json", cookie: `session=${who.cookie}` };
  const answer = await untilAnswered(door, path, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer === undefined) return undefined;
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text);
}

async function once(url: string, request: RequestInit): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(LIMIT_MS) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") throw new Error(`${url}: no answer`);
    return undefined;
  }
}
