import { fromFileUrl, waitFor } from "./waiting.ts";

/**
 * The address of a database server for this test process, brought up by whoever asks first and stopped by itself when
 * the process has ended, however it ended. Out: an address with the rights of the superuser.
 */
export async function databaseServer(): Promise<string> {
  const given = Deno.env.get("TEST_DATABASE_ADMIN_URL");
  if (given) return given;
  const version = Deno.env.get("PG_VERSION") ?? "18";
  const dir = `${Deno.env.get("TMPDIR") ?? "/tmp"}/mutirao-test-${Deno.pid}-${version}`;
  await Deno.mkdir(dir, { recursive: true, mode: 0o711 });
  // Test files run as separate programs of one process: a lock file is what they share.
  using lock = await Deno.open(`${dir}/asking`, { create: true, write: true });
  await lock.lock(true);
  const ready = `${dir}/url`;
  const known = await read(ready);
  if (known) return known;
  await launchHost(version, dir, Deno.pid);
  return await waitFor("the test database", async () => {
    const failure = await read(`${dir}/failed`);
    if (failure) throw new Error(`the test database did not start: ${failure}`);
    return await read(ready);
  }, 60_000);
}

/** Started through a shell that ends at once, so that no child process belongs to the test that happened to ask. */
async function launchHost(version: string, dir: string, pid: number): Promise<void> {
  const host = fromFileUrl(new URL("./postgres_host.ts", import.meta.url));
  const script = 'exec "$@" </dev/null >"$LOG" 2>&1 &';
  await new Deno.Command("sh", {
    args: ["-c", script, "sh", Deno.execPath(), "run", "-A", "--no-check", host, version, dir, String(pid)],
    env: { LOG: `${dir}/host.log` },
    stdin: "null",
  }).output();
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
