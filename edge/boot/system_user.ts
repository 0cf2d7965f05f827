import { run } from "./run.ts";
import { readIfThere } from "./data_dir.ts";

/** Who runs the database: nobody in particular (we are an ordinary user ourselves), or an unprivileged system user. */
export type SystemUser = { uid: number; gid: number };

const NAME = "mutirao";
/** Debian, Red Hat and Arch have the first; Alpine and other BusyBox systems the second. */
const CREATE = [
  [
    "useradd",
    "--system",
    "--user-group",
    "--no-create-home",
    "--home-dir",
    "/nonexistent",
    "--shell",
    "/usr/sbin/nologin",
    NAME,
  ],
  ["adduser", "-S", "-D", "-H", NAME],
];

/**
 * PostgreSQL refuses to run as root. Out: undefined for an ordinary user; as root the user `mutirao`, created when it
 * is not there, or else the distribution's own `postgres`; `"none"` when there is neither.
 */
export async function databaseUser(): Promise<SystemUser | undefined | "none"> {
  if (Deno.build.os === "windows" || Deno.uid() !== 0) return undefined;
  const existing = await lookUp(NAME);
  if (existing) return existing;
  for (const [command = "", ...args] of CREATE) {
    const { ok } = await run(command, args);
    const made = ok ? await lookUp(NAME) : undefined;
    if (made) return made;
  }
  return await lookUp("postgres") ?? "none";
}

async function lookUp(name: string): Promise<SystemUser | undefined> {
  const line = (await readIfThere("/etc/passwd"))?.split("\n").find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Whether `user` may pass through every folder above `path`. Our own folders count with their permission bits only. */
export async function canReach(user: SystemUser, path: string): Promise<boolean> {
  const parts = (await Deno.realPath(path)).split("/").filter(Boolean);
  for (let depth = 0; depth < parts.length; depth++) {
    const { mode, uid, gid } = await Deno.stat(`/${parts.slice(0, depth).join("/")}`);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (mode !== null && (mode & bit) === 0) return false;
  }
  return true;
}
