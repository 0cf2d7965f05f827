import type { DocRef } from "../doc/kinds.ts";
import { WIRE_VERSION } from "../wire/version.ts";

/** The socket of a document on the server this page came from. */
export function syncAddress(ref: DocRef, location: { protocol: string; host: string }): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/sync/${ref.kind}/${ref.id}?v=${WIRE_VERSION}`;
}
