import { join } from "node:path";
import { freePort, fromFileUrl, waitFor } from "./waiting.ts";

export type TestEdge = {
  url: string;
  port: number;
  /** Everything it printed so far, over all restarts. */
  logs(): string;
  /** Ends it (SIGTERM drains, SIGKILL does not) and waits until it is gone. Out: its exit code. */
  kill(signal?: Deno.Signal): Promise<number>;
  /** Sends a signal and does not wait for what comes of it. */
  signal(signal: Deno.Signal): void;
  /** Resolves with its exit code when it ends, by itself or not. */
  ended(): Promise<number>;
  /** Brings it up again on the same port with the same settings (after `kill`, or by draining it first). */
  restart(env?: Record<string, string>): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

type Options = { databaseUrl: string; env?: Record<string, string>; args?: string[] };

const PROGRAM = fromFileUrl(new URL("../../edge/boot/serve_only.ts", import.meta.url));
const ROOT = fromFileUrl(new URL("../../", import.meta.url));
/** The same permissions as `deno task start`, so that a test fails where the product would. */
const PERMISSIONS = [
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-run",
  "--allow-ffi",
];
export const TEST_SECRET_KEY = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
export const TEST_SETUP_TOKEN = "setup-token-of-the-tests";

/**
 * Starts the real edge as a process of its own on a free port and waits until `/readyz` answers 200.
 * Throws with its output when it ends or does not get ready.
 */
export async function startServer({ databaseUrl, env = {}, args = [] }: Options): Promise<TestEdge> {
  const port = Number(env["PORT"] ?? freePort());
  const dataDir = env["DATA_DIR"] ?? await Deno.makeTempDir({ prefix: "mutirao-edge-" });
  const printed: string[] = [];
  const url = `http://127.0.0.1:${port}`;
  let current: Running | undefined;
  let settings = {
    SECRET_KEY: TEST_SECRET_KEY,
    SETUP_TOKEN: TEST_SETUP_TOKEN,
    LOG_LEVEL: "warning",
    HOST: "127.0.0.1",
    ...env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    DATA_DIR: dataDir,
  };
  const kill = async (signal: Deno.Signal = "SIGTERM"): Promise<number> => {
    const running = current;
    current = undefined;
    return running ? await end(running, signal) : 0;
  };
  const start = async (): Promise<void> => {
    current = launch(settings, args, printed);
    try {
      await untilReady(url, current, printed);
    } catch (error) {
      await kill("SIGKILL");
      throw error;
    }
  };
  await start();
  return {
    url,
    port,
    logs: () => printed.join(""),
    kill,
    signal: (signal) => current?.child.kill(signal),
    ended: async () => (await current!.child.status).code,
    async restart(changed = {}) {
      await kill();
      settings = { ...settings, ...changed };
      await start();
    },
    async [Symbol.asyncDispose]() {
      await kill();
      if (!env["DATA_DIR"]) await Deno.remove(dataDir, { recursive: true });
    },
  };
}

type Running = { child: Deno.ChildProcess; readers: Promise<void>[]; exited: number | undefined };

function launch(env: Record<string, string>, args: string[], printed: string[]): Running {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...PERMISSIONS, PROGRAM, ...args],
    cwd: join(ROOT),
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const running: Running = {
    child,
    readers: [child.stdout, child.stderr].map((s) => collect(s, printed)),
    exited: undefined,
  };
  running.readers.push(child.status.then(({ code }) => {
    running.exited = code;
  }));
  return running;
}

async function untilReady(url: string, running: Running, printed: string[]): Promise<void> {
  await waitFor(`the edge at ${url}`, async () => {
    if (running.exited !== undefined) throw new Error(`the edge ended with ${running.exited}:\n${printed.join("")}`);
    try {
      const response = await fetch(`${url}/readyz`);
      await response.body?.cancel();
      return response.ok || undefined;
    } catch {
      return undefined;
    }
  }, 30_000).catch((error) => {
    throw new Error(`${error instanceof Error ? error.message : error}\n${printed.join("")}`, { cause: error });
  });
}

async function end({ child, readers }: Running, signal: Deno.Signal): Promise<number> {
  try {
    child.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof Deno.errors.NotFound)) throw error;
  }
  const { code } = await child.status;
  await Promise.all(readers);
  return code;
}

async function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>, printed: string[]): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) printed.push(text);
}
