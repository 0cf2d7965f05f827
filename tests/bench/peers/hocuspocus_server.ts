/**
 * Program: Hocuspocus with its defaults, joined to Deno's own WebSockets by `handleConnection`, as its release notes
 * say for Deno (its node server refuses to run there). In: PORT; with FOLDER its database extension stores documents
 * there, as documented (debounce 2 s, at most 10 s: its defaults); without, memory only.
 */
import { PEERS } from "../config.ts";

type Named = { documentName: string };
type Options = {
  fetch(of: Named): Promise<Uint8Array | null>;
  store(of: Named & { state: Uint8Array }): Promise<void>;
};
type Connection = {
  handleMessage(bytes: Uint8Array): void;
  handleClose(event: { code: number; reason: string }): void;
};
type ServerModule = {
  Hocuspocus: new (options: { quiet: boolean; extensions: unknown[] }) => {
    handleConnection(socket: WebSocket, request: Request): Connection;
  };
};
type DatabaseModule = { Database: new (options: Options) => unknown };

const { Hocuspocus }: ServerModule = await import(PEERS.hocuspocusServer);
const folder = Deno.env.get("FOLDER");
const extensions: unknown[] = [];
if (folder) {
  const { Database }: DatabaseModule = await import(PEERS.hocuspocusDatabase);
  extensions.push(
    new Database({
      fetch: ({ documentName }) => Deno.readFile(`${folder}/${documentName}`).catch(() => null),
      store: async ({ documentName, state }) => {
        // Renamed into place, so that a kill half-way is not counted against it.
        await Deno.writeFile(`${folder}/${documentName}.new`, state);
        await Deno.rename(`${folder}/${documentName}.new`, `${folder}/${documentName}`);
      },
    }),
  );
}
const hocuspocus = new Hocuspocus({ quiet: true, extensions });
Deno.serve({ port: Number(Deno.env.get("PORT")), hostname: "127.0.0.1", onListen: () => {} }, (request) => {
  if (request.headers.get("upgrade") !== "websocket") return new Response("okay");
  const { socket, response } = Deno.upgradeWebSocket(request);
  let connection: Connection | undefined;
  socket.binaryType = "arraybuffer";
  socket.onopen = () => connection = hocuspocus.handleConnection(socket, new Request(request.url));
  socket.onmessage = ({ data }) => connection?.handleMessage(new Uint8Array(data));
  socket.onclose = ({ code, reason }) => connection?.handleClose({ code, reason });
  return response;
});
