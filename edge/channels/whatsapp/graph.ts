/** Calls to Meta's Graph API: base URL, version and bearer in one place, answers told apart from silence. */
import type { ConnectionConfig, Io } from "../channel.ts";

export type Answer =
  | { type: "answer"; status: number; ok: boolean; body: string }
  /** The request never left: nothing can have happened. */
  | { type: "unreachable"; text: string }
  /** It left, and no whole answer came back. */
  | { type: "silence"; text: string };

export const DEFAULT_VERSION = "v26.0";

/** One request under `/{version}/`. Never throws. `body`: an object goes as JSON, a form as multipart. */
export async function graph(
  connection: ConnectionConfig,
  io: Io,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: Record<string, unknown> | FormData,
): Promise<Answer> {
  const headers = new Headers({ authorization: `Bearer ${connection.secrets.accessToken ?? ""}` });
  if (body && !(body instanceof FormData)) headers.set("content-type", "application/json");
  try {
    const response = await io.fetch(graphUrl(connection, io, path), {
      method,
      headers,
      body: body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body),
      signal: io.signal ?? null,
      redirect: "error",
    });
    return { type: "answer", status: response.status, ok: response.ok, body: await response.text() };
  } catch (error) {
    return isUnreachable(error)
      ? { type: "unreachable", text: messageOf(error) }
      : { type: "silence", text: messageOf(error) };
  }
}

export function graphUrl(connection: ConnectionConfig, io: Io, path: string): string {
  return `${io.graphUrl}/${connection.public.version ?? DEFAULT_VERSION}/${path}`;
}

/**
 * Deno says `client error (Connect)` for everything up to and including the TLS handshake (refused, no route, DNS).
 * Only these are safe to repeat; a time-out is not, because fetch does not tell at which point it struck.
 */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && /client error \(Connect\)|dns error|connection refused/i.test(chainOf(error));
}

function chainOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${chainOf(error.cause)}` : "";
}

function messageOf(error: unknown): string {
  // The URL in Deno's message may hold ids; the name of the failure is enough.
  if (!(error instanceof Error)) return "no answer";
  return error.name === "TypeError" ? error.message.replace(/ for url \([^)]*\)/, "") : error.name;
}
