import { fileURLToPath } from "node:url";
import type { Config } from "../config.ts";

export type Development = {
  url: string;
  /** Both parts answer, or took too long to (what they say is on the terminal). */
  ready: Promise<void>;
  /** Resolves with the name of the part that ended by itself. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const APP_URL = "http://localhost:5173";
const PERMISSIONS = ["net", "read", "write", "env", "sys", "run", "ffi"].map((name) => `--allow-${name}`);
const AGAIN_MS = 1500;
const GRACE_MS = 5000;
const START_MS = 60_000;

/** The edge, started again when its sources change, and Vite beside it; both end with `stop()`. */
export function startDevelopment(config: Config): Development {
  const env = {
    DATABASE_URL: config.databaseUrl,
    SECRET_KEY: config.secretKey,
    PORT: String(config.port),
    // The browser talks to Vite, which proxies: its origin is the one to check.
    PUBLIC_URL: config.publicUrl ?? APP_URL,
  };
  const watch = [
    "run",
    "--watch=edge,db,sync",
    "--no-clear-screen",
    ...PERMISSIONS,
    "edge/boot/serve_only.ts",
    "--print",
  ];
  const edge = launch(config.demo ? [...watch, "--demo"] : watch, ROOT, env);
  const vite = launch(["run", "-A", "npm:vite", "dev"], `${ROOT}app`, { EDGE_URL: `http://127.0.0.1:${config.port}` });
  const ended = Promise.race([edge.status.then(() => "edge"), vite.status.then(() => "vite")]);
  const ready = Promise.all([answers(APP_URL), answers(`http://127.0.0.1:${config.port}/readyz`)]).then(() => {});
  return { url: APP_URL, ready, ended, stop: async () => void await Promise.all([end(vite), end(edge)]) };
}

/** Waits until something answers there; one that ended before is told by `ended`. */
async function answers(url: string): Promise<void> {
  for (const until = performance.now() + START_MS; performance.now() < until;) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function launch(args: string[], cwd: string, env: Record<string, string>): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), { args, cwd, env, stdin: "null" }).spawn();
}

async function end(child: Deno.ChildProcess): Promise<void> {
  const signal = (name: Deno.Signal): void => {
    try {
      child.kill(name);
    } catch (error) {
      // It had ended already.
      if (!(error instanceof TypeError)) throw error;
    }
  };
  signal("SIGTERM");
  // The watcher stays when the program it watches has ended on the first; the second is for itself.
  const timers = [setTimeout(() => signal("SIGTERM"), AGAIN_MS), setTimeout(() => signal("SIGKILL"), GRACE_MS)];
  await child.status;
  timers.forEach(clearTimeout);
}
