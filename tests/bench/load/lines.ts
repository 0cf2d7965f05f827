/** Stock clients of each server: y-websocket's own provider, and Hocuspocus's own. */
import * as decoding from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import { PEERS } from "../config.ts";
import type { Line } from "./writer.ts";

export type Kind = "mutirao" | "y-websocket" | "hocuspocus";
/** `cookies`: one a member, taken in turn; ours limits what one member may do. */
export type Target = { kind: Kind; url: string; cookies: readonly string[]; origin: string };

export async function openLine(target: Target, room: string, doc: Y.Doc): Promise<Line> {
  return target.kind === "hocuspocus" ? await hocuspocus(target, room, doc) : yWebsocket(target, room, doc);
}

/** Our extra message types, by number (sync/wire/message_type.ts); a stock client only logs them. */
const SAVED = 100;
const OURS = [SAVED, 101, 102];

let opened = 0;

function yWebsocket(target: Target, room: string, doc: Y.Doc): Line {
  const cookie = target.cookies[opened++ % target.cookies.length];
  class Signed extends WebSocket {
    constructor(url: string | URL) {
      // Deno takes headers here, which the browsers' types do not know.
      super(url, { headers: { cookie: `session=${cookie}`, origin: target.origin } } as unknown as string[]);
    }
  }
  const provider = new WebsocketProvider(target.url, room, doc, {
    disableBc: true,
    ...(target.kind === "mutirao" ? { WebSocketPolyfill: Signed as unknown as typeof WebSocket } : {}),
  });
  let saved: number | undefined;
  for (const type of OURS) {
    provider.messageHandlers[type] = (_encoder, decoder) => {
      const text = decoding.readVarString(decoder);
      if (type === SAVED) saved = (JSON.parse(text) as { count: number }).count;
    };
  }
  return {
    listenOnly: (hear) => hearOnly(provider.ws!, hear),
    synced: new Promise((resolve) => provider.on("sync", (isSynced: boolean) => isSynced && resolve())),
    acknowledged: () => saved,
    close: () => provider.destroy(),
  };
}

/** From here on nobody but `hear` is given what comes in. */
function hearOnly(socket: WebSocket, hear: (frame: Uint8Array) => void): void {
  socket.binaryType = "arraybuffer";
  socket.onmessage = ({ data }) => hear(new Uint8Array(data));
}

type Transport = {
  webSocket: WebSocket & { identifier: number };
  webSocketHandlers: Record<number, { message: (event: MessageEvent) => void }>;
};
type HocuspocusProvider = {
  unsyncedChanges: number;
  configuration: { websocketProvider: Transport };
  destroy(): void;
};
type ProviderModule = {
  HocuspocusProvider: new (options: {
    url: string;
    name: string;
    document: Y.Doc;
    onSynced: () => void;
  }) => HocuspocusProvider;
};
let providers: Promise<ProviderModule> | undefined;

async function hocuspocus(target: Target, room: string, doc: Y.Doc): Promise<Line> {
  const { HocuspocusProvider } = await (providers ??= import(PEERS.hocuspocusProvider));
  let sent = 0;
  doc.on("update", (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local) sent++;
  });
  let provider: HocuspocusProvider | undefined;
  const synced = new Promise<void>((resolve) => {
    provider = new HocuspocusProvider({ url: target.url, name: room, document: doc, onSynced: () => resolve() });
  });
  return {
    listenOnly(hear) {
      const { webSocket, webSocketHandlers } = provider!.configuration.websocketProvider;
      webSocket.removeEventListener("message", webSocketHandlers[webSocket.identifier]!.message);
      hearOnly(webSocket, hear);
    },
    synced,
    // It counts down to zero: what is not outstanding was acknowledged, in order.
    acknowledged: () => sent - provider!.unsyncedChanges,
    close: () => provider!.destroy(),
  };
}
