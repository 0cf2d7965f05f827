import type { BenchConfig } from "../config.ts";
import { PORTS } from "../config.ts";
import { commandOf, family, memoryOf } from "../machine.ts";
import { median, show, table } from "../numbers.ts";
import { ROOT } from "../../support/steps.ts";
import { waitFor } from "../../support/waiting.ts";

const URL = `http://127.0.0.1:${PORTS.start}`;

/** A fresh clone from `deno task start` to /readyz, then again; and what it holds in memory when nobody is there. */
export async function measureStart({ start }: BenchConfig): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "mutirao-bench-clone-" });
  try {
    // The database's own user must be able to walk in.
    await Deno.chmod(folder, 0o711);
    await command("git", ["clone", "--quiet", ROOT, `${folder}/clone`]);
    const cold = await once(`${folder}/clone`, folder);
    await cold.stop();
    const warm: number[] = [];
    for (let at = 0; at < start.warmStarts - 1; at++) {
      const again = await once(`${folder}/clone`, folder);
      warm.push(again.ms);
      await again.stop();
    }
    const last = await once(`${folder}/clone`, folder);
    warm.push(last.ms);
    await new Promise((resolve) => setTimeout(resolve, start.idleSeconds * 1000));
    const memory = idleMemory(last.pid);
    await last.stop();
    return [
      table(["until /readyz answers 200", "measured", "in its own words"], [
        ["cold: fresh clone, npm cache warm, no build, no database", show(cold.ms / 1000, "s"), cold.steps],
        [`warm, median of ${warm.length}`, show(median(warm) / 1000, "s"), `the last: ${last.steps}`],
        ["warm, all", warm.map((ms) => show(ms / 1000)).join(" · ") + " s", ""],
      ]),
      "",
      `Idle memory, ${start.idleSeconds} s after a start, an empty workspace, nobody connected:`,
      "",
      table(["process", "RSS", "PSS (shared pages divided)"], memory),
    ].join("\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

type Started = { ms: number; pid: number; steps: string; stop: () => Promise<void> };

async function once(clone: string, folder: string): Promise<Started> {
  const begun = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "start"],
    cwd: clone,
    env: { PORT: String(PORTS.start), HOST: "127.0.0.1", DATA_DIR: `${folder}/data`, LOG_LEVEL: "warning" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const printed: string[] = [];
  const readers = [child.stdout, child.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) printed.push(text);
  });
  let ended = false;
  const done = child.status.then(() => ended = true);
  const stop = async (): Promise<void> => {
    if (!ended) child.kill("SIGTERM");
    await done;
    await Promise.all(readers);
  };
  try {
    await waitFor("deno task start", async () => {
      if (ended) throw new Error(`deno task start ended:\n${printed.join("")}`);
      return (await fetch(`${URL}/readyz`).then(answered, () => false)) || undefined;
    }, 180_000);
  } catch (error) {
    await stop();
    throw error;
  }
  const ms = performance.now() - begun;
  // What it says itself about where the time went: `1/3 Preparing the app … 3.2 s`.
  const steps = printed.join("").split("\n").filter((line) => /^\d\/\d /.test(line)).join(" · ");
  return { ms, pid: child.pid, steps, stop };
}

async function answered(response: Response): Promise<boolean> {
  await response.body?.cancel();
  return response.ok;
}

function idleMemory(pid: number): string[][] {
  const all = family(pid);
  const postgres = all.filter((id) => /postgres/.test(commandOf(id)) && !/edge\/start/.test(commandOf(id)));
  const server = all.filter((id) => /edge\/start\.ts/.test(commandOf(id)) && !/\btask start\b/.test(commandOf(id)));
  // pg_ctl leaves the database as nobody's child.
  const database = postgres.length > 0 ? postgres : orphanDatabase();
  const row = (name: string, pids: number[]) => {
    const { rss, pss } = memoryOf(pids);
    return [name, show(rss, "MB"), show(pss, "MB")];
  };
  return [
    row("server", server),
    row(`its PostgreSQL (${database.length} processes; RSS counts shared memory in each)`, database),
    row("`deno task` around it", [pid]),
  ];
}

/** The postmaster that belongs to our clone's data folder, with its children. */
function orphanDatabase(): number[] {
  for (const entry of Deno.readDirSync("/proc")) {
    const pid = Number(entry.name);
    if (!pid) continue;
    try {
      if (/postgres .*-D .*mutirao-bench-clone-/.test(commandOf(pid))) return family(pid);
    } catch {
      // Ended meanwhile.
    }
  }
  return [];
}

async function command(name: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(name, { args, stderr: "piped", stdout: "null" }).output();
  if (!success) throw new Error(`${name} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
}
