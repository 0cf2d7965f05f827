// @ts-check
/** The visitor's calls to the server, and the stream that goes on exactly where it broke off. */

/**
 * @typedef {{id: string, from: "visitor" | "team" | "system", by?: {name: string, colour: number}, kind: string,
 *   body: string, media?: {url: string, mime: string, name: string, size: number, kind: string}, quoteId?: string,
 *   status: "sent" | "delivered" | "read" | "failed", at: number}} Message
 * @typedef {{token: string, name?: string, team: {name: string, colour: number}[], whatsapp?: string,
 *   messages: Message[], hasOlder: boolean, cursor: string}} Session
 */

/** An answer that is not 2xx. `code` is one of the server's. */
export class Refused extends Error {
  /** @param {number} status @param {string} code @param {Record<string, unknown>} params */
  constructor(status, code, params) {
    super(code);
    this.status = status;
    this.code = code;
    this.params = params;
  }
}

/** @param {string} connection */
export function api(connection) {
  const base = `/chat/${connection}/api`;
  let token = "";

  /**
   * @param {string} method @param {string} path @param {BodyInit} [body] @param {string} [type]
   * @returns {Promise<any>}
   */
  async function call(method, path, body, type = "application/json") {
    // Who writes before the session is there is nobody yet: as without an answer, it goes when it has begun.
    if (!token && path !== "session") throw new Error("no session yet");
    const response = await fetch(`${base}/${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { "content-type": type } : {}) },
      body: body ?? null,
    });
    if (response.ok) return await response.json();
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem.code ?? "other", problem.params ?? {});
  }

  return {
    /** @param {string} value */
    useToken(value) {
      token = value;
    },
    /** @param {object} input @returns {Promise<Session>} */
    session: (input) => call("POST", "session", JSON.stringify(input)),
    /** @param {string} before @returns {Promise<{messages: Message[], hasOlder: boolean}>} */
    history: (before) => call("GET", `history?before=${encodeURIComponent(before)}`),
    /** @param {object} message */
    message: (message) => call("POST", "messages", JSON.stringify(message)),
    /** @param {boolean} typing */
    typing: (typing) => call("POST", "typing", JSON.stringify({ typing })),
    /** @param {"delivered" | "read"} type @param {string[]} messageIds */
    receipt: (type, messageIds) => call("POST", "read", JSON.stringify({ type, messageIds })),
    /** @param {string} id @param {Blob} blob @param {string} name */
    upload: (id, blob, name) =>
      call("PUT", `media/${id}?name=${encodeURIComponent(name)}`, blob, blob.type || "application/octet-stream"),

    /**
     * One connection of the stream. Resolves when it ends, rejects when it cannot be opened or breaks.
     * Fetch and not EventSource, because the token belongs in a header and not in an address that is logged.
     * @param {string} cursor @param {AbortSignal} signal
     * @param {(event: string, data: any, id: string) => void} onEvent
     */
    async stream(cursor, signal, onEvent) {
      const response = await fetch(`${base}/stream`, {
        headers: { authorization: `Bearer ${token}`, "last-event-id": cursor, accept: "text/event-stream" },
        signal,
      });
      if (!response.ok || !response.body) throw new Refused(response.status, "other", {});
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += value;
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          const fields = new Map(
            text.slice(0, end).split("\n").map((line) => {
              const colon = line.indexOf(":");
              return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
            }),
          );
          text = text.slice(end + 2);
          const data = fields.get("data");
          onEvent(fields.get("event") ?? "message", data ? JSON.parse(data) : undefined, fields.get("id") ?? "");
        }
      }
    },
  };
}
