import type { StartTexts } from "./texts.ts";
import { StartError } from "./stop_reason.ts";

export type DataDirLock = { release(): Promise<void> };

/**
 * Creates DATA_DIR and takes it for this process. The lock is the kernel's (flock), so a process that was killed leaves
 * none behind; the file only tells who holds it.
 * Throws StartError when another process has it or the folder cannot be written.
 */
export async function lockDataDir(dir: string, texts: StartTexts): Promise<DataDirLock> {
  // Others may pass through (the database's own user must reach its folder) but not list it.
  await denied(dir, texts, () => Deno.mkdir(dir, { recursive: true, mode: 0o711 }));
  const path = `${dir}/lock`;
  const file = await denied(dir, texts, () => Deno.open(path, { create: true, read: true, write: true, mode: 0o644 }));
  if (!await file.tryLock(true)) {
    file.close();
    const [pid = "?", since = "?"] = (await Deno.readTextFile(path)).trim().split(" ");
    throw new StartError(texts.dataDirInUse(dir, pid, since));
  }
  await file.truncate();
  await file.write(new TextEncoder().encode(`${Deno.pid} ${new Date().toISOString()}\n`));
  return {
    async release() {
      await file.truncate();
      await file.unlock();
      file.close();
    },
  };
}

/** A text of 32 random bytes kept in a file that only its owner reads; made on the first call. */
export async function secretFile(path: string): Promise<string> {
  const found = await readIfThere(path);
  if (found) return found.trim();
  const secret = crypto.getRandomValues(new Uint8Array(32)).toHex();
  await Deno.writeTextFile(`${path}.new`, `${secret}\n`, { mode: 0o600 });
  await Deno.rename(`${path}.new`, path);
  return secret;
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function denied<T>(dir: string, texts: StartTexts, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const told = [Deno.errors.PermissionDenied, Deno.errors.NotADirectory, Deno.errors.AlreadyExists];
    if (told.some((kind) => error instanceof kind)) throw new StartError(texts.dataDirDenied(dir), { cause: error });
    throw error;
  }
}
