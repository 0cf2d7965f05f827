import { findChromium } from "./chromium.ts";
import { findFirefox } from "./firefox.ts";
import { findNats } from "./nats.ts";
import { installedPrograms } from "./test_server.ts";

type Tool = { name: string; package: string; find(): string | undefined };

const OLDEST_POSTGRES = "15";
const TOOLS: Tool[] = [
  { name: "Chromium", package: "chromium", find: findChromium },
  { name: "nats-server", package: "nats-server", find: findNats },
  { name: "PostgreSQL 15", package: "postgresql-15", find: findOldPostgres },
];

/**
 * Installs what the suites need and is missing (Debian's packages, as root), and says what is used.
 * Out: whether the oldest PostgreSQL we support is there. Throws when a tool is missing and cannot be installed.
 */
export async function installRequirements(): Promise<void> {
  const missing = TOOLS.filter((tool) => !tool.find());
  if (missing.length > 0) await aptInstall(missing.map((tool) => tool.package));
  for (const tool of TOOLS) {
    const path = tool.find();
    if (!path) throw new Error(`${tool.name} is missing and could not be installed: apt-get install ${tool.package}`);
    console.log(`using  ${tool.name}: ${path}`);
  }
  await installFirefox();
}

/** A second browser is worth having, not worth failing for: without it its suite is skipped, and says so. */
async function installFirefox(): Promise<void> {
  if (!findFirefox()) {
    await aptInstall(["firefox-esr"]).catch((error) => console.log(`no Firefox, its suite is skipped: ${error}`));
  }
  const path = findFirefox();
  if (path) console.log(`using  Firefox: ${path}`);
}

export function findOldPostgres(): string | undefined {
  const initdb = `${installedPrograms(OLDEST_POSTGRES)}/initdb`;
  try {
    return Deno.statSync(initdb).isFile ? initdb : undefined;
  } catch {
    return undefined;
  }
}

async function aptInstall(packages: string[]): Promise<void> {
  if (Deno.uid() !== 0) {
    throw new Error(`missing: ${packages.join(", ")}. Install them: sudo apt-get install ${packages.join(" ")}`);
  }
  console.log(`installing ${packages.join(", ")}`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", ...packages]]) {
    const { success, stderr } = await new Deno.Command("apt-get", {
      args,
      env,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) throw new Error(`apt-get ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  }
}
