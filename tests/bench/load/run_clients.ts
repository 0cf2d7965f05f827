import { fromFileUrl } from "../../support/waiting.ts";
import type { Order } from "./clients.ts";

const PROGRAM = fromFileUrl(new URL("./clients.ts", import.meta.url));
const IMPORTS = fromFileUrl(new URL("../peers/import_map.json", import.meta.url));

/** The clients as a process of their own; answers what they print, line by line. Throws with their words when they fail. */
export async function* runClients(order: Order): AsyncGenerator<unknown> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-config",
      "--no-lock",
      "--no-check",
      `--import-map=${IMPORTS}`,
      "-A",
      PROGRAM,
      JSON.stringify(order),
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const failure = new Response(child.stderr).text();
  let rest = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
  const { success } = await child.status;
  if (!success) throw new Error(`the clients of ${order.target.kind} failed:\n${(await failure).slice(-4000)}`);
  await failure;
}
