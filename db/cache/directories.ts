/** Where caches lie on OPFS: one directory a member and version of the mirror. */
import { MIRROR_VERSION } from "@domain/feed.ts";

const PREFIX = "mutirao-cache-";

export function cacheName(owner: string): string {
  return `${PREFIX}${owner}-v${MIRROR_VERSION}`;
}

export async function hasOpfs(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    // Absent outside secure contexts; whether a worker may open files at once shows when it does.
    return typeof FileSystemFileHandle !== "undefined";
  } catch {
    return false;
  }
}

/** Removes every cache of this browser profile (sign-out). Close the open one first. */
export async function deleteCaches(): Promise<void> {
  if (await hasOpfs()) await deleteOthers("");
}

/** Caches of other members and older versions only take space. */
export async function deleteOthers(keep: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) {
    if (!name.startsWith(PREFIX) || name === keep) continue;
    await deleteDirectory(name).catch((cause) => console.warn("cache: an old one stays for now", { name, cause }));
  }
}

export async function deleteDirectory(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(name, { recursive: true }).catch((cause) => {
    if (!(cause instanceof DOMException) || cause.name !== "NotFoundError") throw cause;
  });
}
