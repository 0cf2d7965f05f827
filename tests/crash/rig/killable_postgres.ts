import { dirname } from "node:path";
import process from "node:process";
import { run } from "@edge/boot/run.ts";
import { databaseUser } from "@edge/boot/system_user.ts";
import { openTestServer } from "../../support/test_server.ts";
import { waitFor } from "../../support/waiting.ts";

export type KillablePostgres = {
  /** The superuser's address; the same after every return. */
  url: string;
  version: string;
  /** SIGKILL to the postmaster: as if the machine's memory had run out. */
  kill(): Promise<void>;
  /** Brings it back on its port, with the settings it had; returns when it has recovered and answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A PostgreSQL of one's own to be killed. In: "18" (built in) or the number of an installed one. */
export async function openKillablePostgres(version = Deno.env.get("PG_VERSION") ?? "18"): Promise<KillablePostgres> {
  const root = await Deno.makeTempDir({ prefix: "mutirao-crash-" });
  const server = await openTestServer(version, root);
  const folder = await clusterIn(root);
  const [program = "", ...args] = commandOf(await Deno.readTextFile(`${folder}/postmaster.opts`));
  const options = args.filter((arg, at) => arg !== "-D" && args[at - 1] !== "-D");
  const user = await databaseUser();
  if (user === "none") throw new Error("no unprivileged user to run PostgreSQL");
  return {
    url: server.url,
    version: server.version,
    async kill() {
      const [pid] = (await Deno.readTextFile(`${folder}/postmaster.pid`)).split("\n");
      process.kill(Number(pid), "SIGKILL");
    },
    async start() {
      const start = ["start", "-D", folder, "-w", "-t", "120", "-s", "-l", `${folder}/server.log`];
      const quoted = options.map((option) => `'${option}'`).join(" ");
      // Until the last child has seen that its postmaster is dead, the memory they share is in use.
      await waitFor("PostgreSQL to come back", async () => {
        const { ok } = await run(`${dirname(program)}/pg_ctl`, [...start, "-o", quoted], { user, cwd: "/" });
        return ok || undefined;
      }, 120_000);
    },
    async stop() {
      await server.stop();
      await Deno.remove(root, { recursive: true });
    },
  };
}

async function clusterIn(folder: string): Promise<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.name === "postmaster.opts") return folder;
    const found = entry.isDirectory ? await clusterIn(path).catch(() => "") : "";
    if (found) return found;
  }
  return "";
}

/** `/bin/postgres "-D" "/data" "-c" "port=5432"`, as the server writes down how it was started. */
function commandOf(line: string): string[] {
  const [program = "", ...rest] = line.trim().split(" ");
  return [program, ...[...rest.join(" ").matchAll(/"([^"]*)"/g)].map((match) => match[1]!)];
}
