import { cpus } from "node:os";

/** One line: when and on what a part was measured, and how busy the machine was just before. */
export function conditions(): string {
  const memory = (Deno.systemMemoryInfo().total / 2 ** 30).toFixed(0);
  const processors = cpus();
  const load = Deno.loadavg().map((value) => value.toFixed(2)).join(" ");
  return `${new Date().toISOString().slice(0, 16)}Z · ${processors.length} × ${
    processors[0]?.model.trim()
  }, ${memory} GB, ` +
    `${Deno.build.os} ${Deno.osRelease()} · Deno ${Deno.version.deno} · load average before: ${load}`;
}

/** Waits until the machine is quiet, at most `limitMs`. Out: whether it became so. */
export async function untilQuiet(load: number, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; Deno.loadavg()[0]! > load;) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  }
  return true;
}

/** CPU seconds a process has used: user and system. Linux only. */
export const cpuSeconds = (pid: number): number => times(pid).own;

/** The same of a process, its living children and those that ended: PostgreSQL's workers come and go. */
export function familyCpuSeconds(pid: number): number {
  const [first, ...children] = family(pid);
  let total = times(first!).own + times(first!).ended;
  for (const child of children) {
    try {
      total += times(child).own;
    } catch {
      // Ended since it was listed.
    }
  }
  return total;
}

/** CPU seconds of the process itself, and of children that ended. */
function times(pid: number): { own: number; ended: number } {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  // The second field is the name in brackets, which may hold spaces.
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 15).map(Number);
  return { own: (ticks[0]! + ticks[1]!) / 100, ended: (ticks[2]! + ticks[3]!) / 100 };
}

/** A process with everything it started. */
export function family(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of Deno.readDirSync("/proc")) {
    const id = Number(entry.name);
    if (!id) continue;
    try {
      const stat = Deno.readTextFileSync(`/proc/${id}/stat`);
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...children.get(parent) ?? [], id]);
    } catch {
      // Ended meanwhile.
    }
  }
  const found = [pid];
  for (let at = 0; at < found.length; at++) found.push(...children.get(found[at]!) ?? []);
  return found;
}

/** Resident memory in MB: `rss` as `ps` shows it, `pss` with shared pages divided among those who share them. */
export function memoryOf(pids: number[]): { rss: number; pss: number } {
  let [rss, pss] = [0, 0];
  for (const pid of pids) {
    const text = Deno.readTextFileSync(`/proc/${pid}/smaps_rollup`);
    rss += Number(/^Rss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
    pss += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
  }
  return { rss, pss };
}

export function commandOf(pid: number): string {
  return Deno.readTextFileSync(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
}
