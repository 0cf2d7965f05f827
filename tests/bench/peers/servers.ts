import type { Target } from "../load/lines.ts";
import { PEERS, PORTS } from "../config.ts";
import { family } from "../machine.ts";
import type { Product } from "../seed.ts";
import { fromFileUrl, waitFor } from "../../support/waiting.ts";

/** A server under the documents load: its address, its process, and how to kill and bring it back. */
export type Contender = {
  name: string;
  target: Target;
  pid(): number;
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Ours: the whole product, every update checked, committed to PostgreSQL and only then passed on. */
export function ourServer(product: Product, cookies: readonly string[] = [product.cookie]): Contender {
  const { edge } = product;
  return {
    name: "Mutirão",
    target: { kind: "mutirao", url: `ws://127.0.0.1:${edge.port}/sync/ticket`, cookies, origin: edge.url },
    // The test's server does not tell its process: the child of ours that serves this port.
    pid: () => family(Deno.pid).find((pid) => environmentOf(pid).includes(`\0PORT=${edge.port}\0`))!,
    kill: async () => void await edge.kill("SIGKILL"),
    restart: () => edge.restart(),
    close: async () => {},
  };
}

export async function startPeer(kind: "y-websocket" | "hocuspocus", folder?: string): Promise<Contender> {
  const port = kind === "hocuspocus" ? PORTS.hocuspocus : PORTS.yWebsocket;
  const installed = kind === "y-websocket" ? await installYWebsocket() : undefined;
  const start = async (): Promise<Deno.ChildProcess> => {
    const child = new Deno.Command(Deno.execPath(), {
      args: installed
        ? ["run", "--node-modules-dir=none", "-A", `${installed}/main.js`]
        : ["run", "--no-config", "--no-lock", "-A", fromFileUrl(new URL("hocuspocus_server.ts", import.meta.url))],
      ...(installed ? { cwd: installed } : {}),
      env: { HOST: "127.0.0.1", PORT: String(port), ...(folder ? { FOLDER: folder } : {}) },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    await waitFor(`${kind} on port ${port}`, async () => {
      const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
      await response?.body?.cancel();
      return response?.ok || undefined;
    }, 60_000);
    return child;
  };
  let child = await start();
  const end = async (): Promise<void> => {
    try {
      child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await child.status;
  };
  return {
    name: kind === "hocuspocus" ? "@hocuspocus/server 4.7.0" : "@y/websocket-server 0.1.5",
    target: { kind, url: `ws://127.0.0.1:${port}`, cookies: [], origin: "" },
    pid: () => child.pid,
    kill: end,
    restart: async () => void (child = await start()),
    async close() {
      await end();
      if (installed) await Deno.remove(installed, { recursive: true });
    },
  };
}

/**
 * @y/websocket-server as it comes: its own server.js, documents in memory, no acknowledgement. What it names as
 * `@y/protocols ^1.0.6-1` resolves today to a release on another Yjs, with which it delivers nothing at all ("Caught
 * error while handling a Yjs update", 2026-11); the release it names works.
 */
async function installYWebsocket(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "mutirao-bench-y-websocket-" });
  const { yWebsocketServer: [name, version], yProtocols } = PEERS;
  await Deno.writeTextFile(
    `${folder}/package.json`,
    JSON.stringify({ type: "module", dependencies: { [name]: version }, overrides: { "@y/protocols": yProtocols } }),
  );
  await Deno.writeTextFile(`${folder}/main.js`, `import "${name}/server";\n`);
  return folder;
}

function environmentOf(pid: number): string {
  try {
    return `\0${Deno.readTextFileSync(`/proc/${pid}/environ`)}`;
  } catch {
    return "";
  }
}
