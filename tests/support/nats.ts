import { freePort, waitFor } from "./waiting.ts";

export type TestNats = {
  url: string;
  stop(): Promise<void>;
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

const PLACES = ["/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server"];

/** A real nats-server on a port of the loopback (a free one); `restart()` brings it back on the same one. */
export async function startNats(port = freePort()): Promise<TestNats> {
  const program = findNats();
  if (!program) throw new Error("no nats-server found: install one (Debian: apt-get install nats-server)");
  let child = await launch(program, port);
  const stop = async (): Promise<void> => {
    try {
      child.kill("SIGTERM");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await child.status;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    stop,
    async restart() {
      await stop();
      child = await launch(program, port);
    },
    [Symbol.asyncDispose]: stop,
  };
}

export function findNats(): string | undefined {
  return PLACES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

async function launch(program: string, port: number): Promise<Deno.ChildProcess> {
  const args = ["--addr", "127.0.0.1", "--port", String(port)];
  const child = new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  await waitFor("nats-server", async () => {
    try {
      using _connection = await Deno.connect({ hostname: "127.0.0.1", port });
      return true;
    } catch {
      return undefined;
    }
  });
  return child;
}
