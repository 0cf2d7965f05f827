import { type Calls, callsOf } from "./calls.ts";
import { openStage } from "./stage.ts";

/**
 * Program: the whole product for the browser's tests, in a process of its own (Playwright's loader knows neither our
 * aliases nor `import.meta`). Prints its address, answers `POST /<call>` with a JSON body, ends when stdin ends.
 * `--bare`: nobody has set it up.
 */
async function main(): Promise<void> {
  const stage = await openStage({ bare: Deno.args.includes("--bare") });
  const calls = callsOf(stage);
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
    (request) => answer(calls, request),
  );
  for await (const _ of Deno.stdin.readable);
  await server.shutdown();
  await stage.close();
}

async function answer(calls: Calls, request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.slice(1);
  try {
    if (!Object.hasOwn(calls, name)) return new Response(`no call ${name}`, { status: 404 });
    const result = await calls[name as keyof Calls](await request.json() as never);
    return Response.json(result ?? null);
  } catch (error) {
    return new Response(error instanceof Error ? error.stack : String(error), { status: 500 });
  }
}

if (import.meta.main) await main();
