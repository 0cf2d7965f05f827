import type { Target } from "../load/lines.ts";
import { PORTS } from "../config.ts";
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
export function ourServer(product: Product): Contender {
  const { edge, cookie } = product;
  return {
    name: "Mutirão",
    target: { kind: "mutirao", url: `ws://127.0.0.1:${edge.port}/sync/ticket`, cookie, origin: edge.url },
    // The test's server does not tell its process: the child of ours that serves this port.
    pid: () => family(Deno.pid).find((pid) => environmentOf(pid).includes(`\0PORT=${edge.port}\0`))!,
    kill: async () => void await edge.kill("SIGKILL"),
    restart: () => edge.restart(),
    close: async () => {},
  };
}

export async function startPeer(kind: "y-websocket" | "hocuspocus", folder?: string): Promise<Contender> {
  const port = kind === "hocuspocus" ? PORTS.hocuspocus : PORTS.yWebsocket;
  const program = kind === "hocuspocus" ? "hocuspocus_server.ts" : "y_websocket_server.ts";
  const start = async (): Promise<Deno.ChildProcess> => {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-config", "--no-lock", "-A", fromFileUrl(new URL(program, import.meta.url))],
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
    target: { kind, url: `ws://127.0.0.1:${port}`, cookie: "", origin: "" },
    pid: () => child.pid,
    kill: end,
    restart: async () => void (child = await start()),
    close: end,
  };
}

function environmentOf(pid: number): string {
  try {
    return `\0${Deno.readTextFileSync(`/proc/${pid}/environ`)}`;
  } catch {
    return "";
  }
}
