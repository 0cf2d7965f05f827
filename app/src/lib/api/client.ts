/** Calls to the server that are not part of the data layer: sign-in, set-up, settings. One problem shape for all. */
import { ERROR_CODES, type ErrorCode, type ErrorParams } from "@domain/error.ts";

export type Problem = {
  ok: false;
  code: ErrorCode | "offline";
  params: ErrorParams;
  status: number;
  requestId?: string;
};
export type Answer<T> = { ok: true; data: T } | Problem;

const TIMEOUT_MS = 30_000;

/** GET; never throws for what can be expected (no network is code `offline`). */
export function get<T>(path: string, signal?: AbortSignal): Promise<Answer<T>> {
  return call<T>(path, { method: "GET", signal: patience(signal) });
}

export function post<T>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<Answer<T>> {
  return call<T>(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: patience(signal),
  });
}

/** A file as it is; it may take as long as it takes. */
export function put<T>(path: string, file: Blob): Promise<Answer<T>> {
  return call<T>(path, { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: file });
}

/** A server that hangs is no network either. */
function patience(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function call<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  // Sentences of the server (connection checks) come in the language of the screen, not of the browser. The data worker
  // has no screen and asks for no sentences.
  const language = globalThis.document?.documentElement.lang;
  const headers = { ...init.headers, ...(language ? { "accept-language": language } : {}) };
  try {
    response = await fetch(path, { ...init, headers, credentials: "same-origin" });
    // Cut off on the way it is no answer.
    text = await response.text();
  } catch {
    return offline();
  }
  const body = parsed(text);
  if (!response.ok) return { ...problemOf(body), ok: false, status: response.status };
  // A hotel's sign-in page answers 200 too.
  if (body === undefined && text !== "") return offline();
  // The server is ours and of this version; its answers are typed by the path (edge/http).
  return { ok: true, data: body as T };
}

const offline = (): Problem => ({ ok: false, code: "offline", params: {}, status: 0 });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(body: unknown): { code: ErrorCode; params: ErrorParams; requestId?: string } {
  if (typeof body !== "object" || body === null) return { code: "server_error", params: {} };
  const code = "code" in body ? ERROR_CODES.find((known) => known === body.code) : undefined;
  const params = "params" in body && typeof body.params === "object" && body.params !== null ? body.params : {};
  const requestId = "requestId" in body && typeof body.requestId === "string" ? { requestId: body.requestId } : {};
  return { code: code ?? "server_error", params: params as ErrorParams, ...requestId };
}
