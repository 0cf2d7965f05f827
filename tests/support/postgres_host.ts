import process from "node:process";
import { openTestServer } from "./test_server.ts";

/** Program: keeps one database server for the process `pid` and ends with it. `dir` gets `url`, or `failed`. */
async function main([version = "18", dir = "", pid = ""]: string[]): Promise<void> {
  const server = await openTestServer(version, dir);
  await Deno.writeTextFile(`${dir}/url.new`, server.url);
  await Deno.rename(`${dir}/url.new`, `${dir}/url`);
  while (isAlive(Number(pid))) await new Promise((resolve) => setTimeout(resolve, 250));
  await server.stop();
  await Deno.remove(dir, { recursive: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const dir = Deno.args[1] ?? "";
  await main(Deno.args).catch((error) => Deno.writeTextFile(`${dir}/failed`, String(error)));
}
